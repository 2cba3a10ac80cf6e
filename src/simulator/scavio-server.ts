import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { readBody, send } from './http-exchange.ts';
import { createAccount, type ErrorBody, errorReply, type Reply } from './scavio-account.ts';
import { type AnswerContext, answerRequest, hasKey } from './scavio-answer.ts';
import type { AskedRequest, FaultPlan } from './scavio-fault.ts';
import { createRateLimiter, type RateLimiter, type RateLimits } from './scavio-limits.ts';
import type { Spelling } from './scavio-shapes.ts';
import type { World } from './world.ts';

/** The key that a simulated Scavio takes unless told otherwise. */
export const SIMULATED_KEY = 'simulated-key';

/** What may be set; all but `world` and `now` has a default. */
export interface ScavioServerOptions extends Partial<Spelling> {
  readonly world: World;
  /** The simulated instant (ms) that a request is answered for. */
  readonly now: () => number;
  /** The wall clock (ms) that limits are counted with. Default: the machine's. */
  readonly clock?: () => number;
  readonly port?: number;
  readonly key?: string;
  readonly credits?: number;
  /** Every answer of the API waits so long. Default 0. */
  readonly latencyMs?: number;
  readonly limits?: RateLimits;
  /** An unknown hashtag is a 200 without counters (default) or a 404. */
  readonly unknownHashtag?: 'empty' | 'not-found';
  readonly errorBody?: ErrorBody;
  readonly fault?: FaultPlan;
  /** Lets `POST /simulator/clock {"at": "<ISO>"}` set the simulated instant; without it there is no such path. */
  readonly setNow?: (instant: number) => void;
}

/** A request and the status it was answered with; undefined where the connection was reset or left hanging. */
export interface LoggedRequest extends AskedRequest {
  readonly status: number | undefined;
}

export interface ScavioServer {
  /** `http://127.0.0.1:<port>`, for `SCAVIO_BASE_URL`. */
  readonly url: string;
  /** Requests in order of arrival, the newest 100,000; empty it by setting its length to 0. */
  readonly requests: LoggedRequest[];
  readonly credits: { readonly used: () => number; readonly left: () => number };
  /** The most requests that were in flight at once, refused ones apart. */
  readonly inFlightPeak: () => number;
  /** Whether no client is connected: what one that was killed had still sent has been answered by then. */
  readonly isIdle: () => Promise<boolean>;
  /** Ends every connection, hanging ones included. */
  readonly close: () => Promise<void>;
}

const REQUESTS_KEPT_MAX = 100_000;

/** Starts a simulated Scavio on 127.0.0.1. Docs: docs/simulator.md. Rejects when the port cannot be had. */
export async function startScavioServer(options: ScavioServerOptions): Promise<ScavioServer> {
  const desk: AnswerContext = {
    world: options.world,
    spelling: {
      dialect: options.dialect ?? 'web',
      statsV2: options.statsV2 ?? 'planned',
      workflowId: options.workflowId ?? 'given',
      incompleteShare: options.incompleteShare ?? 0.02,
    },
    key: options.key ?? SIMULATED_KEY,
    account: createAccount(options.credits ?? 1_000_000),
    errorBody: options.errorBody ?? 'object',
    unknownHashtag: options.unknownHashtag ?? 'empty',
    fault: options.fault ?? (() => undefined),
  };
  const limiter = createRateLimiter(options.limits ?? {});
  const requests: LoggedRequest[] = [];
  let asked = 0;

  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const { method = '', url = '', headers } = request;
      const question: AskedRequest = { index: asked, at: options.now(), method, path: url, headers, body };
      asked += 1;
      const reply = route(options, desk, limiter, question, response);
      if (requests.length >= REQUESTS_KEPT_MAX) requests.splice(0, REQUESTS_KEPT_MAX / 2);
      requests.push({ ...question, status: reply.kind === 'answer' ? reply.status : undefined });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    credits: { used: desk.account.used, left: desk.account.left },
    inFlightPeak: limiter.inFlightPeak,
    isIdle: async () => (await promisify(server.getConnections.bind(server))()) === 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Key, clock, limits, then the API itself: decides the reply and sees to it that it is sent. */
function route(
  options: ScavioServerOptions,
  desk: AnswerContext,
  limiter: RateLimiter,
  question: AskedRequest,
  response: ServerResponse,
): Reply {
  const wall = (options.clock ?? Date.now)();
  if (options.setNow !== undefined && question.path === '/simulator/clock') {
    return send(response, setClock(options.setNow, question.body), {}, 0);
  }
  if (!hasKey(desk, question)) {
    const refusal = errorReply(desk.errorBody, 401, 'missing or wrong key');
    return send(response, refusal, limiter.headers(wall), 0);
  }
  const admission = limiter.enter(wall);
  if (admission.kind === 'refused') {
    const refusal = errorReply(desk.errorBody, 429, 'too many requests');
    return send(response, refusal, limiter.headers(wall, admission.waitSeconds), 0);
  }
  const { leave } = admission;
  response.once('close', leave);
  return send(response, answerOrRefuse(desk, question), limiter.headers(wall), options.latencyMs ?? 0, leave);
}

/** A question that the world cannot answer (before its start, after its end) is a 500 that says so. */
function answerOrRefuse(desk: AnswerContext, question: AskedRequest): Reply {
  try {
    return answerRequest(desk, question);
  } catch (error) {
    if (error instanceof RangeError) return errorReply(desk.errorBody, 500, error.message);
    throw error;
  }
}

function setClock(setNow: (instant: number) => void, body: unknown): Reply {
  const at =
    typeof body === 'object' && body !== null && 'at' in body ? Date.parse(String(body.at)) : Number.NaN;
  if (Number.isNaN(at)) return errorReply('object', 400, 'at must be an ISO instant');
  setNow(at);
  return { kind: 'answer', status: 200, body: '{}' };
}
