import type { Alert } from '../../alerts/alert.ts';
import type { DeferredDigest, WeekDigest } from '../../alerts/digest.ts';
import { carriesMarker } from '../../github/hidden-marker.ts';
import { DAY_MS } from '../../text/time.ts';
import { type IssueContext, tellAmong } from './deliver-alert.ts';
import { heldIssue, openIn, weekIssue } from './digest.ts';
import { issueOf, ourIssues, withMarker } from './find.ts';
import { digestMarker, episodesIn, issueMarker, WEEK_MARKER } from './markers.ts';
import type { Issue } from './pages.ts';
import { createIssue, editIssue } from './write.ts';

/** A weekly digest may have been left out for a while; one before it is looked for so far back. */
const WEEKS_BACK_MS = 35 * DAY_MS;

/**
 * Delivers deferred alerts: news of an episode that has an issue goes there, all else into one issue of the digest.
 * @returns a receipt
 */
export async function deliverDeferred(
  desk: IssueContext,
  id: string,
  digest: DeferredDigest,
): Promise<string> {
  const { place, channel, timezone } = desk;
  const since = Math.min(...digest.alerts.map(({ openedAt }) => Date.parse(openedAt)), Date.parse(digest.at));
  const issues = await ourIssues(place, { state: 'all', since });
  const known = withMarker(issues, digestMarker(id));
  const elsewhere = digest.alerts.filter((alert) => hasIssue(issues, alert, known));
  const receipts: string[] = [];
  for (const alert of elsewhere) receipts.push(await tellAmong(desk, alert, issues));
  if (known !== undefined) {
    await closeIfOver(desk, known);
    return known.html_url;
  }
  // News of a change without an issue: a person has taken that away.
  const here = digest.alerts.filter((alert) => !elsewhere.includes(alert) && alert.kind !== 'changed');
  if (here.length === 0)
    return receipts[0] ?? 'no issue to comment on: it was never made, or a person has taken it away';
  const message = heldIssue(id, { ...digest, alerts: here }, timezone);
  const made = await createIssue(place, message, {
    labels: [...channel.labels, ...here.flatMap(({ labels = [] }) => labels)],
    assignees: [...channel.assignees, ...here.flatMap(({ assignees = [] }) => assignees)],
  });
  if (openIn(here).length === 0) await editIssue(place, made.number, CLOSED);
  return made.receipt;
}

const CLOSED = { state: 'closed', state_reason: 'completed' } as const;

/** Whether an alert's news goes into an issue that is there, other than the digest's own. */
function hasIssue(issues: readonly Issue[], alert: Alert, digest: Issue | undefined): boolean {
  const own = withMarker(issues, issueMarker(alert.episode));
  const issue = own ?? issueOf(issues, alert);
  if (issue === undefined || issue === digest) return false;
  return own !== undefined || issue.state === 'open';
}

/** A digest in which everything is over is closed as soon as it is made; an earlier run may not have come to that. */
async function closeIfOver({ place }: IssueContext, issue: Issue): Promise<void> {
  if (issue.state === 'open' && episodesIn(issue.body).length === 0)
    await editIssue(place, issue.number, CLOSED);
}

/** Tells of a week in an issue that stays open until the next week's. @returns a receipt */
export async function deliverWeek(desk: IssueContext, id: string, digest: WeekDigest): Promise<string> {
  const { place, channel, timezone } = desk;
  const issues = await ourIssues(place, { state: 'all', since: Date.parse(digest.at) - WEEKS_BACK_MS });
  const known = withMarker(issues, digestMarker(id));
  const receipt =
    known?.html_url ?? (await createIssue(place, weekIssue(id, digest, timezone), channel)).receipt;
  const before = issues.filter(
    (issue) => issue !== known && issue.state === 'open' && carriesMarker(issue.body, WEEK_MARKER),
  );
  for (const issue of before) await editIssue(place, issue.number, CLOSED);
  return receipt;
}
