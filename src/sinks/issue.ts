import { RequestError } from '@octokit/request-error';
import type { Alert } from '../core/alert.ts';
import {
  carriesMarker,
  closingComment,
  closingMarker,
  issueMarker,
  openingIssue,
} from '../core/message/issue.ts';
import type { Delivery } from '../core/outbox.ts';
import { HOUR_MS } from '../core/time.ts';
import type { Github } from '../github/client.ts';
import { brokenSink, type SinkFactory } from './sink.ts';

/** One GitHub issue an episode: created once, found again by its hidden marker, closed when the episode is over. */
export const issueSink: SinkFactory<'issue'> = (channel, { environment, timezone }) => {
  const { github } = environment;
  const [owner, repo, ...rest] = (github.repository ?? '').split('/');
  if (github.token === undefined) {
    return brokenSink(NO_TOKEN);
  }
  if (!owner || !repo || rest.length > 0)
    return brokenSink('GITHUB_REPOSITORY must name the repository as owner/name');
  const access = { ...github, token: github.token };
  let opened: Promise<Place> | undefined;
  return {
    deliver: async (notification) => {
      // GitHub's client is loaded when there is something to tell, which in most runs there is not.
      opened ??= import('../github/client.ts').then(({ createGithub }) => ({
        octokit: createGithub(access),
        owner,
        repo,
      }));
      const place = await opened;
      try {
        const receipt =
          notification.kind === 'digest'
            ? 'digests are not told in issues yet'
            : notification.alert.kind === 'over'
              ? await close(place, notification.alert, timezone)
              : await open(place, notification.alert, timezone, channel);
        return { kind: 'delivered', notification: notification.id, receipt };
      } catch (error) {
        if (error instanceof RequestError) return failed(notification.id, error, environment.redact);
        throw error;
      }
    },
  };
};

const NO_TOKEN =
  'no GITHUB_TOKEN: a workflow has to pass it to this step, as .github/workflows/track.yml does; on your own machine put a ' +
  'fine-grained token with "Issues: read and write" into GITHUB_TOKEN, and owner/name into GITHUB_REPOSITORY';

interface Place {
  readonly octokit: Github;
  readonly owner: string;
  readonly repo: string;
}

type Issue = Awaited<ReturnType<Github['rest']['issues']['listForRepo']>>['data'][number];

/** How far back issues are looked through, in pages of a hundred. */
const PAGES_MAX = 30;
/** Clocks differ, and a replayed run's differs on purpose. */
const LOOK_BACK_MS = 48 * HOUR_MS;
/** The people whose issues cannot be ours, whatever marker stands in them. */
const OUTSIDERS: readonly string[] = [
  'NONE',
  'CONTRIBUTOR',
  'FIRST_TIMER',
  'FIRST_TIME_CONTRIBUTOR',
  'MANNEQUIN',
];

async function open(
  place: Place,
  alert: Alert,
  timezone: string,
  channel: { readonly labels: readonly string[]; readonly assignees: readonly string[] },
): Promise<string> {
  const labels = [...new Set([...channel.labels, ...(alert.labels ?? [])])];
  const assignees = [...new Set([...channel.assignees, ...(alert.assignees ?? [])])];
  const found = await findIssue(place, alert.episode, alert.openedAt);
  if (found !== undefined) return found.html_url;
  const { octokit, owner, repo } = place;
  const issue = { owner, repo, ...openingIssue(alert, timezone), labels };
  // Not repeated by the client: an issue may have been made although its answer was lost. The next run looks first.
  const once = { request: { retries: 0 } };
  try {
    return (await octokit.rest.issues.create({ ...issue, assignees, ...once })).data.html_url;
  } catch (error) {
    const assigneeRefused = error instanceof RequestError && error.status === 422 && assignees.length > 0;
    if (!assigneeRefused) throw error;
    const made = await octokit.rest.issues.create({ ...issue, ...once });
    return `${made.data.html_url} (without assignees: GitHub refused ${assignees.join(', ')})`;
  }
}

/** Comments once and closes. An issue that a person has closed is left as it is. */
async function close(place: Place, alert: Alert, timezone: string): Promise<string> {
  const found = await findIssue(place, alert.episode, alert.openedAt);
  if (found === undefined) return 'no issue to close';
  if (found.state === 'closed') return found.html_url;
  const { octokit, owner, repo } = place;
  const issue = { owner, repo, issue_number: found.number };
  const marker = closingMarker(alert.episode);
  const comments = octokit.paginate.iterator(octokit.rest.issues.listComments, { ...issue, per_page: 100 });
  const told = await findIn(comments, (comment) => carriesMarker(comment.body, marker) && isOurs(comment));
  if (told === undefined) {
    await octokit.rest.issues.createComment({
      ...issue,
      body: closingComment(alert, timezone),
      request: { retries: 0 },
    });
  }
  await octokit.rest.issues.update({ ...issue, state: 'closed', state_reason: 'completed' });
  return found.html_url;
}

/** The issue of an episode, open or closed. Only a marker in an issue by a bot or a member of the team counts: strangers can copy it. */
async function findIssue(
  { octokit, owner, repo }: Place,
  episode: string,
  openedAt: string,
): Promise<Issue | undefined> {
  const marker = issueMarker(episode);
  const since = new Date(Math.min(Date.parse(openedAt), Date.now()) - LOOK_BACK_MS).toISOString();
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    state: 'all',
    since,
    per_page: 100,
  });
  return findIn(pages, (issue) => carriesMarker(issue.body, marker) && isOurs(issue));
}

/** The first match on the first pages. */
async function findIn<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
  matches: (item: T) => boolean,
): Promise<T | undefined> {
  let page = 0;
  for await (const { data } of pages) {
    // Nothing is filed after a search that did not answer with a list: the issue may be there.
    if (!Array.isArray(data)) throw new TypeError('GitHub answered a list with something else');
    const found = data.find(matches);
    page += 1;
    if (found !== undefined || page >= PAGES_MAX) return found;
  }
  return undefined;
}

/** What an issue or a comment says about who wrote it. */
type Authored = Pick<Issue, 'user' | 'author_association' | 'pull_request'>;

function isOurs({ user, author_association: association, pull_request: pullRequest }: Authored): boolean {
  if (pullRequest !== undefined) return false;
  return user?.type === 'Bot' || association === undefined || !OUTSIDERS.includes(association);
}

function failed(id: string, { status, message }: RequestError, redact: (text: string) => string): Delivery {
  const remedies: Readonly<Record<number, string>> = {
    401: 'GitHub refused the token',
    403: 'the token may not write issues: the workflow needs `permissions: issues: write`',
    404: 'the repository in GITHUB_REPOSITORY was not found with this token',
    410: 'issues are switched off in this repository: Settings → General → Features → Issues',
  };
  const remedy = /rate limit/i.test(message)
    ? 'GitHub asks to wait before more is written'
    : remedies[status];
  const said = redact(`HTTP ${status}: ${message.slice(0, 200)}`);
  return {
    kind: 'failed',
    notification: id,
    message: remedy === undefined ? `GitHub did not take the issue (${said})` : `${remedy} (${said})`,
    final: status === 410 ? 'final' : 'retry',
  };
}
