import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { GithubEnvironment } from '../environment.ts';
import { answerWith, wholeBody } from '../http/body.ts';
import { connectionText, isUnreachable } from '../http/connection.ts';
import { HttpProblem } from '../http/problem.ts';
import { NO_ANSWER_STATUS } from './error-text.ts';

/** GitHub's client. On github.com it keeps the pace that GitHub asks for: writes 1 s apart, 3 s where people are notified. */
export type Github = InstanceType<typeof PacedOctokit>;

const PacedOctokit = Octokit.plugin(retry, throttling);
/** A limit that lasts longer is left to the next run. */
const RATE_LIMIT_WAIT_MAX_SECONDS = 60;
const TIMEOUT_MS = 30_000;

/**
 * @param timeoutMs how long one answer may take
 * @param ask asks in the network's place, where there is no pace to keep
 */
export function createGithub(
  { token, apiUrl }: GithubEnvironment & { readonly token: string },
  timeoutMs = TIMEOUT_MS,
  ask?: typeof fetch,
): Github {
  const waitOnce = (retryAfter: number, _options: object, _octokit: unknown, retryCount: number): boolean =>
    retryAfter <= RATE_LIMIT_WAIT_MAX_SECONDS && retryCount === 0;
  // The limits are the server's: clients of one server share their pace.
  const throttle = { id: apiUrl, onRateLimit: waitOnce, onSecondaryRateLimit: waitOnce };
  if (!isGithubCloud(apiUrl)) Object.assign(throttle, UNSPACED);
  const isOnline = ask === undefined;
  return new PacedOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'hashtag-radar',
    request: {
      fetch: async (url: string, init: RequestInit) => answerOf(url, init, { timeoutMs, ask }),
    },
    retry: { enabled: isOnline, doNotRetry: [...NEVER_REPEATED, NO_ANSWER_STATUS] },
    throttle: { ...throttle, enabled: isOnline },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

/**
 * Whether the limits of github.com apply. A GitHub Enterprise Server has none unless its owner sets some, and then it
 * answers 403 or 429, which is waited for.
 * @see https://docs.github.com/en/enterprise-server@latest/admin/configuring-settings/configuring-user-applications-for-your-enterprise/configuring-rate-limits
 */
export function isGithubCloud(apiUrl: string): boolean {
  const host = URL.parse(apiUrl)?.hostname ?? '';
  return host === 'api.github.com' || host.endsWith('.ghe.com');
}

/** What the throttling plugin asks for a turn: it comes at once. */
const atOnce = {
  key: () => ({
    schedule: async <T>(
      _options: object,
      job: (...args: readonly unknown[]) => T,
      ...args: readonly unknown[]
    ) => job(...args),
  }),
};
const UNSPACED = { write: atOnce, notifications: atOnce };

/** The retry plugin's own, which a list of ours replaces. */
const NEVER_REPEATED = [400, 401, 403, 404, 410, 422, 451];

/**
 * One answer, read whole: the client takes a body that breaks off for an empty one, and an empty list of issues would have
 * an issue filed twice. A server that cannot be reached, or does not answer in time, is not asked again in this run.
 */
async function answerOf(
  url: string,
  init: RequestInit,
  { timeoutMs, ask = fetch }: { readonly timeoutMs: number; readonly ask?: typeof fetch | undefined },
): Promise<Response> {
  const host = URL.parse(url)?.host ?? 'GitHub';
  try {
    const response = await ask(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const body = await wholeBody(response);
    const promisesJson = response.status === 200 || response.status === 201;
    if (promisesJson && !isJson(body.toString()))
      return Response.json({ message: NOT_GITHUB }, { status: 502 });
    return answerWith(response, body);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return noAnswer(`no answer in time from ${host}`);
    if (error instanceof HttpProblem) return noAnswer(`${host}: ${error.message}`);
    if (isUnreachable(error)) return noAnswer(connectionText(error, host));
    if (error instanceof TypeError) throw new Error(connectionText(error, host), { cause: error });
    throw error;
  }
}

function noAnswer(message: string): Response {
  return Response.json({ message }, { status: NO_ANSWER_STATUS });
}

const NOT_GITHUB = 'no answer as GitHub gives them; is GITHUB_API_URL right?';

/** Whether an answer is an object or a list, as all of GitHub's are; a page of a proxy is none, nor is half a list. */
function isJson(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
