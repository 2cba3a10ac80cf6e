import { isHTTPError } from 'ky';
import { createHttp, readText } from '../../http/http.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { Redact } from '../../http/redact/redact.ts';
import type { RunTime } from '../source/pace.ts';
import type { AnsweredRequest, KnownPace } from '../source/pace-state.ts';
import {
  createRequestPace,
  type PaceOptions,
  type RequestPace,
  type StartedRequest,
} from '../source/rate-limit.ts';
import type { Sampling, Target } from '../source/source.ts';
import { askInTurn, NUMBERS_PRIORITY, VIDEOS_PRIORITY } from './in-turn.ts';
import { createLedger } from './ledger.ts';

/** Attempts after the first for answers that may go better next time. */
const RETRIES_MAX = 2;
/** Videos in one listing. */
const LISTING_COUNT = 20;

/** Scavio's two calls, at the pace its answers allow, with the credits counted. */
export interface ScavioClient {
  /** @throws {HttpProblem} */
  hashtag(target: Target): Promise<unknown>;
  /** @throws {HttpProblem} */
  videos(target: Target): Promise<unknown>;
  /** Lets no further call start, and none be tried again. */
  stop(reason: NonNullable<Sampling['stopped']>): void;
  stopped(): Sampling['stopped'];
  /** Keeps the process alive no longer. Called when every call has been answered. */
  end(): void;
  credits(): Sampling['credits'];
  /** What the answers have said of the pace. */
  known(time: RunTime): KnownPace;
}

export interface ScavioOptions {
  /** The instant of the run, ms. */
  readonly runAt?: number;
  readonly baseUrl: string;
  readonly apiKey: string;
  /** For strangers' text that is kept: it takes out secrets, and nothing that may be a word. */
  readonly redact: Redact;
  /** For what Scavio says that is shown. */
  readonly redactAnswer: Redact;
  /** Requests in flight that the account allows, where somebody has said so; absent: found out from the answers. */
  readonly requestsInFlight?: number;
  /** What earlier runs have found out of the pace. */
  readonly pace?: KnownPace;
  /** Most credits that the calls may use together; absent: no cap. */
  readonly creditsMax?: number;
}

