/**
 * A small GitHub: the REST endpoints for issues, comments, labels, branches and pull requests of one repository, on a
 * real local server, with state, GitHub's refusals, and faults on demand. https://docs.github.com/en/rest/issues
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOUR_MS } from '../../text/time.ts';
import { createGithubCode, type GithubCode } from './code.ts';
import {
  type FaultAnswer,
  type FaultPlace,
  failWith,
  type GithubFault,
  type PendingFault,
  takeFault,
} from './faults.ts';
import { type IssueChange, Refused } from './input.ts';
import type { PullRequest } from './pulls.ts';
import {
  type AuthorAssociation,
  type GithubComment,
  type GithubIssue,
  type IssueRecord,
  WORKFLOW_LOGIN,
} from './records.ts';
import { EVERYTHING, type PersonsRight, type TokenPermissions } from './rights.ts';
import { routeRequest } from './routes.ts';
import { answerSettings, type GithubSettings } from './settings.ts';
import { createGithubStore, type GithubStore } from './store.ts';

export interface GithubApiOptions extends GithubSettings {
  /** `owner/name`; default `octo/radar`. */
  readonly repository?: string;
  /** The one valid token; default `ghs_test`. */
  readonly token?: string;
  /** Logins that may be assigned; default `octocat`. */
  readonly assignable?: readonly string[];
  /** The server's clock, ms since 1970 UTC; default the machine's. */
  readonly now?: () => number;
  /** Origin of the pages whose addresses answers carry, `https://github.example`; default the server's own. */
  readonly pages?: string;
  /** Folder of the bare repository behind branches, files and pull requests; absent: there is none of these. */
  readonly git?: string;
  /** What people may do; by default `octocat` owns the repository. Everybody else may read. */
  readonly people?: Readonly<Record<string, PersonsRight>>;
  /** Whether the repository lets workflows open pull requests; default `allowed`. */
  readonly actionsOpenPullRequests?: 'allowed' | 'refused';
  /** Requests that the token has left in this hour, as GitHub says when it is asked; default all of 1,000. */
  readonly requestsLeft?: number;
}

