import type { IssueStatus } from '../../alerts/mute.ts';
import { muteCommand } from '../../alerts/mute-command.ts';
import { type MuteRequest, requestedMute } from '../../alerts/mute-requests.ts';
import type { GithubRepository } from '../../github/repository.ts';
import type { OpenEpisode, OpenIssueReport } from '../channel/sink.ts';
import { issueOf, ourIssues } from './find.ts';
import { markersIn } from './markers.ts';
import { type Comment, type Issue, isOurs, readPages } from './pages.ts';
import { type Writers, writersOf } from './permissions.ts';

/** What people asked for at an issue: what they are answered at the end of the run. */
export interface Asked {
  readonly issue: Issue;
  readonly hashtags: readonly string[];
  readonly requests: readonly MuteRequest[];
  /** The markers of our comments that are there. */
  readonly said: ReadonlySet<string>;
}

/**
 * What people did with the issues of open episodes: closed them, labelled them, commented. Two requests where nobody
 * asked for anything: the issues, and the comments of all of them. Only reads.
 */
export async function readIssueRequests(
  place: GithubRepository,
  stories: readonly OpenEpisode[],
): Promise<OpenIssueReport & { readonly asked: readonly Asked[] }> {
  const since = Math.min(...stories.map(({ openedAt }) => Date.parse(openedAt)));
  const issues = await ourIssues(place, { state: 'all', since });
  const told = Map.groupBy(
    stories.flatMap((story) => {
      const issue = issueOf(issues, story);
      return issue === undefined ? [] : [{ story, issue }];
    }),
    ({ issue }) => issue,
  );
  const comments = await commentsOn(place, [...told.keys()], since);
  const writers = writersOf(place);
  const asked: Asked[] = [];
  const statuses: IssueStatus[] = [];
  const unsure: Issue[] = [];
  for (const [issue, tellings] of told) {
    const here = comments.get(issue.url) ?? [];
    const byComment = await requestsByComment(here, writers);
    const requests = [...(await requestsByLabel(place, issue)), ...byComment.requests];
    const said = new Set(here.filter((comment) => isOurs(comment)).flatMap(({ body }) => markersIn(body)));
    const hashtags = tellings.flatMap(({ story }) => story.hashtag ?? []);
    if (requests.length > 0) asked.push({ issue, requests, hashtags, said });
    // What is not known lifts no mute.
    if (issue.state === 'open' && byComment.isUnsure) unsure.push(issue);
    else statuses.push(...tellings.map(({ story }) => statusOf(story, issue, requests)));
  }
  return {
    statuses,
    asked,
    warnings: unsure.map(({ number }) => `${UNSURE} #${number} is left as it was.`),
  };
}

const UNSURE =
  'GitHub does not say whether all who asked to mute may do so, so whether a hashtag is muted by the issue';

function statusOf(
  { hashtag, episode }: OpenEpisode,
  issue: Issue,
  requests: readonly MuteRequest[],
): IssueStatus {
  const mute = issue.state === 'closed' ? closing(issue) : requestedMute(requests);
  return { ...(hashtag !== undefined && { hashtag }), episode, ...(mute !== undefined && { mute }) };
}

function closing({ closed_by: person }: Issue): IssueStatus['mute'] {
  return { until: 'cooled-off', by: 'closing', ...(person && { person: person.login }) };
}

/** The comments on issues since an instant, by the address of their issue: one list for the whole repository. */
async function commentsOn(
  { github, owner, repo }: GithubRepository,
  issues: readonly Issue[],
  since: number,
): Promise<ReadonlyMap<string, readonly Comment[]>> {
  if (issues.every(({ comments }) => comments === 0)) return new Map();
  const pages = github.paginate.iterator(github.rest.issues.listCommentsForRepo, {
    ...{ owner, repo, since: new Date(since).toISOString() },
    ...{ sort: 'updated', direction: 'desc', per_page: 100 },
  });
  return Map.groupBy(await readPages(pages), ({ issue_url: issue }) => issue);
}

/** Labels can be set by whoever may close the issue, so they need no further look. Each time one is set counts. */
async function requestsByLabel(
  { github, owner, repo }: GithubRepository,
  issue: Pick<Issue, 'number' | 'labels'>,
): Promise<readonly MuteRequest[]> {
  const names = issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
  const asking = new Map(
    names.flatMap((name) => {
      const command = muteCommand(name);
      return command === undefined || command.kind === 'unmute' ? [] : [[name, command] as const];
    }),
  );
  if (asking.size === 0) return [];
  const pages = github.paginate.iterator(github.rest.issues.listEvents, {
    ...{ owner, repo, issue_number: issue.number },
    per_page: 100,
  });
  const events = await readPages(pages);
  return [...asking].flatMap(([name, command]) => {
    const set = events.findLast(
      (event) => event.event === 'labeled' && 'label' in event && event.label?.name === name,
    );
    if (set === undefined) return [];
    const { id, actor, created_at: at } = set;
    const person = actor?.login;
    return [
      {
        ...{ id: `label-${id}`, by: 'label' as const, at: Date.parse(at), command },
        ...(person !== undefined && { person }),
      },
    ];
  });
}

/** What people with write access wrote. Strangers' requests are passed over in silence, and so is what we wrote. */
async function requestsByComment(
  comments: readonly Comment[],
  writers: Writers,
): Promise<{ readonly requests: readonly MuteRequest[]; readonly isUnsure: boolean }> {
  const requests: MuteRequest[] = [];
  let isUnsure = false;
  for (const { id, body, user, created_at: at } of comments) {
    const command = muteCommand(body ?? '');
    const isPerson = user !== null && user.type !== 'Bot' && markersIn(body).length === 0;
    if (command === undefined || !isPerson) continue;
    const access = await writers.access(user.login);
    if (access === 'unknown') isUnsure = true;
    if (access !== 'write') continue;
    requests.push({ id: `comment-${id}`, by: 'comment', at: Date.parse(at), person: user.login, command });
  }
  return { requests, isUnsure };
}
