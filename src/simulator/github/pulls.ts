/** The pull requests of the simulated GitHub: each is an issue with a branch. */
import type { BareRepository } from './bare-repository.ts';
import type { CodeAnswer, CodeRequest } from './code-request.ts';
import { Refused, requiredText } from './input.ts';
import type { GithubStore } from './store.ts';

export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly base: string;
}

interface PullSettings {
  readonly repository: string;
  /** The repository's setting "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsOpenPullRequests: 'allowed' | 'refused';
}

export interface Pulls {
  all(): readonly PullRequest[];
  open(body: CodeRequest['body'], login: string): CodeAnswer;
  list(query: URLSearchParams): CodeAnswer;
}

export function createPulls(
  store: GithubStore,
  { git, resolve }: BareRepository,
  { repository, actionsOpenPullRequests }: PullSettings,
): Pulls {
  const pulls: PullRequest[] = [];
  const owner = repository.split('/')[0] ?? '';
  const shown = ({ number, head, base }: PullRequest) => {
    const { title, body, state, html_url, user } = store.issue(number);
    const branch = (ref: string) => ({ ref, label: `${owner}:${ref}`, sha: resolve(`refs/heads/${ref}`) });
    return {
      ...{ number, title, body, state, html_url, user, draft: false },
      ...{ head: branch(head), base: branch(base) },
    };
  };
  return {
    all: () => pulls,
    open: (body, login) => {
      if (actionsOpenPullRequests === 'refused') {
        // https://github.com/github/docs/issues/36525
        throw new Refused(403, {
          message: 'GitHub Actions is not permitted to create or approve pull requests.',
        });
      }
      const [head, base] = [requiredText(body, 'head'), requiredText(body, 'base')];
      const [newest, oldest] = [resolve(`refs/heads/${head}`), resolve(`refs/heads/${base}`)];
      if (newest === undefined || oldest === undefined)
        throw new Refused(422, { message: 'Validation Failed' });
      if (newest === git(['merge-base', newest, oldest]))
        throw new Refused(422, { message: `No commits between ${base} and ${head}` });
      if (pulls.some((pull) => pull.head === head && store.issue(pull.number).state === 'open'))
        throw new Refused(422, { message: `A pull request already exists for ${owner}:${head}.` });
      const words = { title: requiredText(body, 'title'), body: requiredText(body, 'body') };
      const { number } = store.add({ ...words, login, isPullRequest: true });
      const pull = { number, head, base };
      pulls.push(pull);
      return { status: 201, body: shown(pull) };
    },
    list: (query) => {
      const [state, head] = [query.get('state') ?? 'open', query.get('head')];
      const found = pulls
        .map(shown)
        .filter((pull) => state === 'all' || pull.state === state)
        .filter((pull) => head === null || pull.head.label === head);
      return { status: 200, body: found };
    },
  };
}
