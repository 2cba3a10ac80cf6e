import { type Account, type ErrorBody, errorReply, type Reply } from './scavio-account.ts';
import type { AskedRequest, Fault, FaultPlan } from './scavio-fault.ts';
import { type Question, readHashtagRequest, readVideosRequest } from './scavio-request.ts';
import { hashtagData, type Spelling, videosData } from './scavio-shapes.ts';
import type { World } from './world.ts';

/** So many entries of a page stand at the start of the next one too. */
const REPEATED_ENTRIES = 2;

/** All that an answer depends on besides the request. */
export interface AnswerContext {
  readonly world: World;
  readonly spelling: Spelling;
  readonly key: string;
  readonly account: Account;
  readonly errorBody: ErrorBody;
  readonly unknownHashtag: 'empty' | 'not-found';
  readonly fault: FaultPlan;
}

/** Whether the request carries the right key. */
export function hasKey(desk: AnswerContext, request: AskedRequest): boolean {
  return request.headers.authorization === `Bearer ${desk.key}`;
}

/** Answers one request that carries a key and is within its limits, faults included. */
export function answerRequest(desk: AnswerContext, request: AskedRequest): Reply {
  const fault = desk.fault(request);
  if (fault !== undefined) return faultyReply(desk, request, fault);
  const { account, errorBody } = desk;
  if (request.path === '/api/v1/usage' && request.method === 'GET') {
    const data = { plan: 'simulated', credits_used: account.used(), credits_remaining: account.left() };
    return { kind: 'answer', status: 200, body: JSON.stringify({ data }) };
  }
  const read = readerOf(request.path);
  if (read === undefined) return errorReply(errorBody, 404, `no such endpoint: ${request.path}`);
  if (request.method !== 'POST') return errorReply(errorBody, 405, 'use POST');
  if (account.left() < 1) return errorReply(errorBody, 402, 'no credits left');
  return answerQuestion(desk, read(desk.world, desk.spelling.dialect, request.body), request.at);
}

function readerOf(path: string): typeof readHashtagRequest | undefined {
  if (path === '/api/v1/tiktok/hashtag') return readHashtagRequest;
  if (path === '/api/v1/tiktok/hashtag/videos') return readVideosRequest;
  return undefined;
}

function answerQuestion(desk: AnswerContext, question: Question, instant: number): Reply {
  const { world, spelling, account, errorBody } = desk;
  if (question.kind === 'refused') return errorReply(errorBody, 400, question.message);
  const { name } = question;
  if (name === undefined && desk.unknownHashtag === 'not-found') {
    return errorReply(errorBody, 404, 'no such hashtag');
  }
  if (question.kind === 'hashtag') {
    return account.charge(
      hashtagData(spelling, name === undefined ? undefined : world.counters(name, instant)),
    );
  }
  const from = Math.max(0, question.cursor - REPEATED_ENTRIES);
  // One entry more than the page tells whether another page follows.
  const videos = name === undefined ? [] : world.videos(name, instant, from, question.count + 1);
  const hasMore = videos.length > question.count;
  const page = videos.slice(0, question.count);
  return account.charge(videosData(spelling, page, { cursor: from + page.length, hasMore }));
}

function faultyReply(desk: AnswerContext, request: AskedRequest, fault: Fault): Reply {
  switch (fault.kind) {
    case 'status':
      return errorReply(desk.errorBody, fault.status, 'a planned fault', fault.headers);
    case 'data':
      return desk.account.charge(fault.data);
    case 'body':
      return { kind: 'answer', status: fault.status ?? 200, body: fault.body };
    case 'slow': {
      const reply = answerRequest({ ...desk, fault: () => undefined }, request);
      return reply.kind === 'answer' ? { ...reply, delayMs: fault.delayMs } : reply;
    }
    case 'reset':
    case 'hang':
      return fault;
  }
}
