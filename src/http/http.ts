import ky, { isHTTPError, isNetworkError, isTimeoutError, type KyInstance, type Options } from 'ky';
import type { Redact } from './redact.ts';

/** Why a request failed, without the address or the headers, which may hold secrets. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** The answer's body, parsed when it was JSON; undefined when there was none. */
  readonly body: unknown;

  constructor(message: string, status?: number, body?: unknown) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

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
  return ky.create({
    redirect: 'manual',
    ...limits,
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
        const rateLimited = isHTTPError(error) && error.response.status === 429;
        if (rateLimited) return isLongWait(error.response, limits.totalTimeout) ? false : undefined;
        return retryCount > RETRIES_MAX ? false : undefined;
      },
    },
  });
}

/** Whether an answer asks for more patience than there is; then it is better to come again in another run. */
function isLongWait({ headers }: Response, totalTimeout: number | false): boolean {
  const seconds = Number(headers.get('retry-after'));
  return totalTimeout !== false && seconds * 1_000 >= totalTimeout;
}

/**
 * Sends a request and reads its answer as text.
 * @throws {HttpProblem} for every failure, with a message that is safe to show
 */
export async function readText(request: () => Promise<Response>, redact: Redact): Promise<string> {
  try {
    return await readBody(await request());
  } catch (error) {
    throw problemOf(error, redact);
  }
}

/** No answer that this program asks for is larger, or takes longer to come. */
const BODY_BYTES_MAX = 64e6;
const BODY_MS_MAX = 60_000;

/**
 * The whole body as text. ky's timeouts end at the headers, so size and time are bounded here.
 * @throws {HttpProblem}
 */
export async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const deadline = Date.now() + BODY_MS_MAX;
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new HttpProblem('an answer without an end');
    if (Date.now() > deadline) throw new HttpProblem('no answer in time');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function problemOf(error: unknown, redact: Redact): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isHTTPError(error)) {
    const { status } = error.response;
    const detail = status >= 300 && status < 400 ? REDIRECTED : detailOf(error.data, redact);
    return new HttpProblem(`HTTP ${status}${detail}`, status, error.data);
  }
  if (isTimeoutError(error)) return new HttpProblem('no answer in time');
  if (isNetworkError(error) || error instanceof TypeError) {
    return new HttpProblem(redact(`no connection (${causeOf(error)})`));
  }
  if (error instanceof DOMException && error.name === 'AbortError') return new HttpProblem('stopped');
  throw error;
}

const REDIRECTED = ': it answers with a redirect, which is not followed; set the final address';

/** The deepest cause that names itself: `ECONNREFUSED` says more than "fetch failed". */
function causeOf(error: Error): string {
  let deepest: Error = error;
  for (let depth = 0; depth < 5 && deepest.cause instanceof Error; depth += 1) deepest = deepest.cause;
  const code = 'code' in deepest ? String(deepest.code) : deepest.name;
  return code;
}

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
