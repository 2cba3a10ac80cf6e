import { carriesMarker } from '../../github/hidden-marker.ts';
import type { GithubRepository } from '../../github/repository.ts';
import { HOUR_MS, isoUtc } from '../../text/time.ts';
import { issueMarker, markersIn } from './markers.ts';
import { type Issue, isComment, isIssue, isOurs, readPages, UnexpectedAnswerError } from './pages.ts';

/** Clocks differ, and a replayed run's differs on purpose. */
const LOOK_BACK_MS = 48 * HOUR_MS;

/** Which of a repository's issues to look at. */
export interface Search {
  readonly state: 'open' | 'all';
  /** Nothing is looked for that is older than this, ms. */
  readonly since: number;
}

/** Our issues, the oldest first: where a marker stands in two, the first one is the one that we made. */
export async function ourIssues(
  { github, owner, repo }: GithubRepository,
  { state, since }: Search,
): Promise<readonly Issue[]> {
  const from = isoUtc(Math.min(since, Date.now()) - LOOK_BACK_MS);
  const pages = github.paginate.iterator(github.rest.issues.listForRepo, {
    ...{ owner, repo, state, since: from },
    per_page: 100,
  });
  const { found, end } = await readPages(pages, isIssue);
  if (end === 'cut')
    throw new UnexpectedAnswerError(
      'more issues have changed in this repository than can be looked through, so whether one is there is not known',
    );
  return found.filter((issue) => isOurs(issue)).toSorted((a, b) => a.number - b.number);
}

/** The issue that carries a marker. */
export function withMarker(issues: readonly Issue[], marker: string): Issue | undefined {
  return issues.find((issue) => carriesMarker(issue.body, marker));
}

/** What an episode's issue is found by. */
export interface Story {
  readonly episode: string;
  readonly leader?: { readonly episode: string };
}

/** The issue of an episode: its own, or that of its primary. */
export function issueOf(issues: readonly Issue[], { episode, leader }: Story): Issue | undefined {
  const own = withMarker(issues, issueMarker(episode));
  return own ?? (leader && withMarker(issues, issueMarker(leader.episode)));
}

/** The markers of all comments of ours in an issue. */
export async function markersSaid(
  { github, owner, repo }: GithubRepository,
  issue: Pick<Issue, 'number' | 'comments'>,
): Promise<ReadonlySet<string>> {
  if (issue.comments === 0) return new Set();
  const pages = github.paginate.iterator(github.rest.issues.listComments, {
    ...{ owner, repo, issue_number: issue.number },
    per_page: 100,
  });
  const { found } = await readPages(pages, isComment);
  return new Set(found.filter((comment) => isOurs(comment)).flatMap(({ body }) => markersIn(body)));
}
