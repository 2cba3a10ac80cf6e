/** Which request does what on the simulated GitHub: paths, filters, order and pages. */
import type { GithubCode } from './code.ts';
import { parseChange, parseComment, parseLabel, Refused } from './input.ts';
import type { GithubComment, GithubIssue } from './records.ts';
import { judgeRights, type TokenPermissions } from './rights.ts';
import type { GithubStore } from './store.ts';

export interface RoutedRequest {
  readonly method: string;
  readonly address: URL;
  /** Parsed JSON. */
  readonly body: unknown;
  /** Who asks. */
  readonly login: string;
  /** Logins that may be assigned. */
  readonly assignable: readonly string[];
  /** What the token may do. */
  readonly permissions: TokenPermissions;
  /** Requests that the token has left in this hour. */
  readonly requestsLeft: number;
}

export interface RoutedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Carries out one request on `store`, the repository `owner/name`. Throws `Refused` as GitHub refuses; a path that
 * the simulation does not know is refused with 501, which no client takes for GitHub's answer.
 */
export function routeRequest(
  { store, code }: { readonly store: GithubStore; readonly code: GithubCode },
  repository: string,
  request: RoutedRequest,
): RoutedAnswer {
  const { method, address, login, permissions } = request;
  if (address.pathname === '/rate_limit') {
    const core = {
      limit: 1_000,
      remaining: request.requestsLeft,
      used: 1_000 - request.requestsLeft,
      reset: 0,
    };
    return { status: 200, body: { resources: { core }, rate: core } };
  }
  const prefix = `/repos/${repository}/`.toLowerCase();
  if (!address.pathname.toLowerCase().startsWith(prefix)) throw new Refused(404, { message: 'Not Found' });
  const path = address.pathname.slice(prefix.length).split('/').map(decodeURIComponent);
  const [kind = '', number = '', part = ''] = path;
  const thread = number === 'comments' ? store.threadOf(Number(part)) : Number(number);
  const onPullRequest =
    kind === 'issues' &&
    store.issues().some((one) => one.number === thread && one.pull_request !== undefined);
  judgeRights({ method, kind, onPullRequest }, permissions);
  const query = address.searchParams;
  const answered = code.route({ method, path, query, body: bodyOrEmpty(request.body), login });
  if (answered !== undefined) return answered;
  if (method === 'PATCH' && kind === 'issues' && number === 'comments')
    return { status: 200, body: store.editComment(Number(part), parseComment(readObject(request.body))) };
  return routeIssues(store, path, request);
}

function routeIssues(store: GithubStore, path: readonly string[], request: RoutedRequest): RoutedAnswer {
  const { method, address, login } = request;
  const [kind = '', number = '', part = ''] = path;
  // The comments of all issues, and not those of one.
  const isWhole = number === 'comments' && part === '';
  const route = `${method} ${kind}${number && (isWhole ? `/${number}` : '/n')}${part && `/${part}`}`;
  const body = () => readObject(request.body);
  const change = () => parseChange(body(), request.assignable);
  switch (route) {
    case 'GET issues':
      return paginate(address, filterIssues(store.issues(), address.searchParams));
    case 'POST issues': {
      const { title, ...rest } = change();
      if (title === undefined)
        throw new Refused(422, { message: 'Invalid request. "title" wasn\'t supplied.' });
      return { status: 201, body: store.add({ title, login, ...rest, state: 'open', stateReason: null }) };
    }
    case 'GET issues/n':
      return { status: 200, body: store.issue(Number(number)) };
    case 'PATCH issues/n':
      return { status: 200, body: store.edit(Number(number), login, change()) };
    case 'GET issues/n/comments':
      return paginate(address, store.comments(Number(number)));
    case 'GET issues/comments':
      return paginate(address, filterComments(store.allComments(), address.searchParams));
    case 'GET issues/n/events':
      return paginate(address, store.events(Number(number)));
    case 'POST issues/n/comments':
      return { status: 201, body: store.comment(Number(number), login, parseComment(body())) };
    case 'GET issues/n/labels':
      return { status: 200, body: store.issue(Number(number)).labels };
    case 'POST issues/n/labels': {
      const before = labelNames(store.issue(Number(number)));
      const added = change().labels ?? [];
      const known = new Set(before.map((name) => name.toLowerCase()));
      const labels = [...before, ...added.filter((name) => !known.has(name.toLowerCase()))];
      return { status: 200, body: store.edit(Number(number), login, { labels }).labels };
    }
    case 'GET labels':
      return paginate(address, store.labels());
    case 'POST labels':
      return { status: 201, body: store.addLabel(...parseLabel(body())) };
    case 'GET labels/n': {
      const label = store.labels().find(({ name }) => name.toLowerCase() === number.toLowerCase());
      if (label === undefined) throw new Refused(404, { message: 'Not Found' });
      return { status: 200, body: label };
    }
    default:
      throw new Refused(501, { message: `The simulated GitHub does not know ${method} ${address.pathname}` });
  }
}

function bodyOrEmpty(body: unknown): Readonly<Record<string, unknown>> {
  return body === null ? {} : readObject(body);
}

function readObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new Refused(400, { message: 'Problems parsing JSON' });
}

function labelNames(issue: GithubIssue): readonly string[] {
  return issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
}

/** The filters and orders of "List repository issues"; pull requests are among the answers, as on GitHub. */
function filterIssues(issues: readonly GithubIssue[], query: URLSearchParams): readonly GithubIssue[] {
  const state = query.get('state') ?? 'open';
  const wanted = (query.get('labels') ?? '').toLowerCase().split(',').filter(Boolean);
  const since = query.get('since');
  const creator = query.get('creator');
  const field = query.get('sort') === 'updated' ? 'updated_at' : 'created_at';
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  return issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => {
      const names = labelNames(issue).map((name) => name.toLowerCase());
      return wanted.every((name) => names.includes(name));
    })
    .filter((issue) => since === null || Date.parse(issue.updated_at) >= Date.parse(since))
    .filter((issue) => creator === null || issue.user?.login === creator)
    .toSorted((a, b) => sign * (Date.parse(a[field]) - Date.parse(b[field]) || a.number - b.number));
}

/** The filters and orders of "List issue comments for a repository". */
function filterComments(
  comments: readonly GithubComment[],
  query: URLSearchParams,
): readonly GithubComment[] {
  const since = query.get('since');
  const field = query.get('sort') === 'updated' ? 'updated_at' : 'created_at';
  const sign = query.get('direction') === 'desc' ? -1 : 1;
  return comments
    .filter((comment) => since === null || Date.parse(comment.updated_at) >= Date.parse(since))
    .toSorted((a, b) => sign * (Date.parse(a[field]) - Date.parse(b[field]) || Number(a.id) - Number(b.id)));
}

/** One page (30 items, at most 100) and the `Link` header that leads to the others (RFC 8288). */
function paginate(address: URL, items: readonly unknown[]): RoutedAnswer {
  const size = Math.min(100, Math.max(1, Number(address.searchParams.get('per_page') ?? 30)));
  const page = Math.max(1, Number(address.searchParams.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (rel: string, target: number): string => {
    const to = new URL(address);
    to.searchParams.set('page', String(target));
    return `<${to.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link('prev', page - 1), link('first', 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
  ];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return { status: 200, headers, body: items.slice((page - 1) * size, page * size) };
}
