/** The code side of the fake GitHub: branches and files of a real bare repository, pull requests, who may do what. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gitEnvironment } from './git-remote.ts';
import { Refused } from './github-input.ts';
import type { PersonsRight } from './github-rights.ts';
import type { GithubStore } from './github-store.ts';

export interface CodeOptions {
  readonly repository: string;
  /** Folder of the bare repository; without one every path of this file is unknown. */
  readonly git?: string;
  /** What people may do; everybody else may read. */
  readonly people: Readonly<Record<string, PersonsRight>>;
  /** The repository's setting "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsOpenPullRequests: 'allowed' | 'refused';
}

export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly base: string;
}

export interface CodeRequest {
  readonly method: string;
  /** The path behind `/repos/owner/name/`, decoded, in its parts. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly login: string;
}

export type GithubCode = ReturnType<typeof createGithubCode>;

export function createGithubCode(store: GithubStore, options: CodeOptions) {
  const pulls: PullRequest[] = [];
  const owner = options.repository.split('/')[0] ?? '';

  function git(words: readonly string[], input?: string, index?: string): string {
    const cwd = options.git ?? '/nowhere';
    const env = { ...gitEnvironment(cwd), ...(index !== undefined && { GIT_INDEX_FILE: index }), ...BOT };
    return execFileSync('git', words, {
      cwd,
      env,
      encoding: 'utf8',
      stdio: 'pipe',
      ...(input !== undefined && { input }),
    }).trim();
  }
  function resolve(name: string): string | undefined {
    try {
      return git(['rev-parse', '--verify', '--quiet', name]);
    } catch {
      return undefined;
    }
  }
  function show({ number, head, base }: PullRequest) {
    const { title, body, state, html_url, user } = store.issue(number);
    const branch = (ref: string) => ({ ref, label: `${owner}:${ref}`, sha: resolve(`refs/heads/${ref}`) });
    return {
      number,
      title,
      body,
      state,
      html_url,
      user,
      head: branch(head),
      base: branch(base),
      draft: false,
    };
  }

  function createRef(body: CodeRequest['body']) {
    const ref = text(body, 'ref');
    const sha = text(body, 'sha');
    if (!/^refs\/heads\/[\w./-]+$/.test(ref))
      throw new Refused(422, { message: "Reference name must start with 'refs/'." });
    if (resolve(ref) !== undefined) throw new Refused(422, { message: 'Reference already exists' });
    if (resolve(`${sha}^{commit}`) === undefined)
      throw new Refused(422, { message: 'Object does not exist' });
    git(['update-ref', ref, sha]);
    return { status: 201, body: { ref, object: { type: 'commit', sha } } };
  }
  function updateRef(ref: string, body: CodeRequest['body']) {
    const sha = text(body, 'sha');
    const before = resolve(ref);
    if (before === undefined) throw new Refused(422, { message: 'Reference does not exist' });
    if (body.force !== true && git(['merge-base', before, sha]) !== before)
      throw new Refused(422, { message: 'Update is not a fast forward' });
    git(['update-ref', ref, sha]);
    return { status: 200, body: { ref, object: { type: 'commit', sha } } };
  }
  function compareCommits(basehead: string) {
    const [base = '', head = ''] = basehead.split('...');
    const log = git(['log', '--format=%H %an', `${base}..${head}`]);
    const commits = log.split('\n').filter((line) => line !== '');
    return {
      status: 200,
      body: {
        ahead_by: commits.length,
        commits: commits.map((line) => ({ sha: line.slice(0, 40), author: { login: line.slice(41) } })),
      },
    };
  }
  function putFile(path: string, body: CodeRequest['body']) {
    const ref = `refs/heads/${text(body, 'branch')}`;
    const before = resolve(`${ref}:${path}`);
    if (resolve(ref) === undefined)
      throw new Refused(404, { message: `Branch ${text(body, 'branch')} not found` });
    if (before !== undefined && before !== body.sha)
      throw new Refused(409, { message: `${path} does not match ${String(body.sha)}` });
    const index = join(options.git ?? '', 'fake-index');
    const blob = git(
      ['hash-object', '-w', '--stdin'],
      Buffer.from(text(body, 'content'), 'base64').toString(),
    );
    git(['read-tree', ref], undefined, index);
    git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], undefined, index);
    const tree = git(['write-tree'], undefined, index);
    const commit = git(['commit-tree', tree, '-p', ref, '-m', text(body, 'message')]);
    git(['update-ref', ref, commit]);
    return { status: 200, body: { content: { path, sha: blob }, commit: { sha: commit } } };
  }
  function openPull({ body, login }: CodeRequest) {
    if (options.actionsOpenPullRequests === 'refused') {
      // https://github.com/github/docs/issues/36525
      throw new Refused(403, {
        message: 'GitHub Actions is not permitted to create or approve pull requests.',
      });
    }
    const [head, base] = [text(body, 'head'), text(body, 'base')];
    const [newest, oldest] = [resolve(`refs/heads/${head}`), resolve(`refs/heads/${base}`)];
    if (newest === undefined || oldest === undefined)
      throw new Refused(422, { message: 'Validation Failed' });
    if (newest === git(['merge-base', newest, oldest]))
      throw new Refused(422, { message: `No commits between ${base} and ${head}` });
    if (pulls.some((pull) => pull.head === head && store.issue(pull.number).state === 'open'))
      throw new Refused(422, { message: `A pull request already exists for ${owner}:${head}.` });
    const made = store.add({
      title: text(body, 'title'),
      body: text(body, 'body'),
      login,
      isPullRequest: true,
    });
    const pull = { number: made.number, head, base };
    pulls.push(pull);
    return { status: 201, body: show(pull) };
  }
  function listPulls(query: URLSearchParams) {
    const [state, head] = [query.get('state') ?? 'open', query.get('head')];
    const found = pulls
      .map(show)
      .filter((pull) => state === 'all' || pull.state === state)
      .filter((pull) => head === null || pull.head.label === head);
    return { status: 200, body: found };
  }

  return {
    pulls: (): readonly PullRequest[] => pulls,
    /** Carries out a request, or answers undefined to a path that is not of the code side. */
    route(request: CodeRequest) {
      const { method, path, query, body } = request;
      const [kind = '', ...rest] = path;
      if (kind === 'collaborators' && method === 'GET' && rest[1] === 'permission') {
        const permission = options.people[rest[0] ?? ''] ?? 'read';
        if (permission === 'gone') throw new Refused(404, { message: `${rest[0]} is not a user` });
        return { status: 200, body: { permission, role_name: permission } };
      }
      if (options.git === undefined) return undefined;
      if (kind === 'pulls' && rest.length === 0)
        return method === 'POST' ? openPull(request) : listPulls(query);
      if (kind === 'contents' && method === 'PUT') return putFile(rest.join('/'), body);
      if (kind === 'compare' && method === 'GET') return compareCommits(rest.join('/'));
      if (kind !== 'git' || rest[0] !== 'refs') return undefined;
      return method === 'POST' ? createRef(body) : updateRef(rest.join('/'), body);
    },
  };
}

const BOT = {
  GIT_AUTHOR_NAME: 'github-actions[bot]',
  GIT_AUTHOR_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

function text(body: CodeRequest['body'], key: string): string {
  const value = body[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refused(422, { message: `Invalid request. "${key}" wasn't supplied.` });
}
