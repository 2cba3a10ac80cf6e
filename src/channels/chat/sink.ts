import type { Delivery, Notification } from '../../alerts/outbox.ts';
import { createHttp, HttpProblem, readText } from '../../http/http.ts';
import { type InBody, statusFromBody } from '../../http/status-from-body.ts';
import type { Sink, SinkContext } from '../channel/sink.ts';
import type { ChatContext } from './message.ts';

/** A place that takes chat messages as JSON over HTTP. */
export interface ChatTarget {
  /** As people know it: `Slack`. */
  readonly name: string;
  /** Where messages go. It is a secret, or has one in it. */
  readonly url: string;
  messageOf(notification: Notification, context: ChatContext): object;
  /** What an answer says in its body only. */
  inBody(status: number, body: unknown): InBody;
  /** What the record keeps of a message that was taken. */
  receiptOf(answer: string): string;
  /** What a refusal means there; undefined where it says nothing more than its status. */
  refusalOf(status: number, body: unknown): ChatRefusal | undefined;
}

/** What people can do about a refusal, and whether trying again can help. */
export interface ChatRefusal {
  readonly remedy: string;
  readonly final: 'retry' | 'final';
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
  const { serverUrl, repository = '' } = environment.github;
  const context: ChatContext = {
    timezone,
    ...(REPOSITORY.test(repository) && { repositoryUrl: `${serverUrl}/${repository}` }),
  };
  return {
    deliver: async (notification) => {
      const { id } = notification;
      const json = place.messageOf(notification, context);
      try {
        const answer = await readText(() => http.post(place.url, { json }), environment.redact);
        if (PAGE.test(answer)) return pageInstead(id, place.name);
        return { kind: 'delivered', notification: id, receipt: place.receiptOf(answer) };
      } catch (error) {
        if (error instanceof HttpProblem) return failed(id, place, error);
        throw error;
      }
    },
  };
}

/** The beginning of a web page: a login, a proxy's notice, the page of a team. No place answers a webhook with one. */
const PAGE = /^\s*<(?:!doctype|html)\b/i;

function pageInstead(id: string, name: string): Delivery {
  const message = `${name} did not take it: a web page came for an answer, so the address is not that of a webhook, or something stands before it`;
  return { kind: 'failed', notification: id, message, final: 'retry' };
}

const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

function failed(id: string, place: ChatTarget, { message, status, body }: HttpProblem): Delivery {
  const refusal = status === undefined ? undefined : place.refusalOf(status, body);
  return {
    kind: 'failed',
    notification: id,
    message:
      refusal === undefined
        ? `${place.name} did not take it: ${message}`
        : `${place.name}: ${refusal.remedy} (${message})`,
    final: refusal?.final ?? 'retry',
  };
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
