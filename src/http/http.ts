import ky, { isHTTPError, isNetworkError, isTimeoutError, type KyInstance, type Options } from 'ky';
import { withWholeBody } from './body.ts';
import { connectionText, isUnreachable } from './connection.ts';
import { HttpProblem } from './problem.ts';
import type { Redact } from './redact/redact.ts';

/** Attempts after the first for answers that may go better next time. */
const RETRIES_MAX = 2;
/** Attempts after the first when the answer is "too fast", which says how long to wait. */
const RATE_LIMIT_RETRIES_MAX = 5;
const RETRY_STATUSES = [429, 500, 502, 503, 504];
const BACK_OFF_FIRST_MS = 500;
const BACK_OFF_MAX_MS = 8_000;
const RETRY_AFTER_MAX_MS = 65_000;

/**
 * The one factory of HTTP clients: retries 429, 5xx and network errors with full jitter, obeys `Retry-After`, and
 * gives up on anything else at once. A redirect is not followed: the request's headers or body may be for one receiver
 * only. Retried requests are repeated as they are, so they must be safe to repeat.
 * @param afterTimeout `stop` where a request that got no answer in time may have been carried out all the same
 */
export function createHttp(options: Options, afterTimeout: 'repeat' | 'stop' = 'repeat'): KyInstance {
  const limits = { timeout: 30_000, totalTimeout: 300_000, ...options };
  const send = options.fetch ?? fetch;
  return ky.create({
    redirect: 'manual',
    ...limits,
    // The body is a part of the answer that has to come in time.
    fetch: async (input, init) => withWholeBody(await send(input, init)),
    retry: {
      limit: RATE_LIMIT_RETRIES_MAX,
      methods: ['get', 'post'],
      retryOnTimeout: afterTimeout === 'repeat',
      statusCodes: RETRY_STATUSES,
      // Not 503: every answer carries X-RateLimit-Reset, and an outage has nothing to do with it.
      afterStatusCodes: [429],
      maxRetryAfter: RETRY_AFTER_MAX_MS,
      delay: (attempt) => BACK_OFF_FIRST_MS * 2 ** (attempt - 1),
      backoffLimit: BACK_OFF_MAX_MS,
      jitter: true,
      shouldRetry: ({ error, retryCount }) => {
        if (isUnreachable(error)) return false;
        const rateLimited = isHTTPError(error) && error.response.status === 429;
        if (rateLimited) return isLongWait(error.response, limits.totalTimeout) ? false : undefined;
        return retryCount > RETRIES_MAX ? false : undefined;
      },
    },
  });
}

/** Whether an answer asks for more patience than there is; then it is better to come again in another run. */
function isLongWait({ headers }: Response, totalTimeout: number | false): boolean {
  return totalTimeout !== false && waitMs(headers.get('retry-after') ?? '0') >= totalTimeout;
}

/** Seconds or an HTTP date, as RFC 9110 has it, in section 10.2.3; 0 where it is neither. */
function waitMs(retryAfter: string): number {
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : at - Date.now();
}

/**
 * Sends a request and reads its answer as text.
 * @throws {HttpProblem} for every failure, with a message that is safe to show
 */
export async function readText(request: () => Promise<Response>, redact: Redact): Promise<string> {
  try {
    return await (await request()).text();
  } catch (error) {
    throw problemOf(error, redact);
  }
}

function problemOf(error: unknown, redact: Redact): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isHTTPError(error)) {
    const { status, headers } = error.response;
    const isRedirect = status >= 300 && status < 400;
    const detail = isRedirect ? REDIRECTED : detailOf(error.data, redact);
    const location = isRedirect ? (headers.get('location') ?? undefined) : undefined;
    return new HttpProblem(`HTTP ${status}${detail}`, status, error.data, location);
  }
  if (isTimeoutError(error)) return new HttpProblem(`no answer in time from ${hostOf(error.request)}`);
  if (isNetworkError(error)) return new HttpProblem(redact(connectionText(error, hostOf(error.request))));
  if (error instanceof TypeError) return new HttpProblem(redact(connectionText(error, 'the server')));
  if (error instanceof DOMException && error.name === 'AbortError') return new HttpProblem('stopped');
  throw error;
}

/** The host of a request: the only part of its address that is no secret. */
function hostOf({ url }: Request): string {
  return URL.parse(url)?.host ?? 'the server';
}

const REDIRECTED = ': it answers with a redirect, which is not followed; set the final address';

const SAID_CHARS_MAX = 200;

/**
 * What an error's body says, in the shapes that APIs use; bounded, since it is a stranger's text, and redacted before it is
 * cut, since half a secret is one too.
 */
function detailOf(body: unknown, redact: Redact): string {
  const said = messageIn(body);
  if (said === undefined) return '';
  return `: ${redact(said).replaceAll(/\s+/g, ' ').slice(0, SAID_CHARS_MAX).toWellFormed()}`;
}

function messageIn(body: unknown): string | undefined {
  if (typeof body === 'string') return messageInText(body.trim());
  if (typeof body !== 'object' || body === null) return undefined;
  if ('error' in body) return messageIn(body.error);
  if ('message' in body && typeof body.message === 'string') return body.message;
  if ('description' in body && typeof body.description === 'string') return body.description;
  return undefined;
}

/** JSON that came without its content type is read as such; a page of HTML says nothing. */
function messageInText(text: string): string | undefined {
  if (text.startsWith('{')) {
    const parsed = parseObject(text);
    if (parsed !== undefined) return messageIn(parsed);
  }
  return text === '' || text.startsWith('<') ? undefined : text;
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
