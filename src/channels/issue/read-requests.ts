import type { IssueStanding } from '../../alerts/mute.ts';
import { muteCommand } from '../../alerts/mute-command.ts';
import { muteWished, type Wish } from '../../alerts/mute-requests.ts';
import type { Place } from '../../github/repository-name.ts';
import type { Heard, OpenStory } from '../channel/sink.ts';
import { issueOf, ourIssues } from './find.ts';
import { markersIn } from './markers.ts';
import { type Comment, type Issue, isOurs, readPages } from './pages.ts';
import { type Writers, writersOf } from './permissions.ts';

/** What people asked for at an issue: what they are answered at the end of the run. */
export interface Asked {
  readonly issue: Issue;
  readonly hashtags: readonly string[];
  readonly wishes: readonly Wish[];
  /** The markers of our comments that are there. */
  readonly said: ReadonlySet<string>;
}

/**
 * What people did with the issues of open episodes: closed them, labelled them, commented. Two requests where nobody
 * asked for anything: the issues, and the comments of all of them. Only reads.
 */
export async function listenToIssues(
  place: Place,
  stories: readonly OpenStory[],
): Promise<Heard & { readonly asked: readonly Asked[] }> {
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
  const standings: IssueStanding[] = [];
  const unsure: Issue[] = [];
  for (const [issue, tellings] of told) {
    const here = comments.get(issue.url) ?? [];
    const byComment = await wishesByComment(here, writers);
    const wishes = [...(await wishesByLabel(place, issue)), ...byComment.wishes];
    const said = new Set(here.filter((comment) => isOurs(comment)).flatMap(({ body }) => markersIn(body)));
    const hashtags = tellings.map(({ story }) => story.hashtag);
    if (wishes.length > 0) asked.push({ issue, wishes, hashtags, said });
    // What is not known lifts no mute.
    if (issue.state === 'open' && byComment.isUnsure) unsure.push(issue);
    else standings.push(...tellings.map(({ story }) => standingOf(story, issue, wishes)));
  }
  return {
    standings,
    asked,
    warnings: unsure.map(({ number }) => `${UNSURE} #${number} is left as it was.`),
  };
}

const UNSURE =
  'GitHub does not say whether all who asked to mute may do so, so whether a hashtag is muted by the issue';

function standingOf({ hashtag, episode }: OpenStory, issue: Issue, wishes: readonly Wish[]): IssueStanding {
  const mute = issue.state === 'closed' ? closing(issue) : muteWished(wishes);
  return { hashtag, episode, ...(mute !== undefined && { mute }) };
}

function closing({ closed_by: person }: Issue): IssueStanding['mute'] {
  return { until: 'cooled-off', by: 'closing', ...(person && { person: person.login }) };
}

/** The comments on issues since an instant, by the address of their issue: one list for the whole repository. */
async function commentsOn(
  { github, owner, repo }: Place,
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
async function wishesByLabel(
  { github, owner, repo }: Place,
  issue: Pick<Issue, 'number' | 'labels'>,
): Promise<readonly Wish[]> {
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

/** What people with write access wrote. Strangers' wishes are passed over in silence, and so is what we wrote. */
async function wishesByComment(
  comments: readonly Comment[],
  writers: Writers,
): Promise<{ readonly wishes: readonly Wish[]; readonly isUnsure: boolean }> {
  const wishes: Wish[] = [];
  let isUnsure = false;
  for (const { id, body, user, created_at: at } of comments) {
    const command = muteCommand(body ?? '');
    const isPerson = user !== null && user.type !== 'Bot' && markersIn(body).length === 0;
    if (command === undefined || !isPerson) continue;
    const access = await writers.access(user.login);
    if (access === 'unknown') isUnsure = true;
    if (access !== 'write') continue;
    wishes.push({ id: `comment-${id}`, by: 'comment', at: Date.parse(at), person: user.login, command });
  }
  return { wishes, isUnsure };
}
