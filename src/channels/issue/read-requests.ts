import type { IssueStatus } from '../../alerts/mute.ts';
import { type MuteRequest, requestedMute } from '../../alerts/mute-requests.ts';
import type { GithubRepository } from '../../github/repository.ts';
import type { OpenEpisode, OpenIssueReport } from '../channel/sink.ts';
import { issueOf, ourIssues } from './find.ts';
import { markersIn } from './markers.ts';
import { type Issue, isOurs } from './pages.ts';
import { writersOf } from './permissions.ts';
import { commentsOn, requestsByComment } from './requests-by-comment.ts';
import { requestsByLabel } from './requests-by-label.ts';

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
  for (const [issue, stories] of told) {
    const here = comments.get(issue) ?? { found: [], end: 'reached' };
    const found = [await requestsByLabel(place, issue), await requestsByComment(here, writers)];
    const requests = found.flatMap((one) => one.requests);
    const isKnown = found.every(({ known }) => known === 'all');
    const said = new Set(here.found.filter((one) => isOurs(one)).flatMap(({ body }) => markersIn(body)));
    const hashtags = stories.flatMap(({ story }) => story.hashtag ?? []);
    // Whether a request has been answered shows in the whole list only.
    if (requests.length > 0 && here.end === 'reached') asked.push({ issue, requests, hashtags, said });
    const isDecided = requests.some(({ command }) => command.kind !== 'unclear');
    if (issue.state === 'open' && !isKnown) unsure.push(issue);
    // What is not known lifts no mute, and hides none that is known.
    if (issue.state === 'closed' || isKnown || isDecided)
      statuses.push(...stories.map(({ story }) => statusOf(story, issue, requests)));
  }
  return {
    statuses,
    asked,
    warnings: unsure.map(
      ({ number }) => `${UNSURE} #${number}, so a mute that stands is not lifted; a label mutes for certain.`,
    ),
  };
}

const UNSURE = 'GitHub does not say all that was asked, or who may ask, at the issue';

function statusOf(
  { hashtag, episode }: OpenEpisode,
  issue: Issue,
  requests: readonly MuteRequest[],
): IssueStatus {
  const mute = isClosedByPerson(issue) ? closing(issue) : requestedMute(requests);
  return { ...(hashtag !== undefined && { hashtag }), episode, ...(mute !== undefined && { mute }) };
}

/** Whether a person has closed the issue: what a bot tidies away says nothing about the breakout. */
function isClosedByPerson({ state, closed_by: by }: Issue): boolean {
  return state === 'closed' && !(by?.type === 'Bot' || by?.login.endsWith('[bot]') === true);
}

function closing({ closed_by: person }: Issue): IssueStatus['mute'] {
  return { until: 'cooled-off', by: 'closing', ...(person && { person: person.login }) };
}
