/**
 * A small GitHub for tests: the REST endpoints for issues, comments, labels, branches and pull requests of one repository, on a
 * real local server, with state, GitHub's refusals, and faults on demand. https://docs.github.com/en/rest/issues
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGithubCode, type PullRequest } from './github-code.ts';
import { type IssueChange, Refused } from './github-input.ts';
import {
  type AuthorAssociation,
  type Issue,
  type IssueComment,
  type IssueRecord,
  WORKFLOW_LOGIN,
} from './github-records.ts';
import { EVERYTHING, type PersonsRight, type TokenPermissions } from './github-rights.ts';
import { routeRequest } from './github-routes.ts';
import { answerSettings, type GithubSettings } from './github-settings.ts';
import { createGithubStore } from './github-store.ts';

export interface GithubApiOptions extends GithubSettings {
  /** `owner/name`; default `octo/radar`. */
  readonly repository?: string;
  /** The one valid token; default `ghs_test`. */
  readonly token?: string;
  /** Logins that may be assigned; default `octocat`. */
  readonly assignable?: readonly string[];
  /** The server's clock, ms since 1970 UTC; default the machine's. */
  readonly now?: () => number;
  /** Folder of the bare repository behind branches, files and pull requests; absent: there is none of these. */
  readonly git?: string;
  /** What people may do; by default `octocat` owns the repository. Everybody else may read. */
  readonly people?: Readonly<Record<string, PersonsRight>>;
  /** Whether the repository lets workflows open pull requests; default `allowed`. */
  readonly actionsOpenPullRequests?: 'allowed' | 'refused';
}

/** Which requests a fault meets: of those that match, the `at`-th from now (default 1), `times` in a row (default 1). */
export interface FaultPlace {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Tested against the path without the query. */
  readonly path?: RegExp;
  readonly at?: number;
  readonly times?: number;
}

export type GithubFault =
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** 403 as a token without the permission gets it. */
  | { readonly kind: 'forbidden' }
  /** The hour's quota is used up until `resetSeconds` from now. */
  | { readonly kind: 'quota'; readonly status: 403 | 429; readonly resetSeconds: number }
  /** Too fast (the "secondary" limit). */
  | { readonly kind: 'too-fast'; readonly status: 403 | 429; readonly retryAfterSeconds: number }
  /** Refused, with a text that quotes all that was sent, the token included. */
  | { readonly kind: 'echo' }
  /** No answer ever comes, and nothing was done. */
  | { readonly kind: 'hang' }
  /** The connection dies and nothing was done. */
  | { readonly kind: 'cut' }
  /** The request is carried out, and the connection dies before the answer. */
  | { readonly kind: 'unanswered' };

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What was answered; `cut` when nothing was. */
  readonly status: number | 'cut';
}

export interface SeededIssue {
  readonly title: string;
  readonly body?: string;
  readonly login?: string;
  readonly association?: AuthorAssociation;
  readonly labels?: readonly string[];
  readonly state?: 'open' | 'closed';
  readonly stateReason?: IssueRecord['stateReason'];
  readonly createdAt?: number;
  readonly closedAt?: number;
  readonly isPullRequest?: boolean;
}

