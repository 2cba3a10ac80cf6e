import type { Delivery, Notification } from '../../alerts/outbox.ts';
import { createHttp, readText } from '../../http/http.ts';
import { HttpProblem } from '../../http/problem.ts';
import { type InBody, statusFromBody } from '../../http/status-from-body.ts';
import { failed, type Sink, type SinkContext } from '../channel/sink.ts';
import { isWebPage, pageInstead } from '../channel/web-page.ts';
import type { ChatContext } from './message.ts';

/** A place that takes chat messages as JSON over HTTP. */
export interface ChatTarget {
  /** As people know it: `Slack`. */
  readonly name: string;
  /** Where messages go. It is a secret, or has one in it. */
  readonly url: string;
  /** The variable that holds it. */
  readonly variable: string;
  messageOf(notification: Notification, context: ChatContext): object;
  /** Where this notification goes, where that is not `url`. */
  urlOf?(notification: Notification): Promise<string>;
  /** What to send instead, once, after such a refusal; undefined where that would not help. */
  insteadOf?(sent: SentMessage, status: number, body: unknown): SentMessage | undefined;
  /** What an answer says in its body only. */
  inBody(status: number, body: unknown): InBody;
  /** What the record keeps of a message that was taken. */
  receiptOf(answer: string, sent: SentMessage): string;
  /** What a refusal means there; undefined where it says nothing more than its status. */
  refusalOf(status: number, body: unknown): ChatRefusal | undefined;
}

/** One message on its way. */
export interface SentMessage {
  readonly url: string;
  readonly json: object;
  readonly notification: Notification;
}

/** What people can do about a refusal, and whether trying again can help. */
export interface ChatRefusal {
  readonly remedy: string;
  /** Absent where it waits for a person who mends the set-up. */
  readonly final?: 'final';
}

const TIMEOUT_MS = 15_000;
const TOTAL_TIMEOUT_MS = 60_000;

/**
 * Posts each notification once. Within a run it is repeated where the place says that it did not take it. Where no answer
 * came in time the message may be there already, so that a later run repeats it, and not this one three times.
 */
export function chatSink(
  place: ChatTarget,
  { environment, timezone, timeoutMs = TIMEOUT_MS }: SinkContext,
): Sink {
  const hooks = { afterResponse: [statusFromBody(place.inBody)] };
  const http = createHttp({ timeout: timeoutMs, totalTimeout: TOTAL_TIMEOUT_MS, hooks }, 'stop');
  const redact = environment.redactAnswer([place.variable]);
  const { serverUrl, repository = '' } = environment.github;
  const context: ChatContext = {
    timezone,
    ...(REPOSITORY.test(repository) && { repositoryUrl: `${serverUrl}/${repository}` }),
  };
  return {
    deliver: async (notification) => {
      const url = (await place.urlOf?.(notification)) ?? place.url;
      const message = { url, json: place.messageOf(notification, context), notification };
      const post = async (sent: SentMessage): Promise<Delivery> => {
        const answer = await readText(() => http.post(sent.url, { json: sent.json }), redact);
        if (isWebPage(answer)) return pageInstead(notification.id, place.name);
        return { kind: 'delivered', notification: notification.id, receipt: place.receiptOf(answer, sent) };
      };
      try {
        return await post(message);
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        const { status, body } = error;
        const instead = status === undefined ? undefined : place.insteadOf?.(message, status, body);
        if (instead === undefined) return refused(notification.id, place, error);
        return postInstead(post, instead, place);
      }
    },
  };
}

async function postInstead(
  post: (message: SentMessage) => Promise<Delivery>,
  message: SentMessage,
  place: ChatTarget,
): Promise<Delivery> {
  try {
    return await post(message);
  } catch (error) {
    if (error instanceof HttpProblem) return refused(message.notification.id, place, error);
    throw error;
  }
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

function refused(id: string, place: ChatTarget, { message, status, body }: HttpProblem): Delivery {
  const refusal = status === undefined ? undefined : place.refusalOf(status, body);
  return failed(
    id,
    refusal === undefined
      ? `${place.name} did not take it: ${message}`
      : `${place.name}: ${refusal.remedy} (${message})`,
    {
      ...(refusal?.final !== undefined && { final: refusal.final }),
      ...(status === undefined && { scope: 'channel' }),
    },
  );
}

/** What a message that a place does not understand comes from. Trying it again changes nothing. */
export const OUR_FAULT: ChatRefusal = {
  remedy: 'the message was not understood, which is a fault of hashtag-radar: please report it',
  final: 'final',
};

/** A field of an answer's body, which may be JSON that came without its content type. */
export function fieldOf(body: unknown, key: string): unknown {
  if (typeof body === 'string') return body.startsWith('{') ? fieldOf(parsed(body), key) : undefined;
  if (typeof body !== 'object' || body === null) return undefined;
  return Object.getOwnPropertyDescriptor(body, key)?.value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