/** @see docs/scavio.md for both calls and their variants */
export function createScavioClient(options: ScavioOptions): ScavioClient {
  const { baseUrl, apiKey, redactAnswer } = options;
  const ledger = createLedger(options.creditsMax);
  const pace = createRequestPace(paceOptions(options));
  // One for each call under way: one for all would hold on to what every call leaves behind.
  const underWay = new Set<AbortController>();
  let stopped: Sampling['stopped'];

  const stop = (reason: NonNullable<Sampling['stopped']>): void => {
    stopped ??= reason;
    pace.stop(new HttpProblem(stopped.message));
    if (reason.code === 'out-of-time') for (const call of underWay) call.abort();
  };
  const http = createHttp({
    baseUrl: baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`,
    headers: { authorization: `Bearer ${apiKey}` },
    hooks: {
      beforeRetry: [
        ({ error }) => {
          ledger.failed(error);
          if (stopped !== undefined) throw new HttpProblem(stopped.message);
        },
      ],
    },
    // A hook of ky would be given a copy of every answer, whose body is then read twice.
    fetch: pacedFetch(pace),
  });

  const post = (path: string, body: object, priority: number): Promise<unknown> =>
    askInTurn(pace, () => postOnce(path, body), priority);
  const postOnce = async (path: string, body: object): Promise<unknown> => {
    if (!ledger.pays(underWay.size)) stop(OVER_BUDGET);
    if (stopped !== undefined) throw new HttpProblem(stopped.message);
    const call = new AbortController();
    underWay.add(call);
    const request = async (): Promise<Response> => {
      try {
        return await http.post(path, { json: body, signal: call.signal, retry: { shouldRetry } });
      } catch (error) {
        // A retry that was not made says so itself; the attempt before it is in the ledger.
        if (!(error instanceof HttpProblem)) ledger.failed(error);
        throw error;
      }
    };
    try {
      const answer = parseJson(await readText(request, redactAnswer));
      ledger.answered(answer);
      return answer;
    } catch (error) {
      const reason = stopReasonOf(error);
      if (reason !== undefined) stop(reason);
      throw error;
    } finally {
      underWay.delete(call);
    }
  };

  return {
    hashtag: (target) => post('api/v1/tiktok/hashtag', hashtagBody(target), NUMBERS_PRIORITY),
    videos: (target) => post('api/v1/tiktok/hashtag/videos', videosBody(target), VIDEOS_PRIORITY),
    stop,
    stopped: () => stopped,
    end: () => pace.end(),
    known: (time) => pace.known(time),
    credits: () => ledger.credits(),
  };
}

/** Each attempt is a request of its own to the limit. */
function pacedFetch(pace: RequestPace): typeof fetch {
  return async (input, init) => {
    const sent = pace.begin();
    try {
      const response = await fetch(input, init);
      pace.observe(paceAnswerOf(response, sent));
      return response;
    } catch (error) {
      pace.abandon();
      throw error;
    }
  };
}

/** Both spellings are sent: the server drops the keys it does not know, and the id wins where it knows that. */
function hashtagBody({ hashtag, id }: Target): object {
  return { hashtag_name: hashtag, hashtag, ...(id !== undefined && { hashtag_id: id }) };
}

function videosBody({ hashtag, id }: Target): object {
  return { ...(id !== undefined && { hashtag_id: id }), hashtag, count: LISTING_COUNT, cursor: '0' };
}

/** The last calls are not made where they could cost more than is left. */
const OVER_BUDGET = {
  code: 'over-budget',
  message:
    "the rest of this month's budget does not pay for more calls: raise `budget`, or watch fewer hashtags",
} as const;

/** Answers after which every further call would fail alike. */
function stopReasonOf(error: unknown): Sampling['stopped'] {
  if (!(error instanceof HttpProblem)) return undefined;
  switch (error.status) {
    case 401:
      return {
        code: 'key-refused',
        message: 'Scavio refused the key (HTTP 401): check the secret SCAVIO_API_KEY',
      };
    case 402:
      return {
        code: 'no-credits',
        message: 'no Scavio credits left (HTTP 402): top up the account, or watch fewer hashtags',
      };
    case 403:
      return {
        code: 'key-refused',
        message: 'the Scavio key may not do this (HTTP 403): check its permissions',
      };
    default:
      return undefined;
  }
}

/** The pace retries what was refused for its speed; http.ts would do so by itself, request by request. */
function shouldRetry({
  error,
  retryCount,
}: {
  readonly error: Error;
  readonly retryCount: number;
}): boolean | undefined {
  if (isHTTPError(error) && error.response.status === 429) return false;
  return retryCount > RETRIES_MAX ? false : undefined;
}

function paceOptions({ requestsInFlight, pace, runAt = 0 }: ScavioOptions): PaceOptions {
  return {
    runAt,
    ...(requestsInFlight !== undefined && { told: requestsInFlight }),
    ...(pace !== undefined && { known: pace }),
  };
}

function paceAnswerOf({ status, headers }: Response, sent: StartedRequest): Omit<AnsweredRequest, 'at'> {
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const resetSeconds = numberIn(headers, 'x-ratelimit-reset');
  return {
    ...sent,
    status,
    ...retryAfter(headers.get('retry-after')),
    ...(remaining !== undefined && { remaining }),
    ...(resetSeconds !== undefined && { resetSeconds }),
  };
}

/** Seconds, or an HTTP date (RFC 9110, section 10.2.3). */
function retryAfter(text: string | null): { readonly retryAfterMs?: number } {
  if (text === null) return {};
  const wait = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? { retryAfterMs: Math.max(0, wait) } : {};
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim();
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A number of sixteen digits or more, outside a string or (harmlessly) in one. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/** The answer's JSON; whole numbers beyond 2^53, which ids may be, are kept as their digits. Not JSON: the text. */
function parseJson(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  try {
    // The reviver looks at every value, which takes longer than all the rest of an answer; few answers need it.
    return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
