import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { GithubEnvironment } from '../environment.ts';

/** GitHub's client. On github.com it keeps the pace that GitHub asks for: writes 1 s apart, 3 s where people are notified. */
export type Github = InstanceType<typeof PacedOctokit>;

const PacedOctokit = Octokit.plugin(retry, throttling);
/** A limit that lasts longer is left to the next run. */
const RATE_LIMIT_WAIT_MAX_SECONDS = 60;
const TIMEOUT_MS = 30_000;

/** @param timeoutMs how long one answer may take */
export function createGithub(
  { token, apiUrl }: GithubEnvironment & { readonly token: string },
  timeoutMs = TIMEOUT_MS,
): Github {
  const waitOnce = (retryAfter: number, _options: object, _octokit: unknown, retryCount: number): boolean =>
    retryAfter <= RATE_LIMIT_WAIT_MAX_SECONDS && retryCount === 0;
  // The limits are the server's: clients of one server share their pace.
  const throttle = { id: apiUrl, onRateLimit: waitOnce, onSecondaryRateLimit: waitOnce };
  if (!isGithubCloud(apiUrl)) Object.assign(throttle, UNSPACED);
  return new PacedOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'hashtag-radar',
    request: {
      fetch: async (url: string, init: RequestInit) => {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
        // Read whole here: the client takes a body that breaks off for an empty one, and an empty list of issues would
        // have an issue filed twice.
        const body = await response.arrayBuffer();
        const { status, statusText, headers } = response;
        if ((status === 200 || status === 201) && !isJson(body))
          return Response.json({ message: NOT_GITHUB }, { status: 502 });
        return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
      },
    },
    throttle,
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

const NOT_GITHUB = 'no answer as GitHub gives them; is GITHUB_API_URL right?';

/** Whether an answer is an object or a list, as all of GitHub's are; a page of a proxy is none, nor is nothing at all. */
function isJson(body: ArrayBuffer): boolean {
  return /^\s*[{[]/.test(new TextDecoder().decode(body.slice(0, FIRST_BYTES)));
}

const FIRST_BYTES = 64;