export interface GithubApi {
  /** Base address of the API and of the pages alike. */
  readonly url: string;
  readonly token: string;
  readonly repository: string;
  /** Every request so far, the failed ones included. */
  readonly requests: readonly LoggedRequest[];
  /** Every issue, oldest first. */
  issues(): readonly Issue[];
  comments(number: number): readonly IssueComment[];
  /** An issue that is there from the start, by default a stranger's without rights; answers with its number. */
  seedIssue(issue: SeededIssue): number;
  /** Somebody edits, closes or reopens an issue on the page. */
  editAs(login: string, number: number, change: IssueChange): void;
  /** Somebody comments on the page. */
  commentAs(login: string, number: number, body: string): void;
  fail(fault: GithubFault, place?: FaultPlace): void;
  /** Pull requests, oldest first. */
  pulls(): readonly PullRequest[];
  /** The token is another job's from now on; at first it may do everything. */
  grant(permissions: TokenPermissions): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface PendingFault {
  readonly fault: GithubFault;
  readonly place: FaultPlace;
  seen: number;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startGithubApi(options: GithubApiOptions = {}): Promise<GithubApi> {
  const {
    repository = 'octo/radar',
    token = 'ghs_test',
    issues = 'write',
    assignable = ['octocat'],
  } = options;
  const now = options.now ?? Date.now;
  const requests: LoggedRequest[] = [];
  const faults: PendingFault[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = createGithubStore({ home: { server: url, repository }, now });
  const { git, people = { octocat: 'admin' }, actionsOpenPullRequests = 'allowed' } = options;
  const side = { repository, people, actionsOpenPullRequests, ...(git !== undefined && { git }) };
  const code = createGithubCode(store, side);
  let permissions = EVERYTHING;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', url);
    const method = request.method ?? 'GET';
    const body = parseBody(await readText(request));
    const fault = takeFault(faults, method, address.pathname);
    const act = (): Answer => {
      judgeToken(request, token);
      const settings = answerSettings(repository, { method, path: address.pathname }, options);
      if (settings !== undefined) return settings;
      judgeIssues(request, issues);
      const login = WORKFLOW_LOGIN;
      return routeRequest({ store, code }, repository, {
        method,
        address,
        body,
        login,
        assignable,
        permissions,
      });
    };
    const result =
      fault === undefined || fault.kind === 'unanswered'
        ? attempt(act)
        : failWith(fault, now(), JSON.stringify([request.headers, body]));
    const isCut = fault?.kind === 'cut' || fault?.kind === 'unanswered' || fault?.kind === 'hang';
    const query = Object.fromEntries(address.searchParams);
    requests.push({ method, path: address.pathname, query, body, status: isCut ? 'cut' : result.status });
    if (isCut) {
      if (fault.kind !== 'hang') response.destroy();
      return;
    }
    response.writeHead(result.status, {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': String(Math.max(0, 1000 - requests.length)),
      'x-ratelimit-reset': String(Math.ceil(now() / 1000) + 3600),
      'x-github-request-id': `fake-${requests.length}`,
      ...result.headers,
    });
    response.end(JSON.stringify(result.body));
  }

  return {
    url,
    token,
    repository,
    requests,
    issues: store.issues,
    comments: store.comments,
    seedIssue: (issue) => store.add({ login: 'stranger', ...issue }).number,
    editAs: (login, number, change) => void store.edit(number, login, change),
    commentAs: (login, number, body) => void store.comment(number, login, body),
    pulls: code.pulls,
    grant: (granted) => {
      permissions = granted;
    },
    fail: (fault, place = {}) => void faults.push({ fault, place, seen: 0 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function takeFault(faults: readonly PendingFault[], method: string, path: string): GithubFault | undefined {
  let taken: GithubFault | undefined;
  for (const pending of faults) {
    const { place } = pending;
    const matches = (place.method ?? method) === method && (place.path?.test(path) ?? true);
    if (!matches) continue;
    pending.seen += 1;
    const first = place.at ?? 1;
    if (pending.seen >= first && pending.seen < first + (place.times ?? 1)) taken ??= pending.fault;
  }
  return taken;
}

function failWith(fault: GithubFault, now: number, sent: string): Answer {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, body: { message: fault.message ?? 'Server Error' } };
    case 'forbidden':
      return { status: 403, body: { message: 'Resource not accessible by integration' } };
    case 'quota': {
      const reset = String(Math.ceil(now / 1000) + fault.resetSeconds);
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      return {
        status: fault.status,
        headers,
        body: { message: 'API rate limit exceeded for installation.' },
      };
    }
    case 'too-fast': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      return {
        status: fault.status,
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
        body: { message },
      };
    }
    case 'echo':
      return { status: 400, body: { message: `refused: ${sent}` } };
    case 'cut':
    case 'hang':
    case 'unanswered':
      return { status: 0, body: null };
  }
}

function attempt(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, body: error.body };
    throw error;
  }
}

function judgeToken(request: IncomingMessage, token: string): void {
  const sent = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (sent !== token) throw new Refused(401, { message: 'Bad credentials' });
}

function judgeIssues(request: IncomingMessage, issues: 'write' | 'read' | 'disabled'): void {
  if (issues === 'disabled')
    throw new Refused(410, { message: 'Issues has been disabled in this repository.' });
  if (issues === 'read' && request.method !== 'GET') {
    throw new Refused(403, { message: 'Resource not accessible by integration' });
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The JSON of a request, null without one, and the bare text when it is not JSON. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
