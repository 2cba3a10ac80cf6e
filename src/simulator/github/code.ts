/** The code side of the simulated GitHub: branches and files of a real bare repository, pull requests, who may do what. */
import { join } from 'node:path';
import { type BareRepository, openBareRepository } from './bare-repository.ts';
import type { CodeAnswer, CodeRequest } from './code-request.ts';
import { Refused, requiredText } from './input.ts';
import { createPulls, type PullRequest } from './pulls.ts';
import type { PersonsRight } from './rights.ts';
import type { GithubStore } from './store.ts';

export interface CodeOptions {
  readonly repository: string;
  /** Folder of the bare repository; without one every path of this file is unknown. */
  readonly git?: string;
  /** What people may do; everybody else may read. */
  readonly people: Readonly<Record<string, PersonsRight>>;
  /** The repository's setting "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsOpenPullRequests: 'allowed' | 'refused';
}

export interface GithubCode {
  /** Pull requests, the oldest first. */
  pulls(): readonly PullRequest[];
  /** Carries out a request, or answers undefined to a path that is not of the code side. */
  route(request: CodeRequest): CodeAnswer | undefined;
}

export function createGithubCode(store: GithubStore, options: CodeOptions): GithubCode {
  const repository = options.git === undefined ? undefined : openBareRepository(options.git);
  const pulls = repository && createPulls(store, repository, options);
  return {
    pulls: () => pulls?.all() ?? [],
    route: (request) => {
      const { method, path, query, body } = request;
      const [kind = '', ...rest] = path;
      if (kind === 'collaborators' && method === 'GET' && rest[1] === 'permission')
        return permissionOf(rest[0] ?? '', options.people);
      if (repository === undefined || pulls === undefined) return undefined;
      if (kind === 'pulls' && rest.length === 0)
        return method === 'POST' ? pulls.open(body, request.login) : pulls.list(query);
      if (kind === 'contents' && method === 'PUT') return putFile(repository, rest.join('/'), body);
      if (kind === 'compare' && method === 'GET') return compareCommits(repository, rest.join('/'));
      if (kind !== 'git' || rest[0] !== 'refs') return undefined;
      return method === 'POST' ? createRef(repository, body) : updateRef(repository, rest.join('/'), body);
    },
  };
}

function permissionOf(login: string, people: CodeOptions['people']): CodeAnswer {
  const permission = people[login] ?? 'read';
  if (permission === 'gone') throw new Refused(404, { message: `${login} is not a user` });
  return { status: 200, body: { permission, role_name: permission } };
}

function createRef({ git, resolve }: BareRepository, body: CodeRequest['body']): CodeAnswer {
  const ref = requiredText(body, 'ref');
  const sha = requiredText(body, 'sha');
  if (!/^refs\/heads\/[\w./-]+$/.test(ref))
    throw new Refused(422, { message: "Reference name must start with 'refs/'." });
  if (resolve(ref) !== undefined) throw new Refused(422, { message: 'Reference already exists' });
  if (resolve(`${sha}^{commit}`) === undefined) throw new Refused(422, { message: 'Object does not exist' });
  git(['update-ref', ref, sha]);
  return { status: 201, body: { ref, object: { type: 'commit', sha } } };
}

function updateRef({ git, resolve }: BareRepository, ref: string, body: CodeRequest['body']): CodeAnswer {
  const sha = requiredText(body, 'sha');
  const before = resolve(ref);
  if (before === undefined) throw new Refused(422, { message: 'Reference does not exist' });
  if (body.force !== true && git(['merge-base', before, sha]) !== before)
    throw new Refused(422, { message: 'Update is not a fast forward' });
  git(['update-ref', ref, sha]);
  return { status: 200, body: { ref, object: { type: 'commit', sha } } };
}

function compareCommits({ git }: BareRepository, basehead: string): CodeAnswer {
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

function putFile(
  { folder, git, resolve }: BareRepository,
  path: string,
  body: CodeRequest['body'],
): CodeAnswer {
  const ref = `refs/heads/${requiredText(body, 'branch')}`;
  const before = resolve(`${ref}:${path}`);
  if (resolve(ref) === undefined)
    throw new Refused(404, { message: `Branch ${requiredText(body, 'branch')} not found` });
  if (before !== undefined && before !== body.sha)
    throw new Refused(409, { message: `${path} does not match ${String(body.sha)}` });
  const index = join(folder, 'fake-index');
  const blob = git(
    ['hash-object', '-w', '--stdin'],
    Buffer.from(requiredText(body, 'content'), 'base64').toString(),
  );
  git(['read-tree', ref], undefined, index);
  git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], undefined, index);
  const tree = git(['write-tree'], undefined, index);
  const commit = git(['commit-tree', tree, '-p', ref, '-m', requiredText(body, 'message')]);
  git(['update-ref', ref, commit]);
  return { status: 200, body: { content: { path, sha: blob }, commit: { sha: commit } } };
}
