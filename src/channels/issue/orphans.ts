import type { Alert } from '../../alerts/alert.ts';
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

/** The open issue of an earlier record of the same breakout. */
function orphanOf(
  issues: readonly Issue[],
  { hashtag }: Alert,
): { readonly issue: Issue; readonly episode: string } | undefined {
  for (const issue of issues) {
    const [episode] = issue.state === 'open' ? episodesIn(issue.body) : [];
    if (episode !== undefined && hashtagOf(episode) === hashtag) return { issue, episode };
  }
  return undefined;
}

/** An episode's id is its hashtag and its instant. */
function hashtagOf(episode: string): string | undefined {
  return /^(.*)-\d{8}T\d{4}Z$/.exec(episode)?.[1];
}

/**
 * Makes an open issue of the hashtag that of `alert`. People were notified when it opened, so nobody is notified again.
 * @returns its address; undefined where there is none, or its breakout has been notified to its end
 */
export async function adoptIssue(
  place: GithubRepository,
  alert: Alert,
  issues: readonly Issue[],
): Promise<string | undefined> {
  const orphan = orphanOf(issues, alert);
  if (orphan === undefined) return undefined;
  const { issue, episode } = orphan;
  if ((await markersSaid(place, issue)).has(closingMarker(episode))) return undefined;
  const body = (issue.body ?? '').replace(issueMarker(episode), issueMarker(alert.episode));
  await editIssue(place, issue.number, { body });
  return issue.html_url;
}

/** An issue this young may be of a run whose record this one has not seen. */
const AGE_MIN_MS = 2 * HOUR_MS;
/** How far back open issues are looked for. */
const LOOK_BACK_MS = 60 * 24 * HOUR_MS;
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