export interface GithubRequest {
  /** By the server's clock, ms. */
  readonly at: number;
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
  /** Base address of the API, and of the pages unless they were given an origin. */
  readonly url: string;
  readonly token: string;
  readonly repository: string;
  /** Asks the server without a connection: for whoever asks it ten thousand times. */
  readonly fetch: typeof fetch;
  /** Every request so far, the failed ones included. */
  readonly requests: readonly GithubRequest[];
  /** Every issue, oldest first. */
  issues(): readonly GithubIssue[];
  comments(number: number): readonly GithubComment[];
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

/** Starts the server on a free port of 127.0.0.1. */
export async function startGithubApi(options: GithubApiOptions = {}): Promise<GithubApi> {
  const { repository = 'octo/radar', token = 'ghs_test', now = Date.now } = options;
  const { git, people = { octocat: 'admin' }, actionsOpenPullRequests = 'allowed' } = options;
  const requests: GithubRequest[] = [];
  const faults: PendingFault[] = [];
  let permissions = EVERYTHING;
  const server = createServer((request, response) => {
    serve(request, response, outcomeOf).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = createGithubStore({ home: { server: options.pages ?? url, repository }, now });
  const side = { repository, people, actionsOpenPullRequests, ...(git !== undefined && { git }) };
  const code = createGithubCode(store, side);
  const quota = createQuota(now);

  /** What a request comes to, whatever brought it. */
  function outcomeOf(incoming: Incoming): Outcome {
    const address = new URL(incoming.path, url);
    const { method, headers } = incoming;
    const asked = { headers, method, address, body: parseBody(incoming.text) };
    const fault = takeFault(faults, method, address.pathname);
    const desk = { ...options, repository, token, store, code, permissions };
    const result =
      fault === undefined || fault.kind === 'unanswered'
        ? attempt(() => carryOut(asked, desk))
        : failWith(fault, now(), JSON.stringify([headers, asked.body]));
    const isCut = fault?.kind === 'cut' || fault?.kind === 'unanswered' || fault?.kind === 'hang';
    const query = Object.fromEntries(address.searchParams);
    const status = isCut ? 'cut' : result.status;
    requests.push({ at: now(), method, path: address.pathname, query, body: asked.body, status });
    if (isCut) return fault.kind === 'hang' ? 'hangs' : 'cut';
    const id = { 'x-github-request-id': `fake-${requests.length}` };
    const answered = { ...quota(), ...id, ...result.headers };
    return { status: result.status, headers: answered, text: JSON.stringify(result.body) };
  }

  return {
    url,
    token,
    repository,
    requests,
    fetch: fetchOf(url, outcomeOf),
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

/** A request as it came in. */
interface Incoming {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** `cut`: the connection dies; `hangs`: no answer ever comes. */
type Outcome =
  | 'cut'
  | 'hangs'
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    };

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  outcomeOf: (incoming: Incoming) => Outcome,
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  const outcome = outcomeOf({ method, path, headers, text: await readText(request) });
  if (outcome === 'cut') response.destroy();
  if (typeof outcome === 'string') return;
  response.writeHead(outcome.status, outcome.headers);
  response.end(outcome.text);
}

function fetchOf(url: string, outcomeOf: (incoming: Incoming) => Outcome): typeof fetch {
  return async (input, { method = 'GET', headers, body } = {}) => {
    const path = String(input).slice(url.length);
    const sent = Object.fromEntries(new Headers(headers));
    const outcome = outcomeOf({ method, path, headers: sent, text: typeof body === 'string' ? body : '' });
    if (typeof outcome === 'string') throw new TypeError('fetch failed');
    return new Response(outcome.text, { status: outcome.status, headers: outcome.headers });
  };
}

/** A request that was read. */
interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly address: URL;
  readonly body: unknown;
}

interface Desk extends GithubApiOptions {
  readonly repository: string;
  readonly token: string;
  readonly store: GithubStore;
  readonly code: GithubCode;
  readonly permissions: TokenPermissions;
}

function carryOut({ headers, method, address, body }: Asked, desk: Desk): FaultAnswer {
  const {
    repository,
    store,
    code,
    permissions,
    issues = 'write',
    assignable = ['octocat'],
    requestsLeft = 1_000,
  } = desk;
  judgeToken(headers, desk.token);
  const settings = answerSettings(repository, { method, path: address.pathname }, desk);
  if (settings !== undefined) return settings;
  judgeIssues(method, issues);
  const routed = { method, address, body, login: WORKFLOW_LOGIN, assignable, permissions, requestsLeft };
  return routeRequest({ store, code }, repository, routed);
}

const REQUESTS_AN_HOUR = 1_000;

/** The headers that say how much of an hour's quota is left. Nothing enforces it: faults do that. */
function createQuota(now: () => number): () => Readonly<Record<string, string>> {
  let hour = 0;
  let used = 0;
  return () => {
    const current = Math.floor(now() / HOUR_MS);
    used = current === hour ? used + 1 : 1;
    hour = current;
    return {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': String(REQUESTS_AN_HOUR),
      'x-ratelimit-remaining': String(Math.max(0, REQUESTS_AN_HOUR - used)),
      'x-ratelimit-reset': String((current + 1) * (HOUR_MS / 1_000)),
    };
  };
}

function attempt(act: () => FaultAnswer): FaultAnswer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, body: error.body };
    throw error;
  }
}

function judgeToken({ authorization = '' }: IncomingHttpHeaders, token: string): void {
  const sent = /^(?:token|bearer) (.+)$/i.exec(authorization)?.[1];
  if (sent !== token) throw new Refused(401, { message: 'Bad credentials' });
}

function judgeIssues(method: string, issues: 'write' | 'read' | 'disabled'): void {
  if (issues === 'disabled')
    throw new Refused(410, { message: 'Issues has been disabled in this repository.' });
  if (issues === 'read' && method !== 'GET') {
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
