import type { GithubRepository } from '../../github/repository.ts';
import { HOUR_MS } from '../../text/time.ts';
import { markersSaid, ourIssues } from './find.ts';
import { closingMarker, episodesIn, issueMarker } from './markers.ts';
import type { Issue } from './pages.ts';
import { commentOnce, editIssue } from './write.ts';

/**
 * Issues whose breakout the records know nothing of: somebody took back the commit in which it opened, or restored an
 * older `data/`. The next breakout of the hashtag goes on in such an issue, and one that nothing comes of is closed.
 */

/** The open issue of an earlier record of the same breakout, or of the same health story. */
function orphanOf(
  issues: readonly Issue[],
  of: string,
): { readonly issue: Issue; readonly episode: string } | undefined {
  for (const issue of issues) {
    const [episode] = issue.state === 'open' ? episodesIn(issue.body) : [];
    if (episode !== undefined && subjectOf(episode) === subjectOf(of)) return { issue, episode };
  }
  return undefined;
}

/** What an id is about: an episode's is its hashtag and its instant, a health story's its cause and its instant. */
function subjectOf(episode: string): string {
  return episode.replace(/-\d{8}T\d{4}Z$/, '');
}

/**
 * Makes an open issue of the same hashtag, or of the same cause of a health story, that of `episode`. People were notified when it opened, so nobody is notified again.
 * @returns its address; undefined where there is none, or its breakout has been notified to its end
 */
export async function adoptIssue(
  place: GithubRepository,
  episode: string,
  issues: readonly Issue[],
): Promise<string | undefined> {
  const orphan = orphanOf(issues, episode);
  if (orphan === undefined) return undefined;
  const { issue, episode: before } = orphan;
  if ((await markersSaid(place, issue)).has(closingMarker(before))) return undefined;
  const body = (issue.body ?? '').replace(issueMarker(before), issueMarker(episode));
  await editIssue(place, issue.number, { body });
  return issue.html_url;
}

/** An issue this young may be of a run whose record this one has not seen. */
const AGE_MIN_MS = 2 * HOUR_MS;
/** How far back open issues are looked for. */
export const LOOK_BACK_MS = 60 * 24 * HOUR_MS;
/** Issues closed in one run. */
const CLOSINGS_MAX = 10;
const ORPHAN_MARKER = '<!-- hashtag-radar:orphan -->';

/**
 * Closes the open issues of which no breakout is known any more.
 * @param known ids of the episodes that are open, or of which news is owed
 * @param now ms
 */
export async function closeOrphans(
  place: GithubRepository,
  known: ReadonlySet<string>,
  now: number,
): Promise<void> {
  const issues = await ourIssues(place, { state: 'open', since: now - LOOK_BACK_MS });
  const orphans = issues.filter(({ body, created_at: made }) => {
    const episodes = episodesIn(body);
    return (
      episodes.length > 0 && !episodes.some((one) => known.has(one)) && Date.parse(made) < now - AGE_MIN_MS
    );
  });
  for (const issue of orphans.slice(0, CLOSINGS_MAX)) {
    const text = `${ORPHAN_MARKER}\n\nThe records no longer hold this breakout: \`data/\` was taken back to an earlier state. Nothing more is reported here.`;
    await commentOnce(place, issue, { marker: ORPHAN_MARKER, body: text }, await markersSaid(place, issue));
    await editIssue(place, issue.number, { state: 'closed', state_reason: 'not_planned' });
  }
}
