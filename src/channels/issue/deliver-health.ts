import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { GithubRepository } from '../../github/repository.ts';
import type { IssueContext } from './deliver-alert.ts';
import { markersSaid, ourIssues, withMarker } from './find.ts';
import { healthComment, healthEdit, healthIssue } from './health.ts';
import { BODY_CHARS_MAX } from './markdown.ts';
import { issueMarker } from './markers.ts';
import { adoptIssue, LOOK_BACK_MS } from './orphans.ts';
import type { Issue } from './pages.ts';
import { commentOnce, createIssue, editIssue } from './write.ts';

/** The label of all issues about the radar's own health, beside those of the channel. */
const LABEL = 'health';

/**
 * Tells a health story in an issue of its own: made once, brought up to date, and closed when the story is over. One that
 * a person has closed is left as it is.
 * @returns a receipt
 */
export async function deliverHealth(desk: IssueContext, notice: HealthNotice): Promise<string> {
  const { place, channel, timezone } = desk;
  const openedAt = Date.parse(notice.openedAt);
  const issues = await ourIssues(place, { state: 'all', since: openedAt });
  const issue = withMarker(issues, issueMarker(notice.story));
  if (issue === undefined) {
    const adopted = notice.kind === 'opened' ? await adoptOlder(place, notice.story, openedAt) : undefined;
    if (adopted !== undefined) return adopted;
    const { labels, assignees } = channel;
    const made = await createIssue(place, healthIssue(notice, timezone), {
      labels: [...labels, LABEL],
      assignees,
    });
    if (notice.kind === 'over') await editIssue(place, made.number, CLOSED);
    return made.receipt;
  }
  if (issue.state === 'closed' || notice.kind === 'opened') return issue.html_url;
  await commentOnce(place, issue, healthComment(notice, timezone), await markersSaid(place, issue));
  await update(desk, issue, notice, notice.kind === 'over' ? CLOSED : {});
  return issue.html_url;
}

/** An older story of the same cause stays open where its record was taken back, or its end was given up. */
async function adoptOlder(
  place: GithubRepository,
  story: string,
  openedAt: number,
): Promise<string | undefined> {
  const open = await ourIssues(place, { state: 'open', since: openedAt - LOOK_BACK_MS });
  return adoptIssue(place, story, open);
}

const CLOSED = { state: 'closed', state_reason: 'completed' } as const;

/** Brings the issues of open stories up to date. An edit notifies nobody. */
export async function refreshHealth(desk: IssueContext, notices: readonly HealthNotice[]): Promise<void> {
  if (notices.length === 0) return;
  const since = Math.min(...notices.map(({ openedAt }) => Date.parse(openedAt)));
  const issues = await ourIssues(desk.place, { state: 'open', since });
  for (const notice of notices) {
    const issue = withMarker(issues, issueMarker(notice.story));
    if (issue !== undefined) await update(desk, issue, notice, {});
  }
}

async function update(
  { place, timezone }: IssueContext,
  issue: Issue,
  notice: HealthNotice,
  more: Partial<typeof CLOSED>,
): Promise<void> {
  const edit = healthEdit(issue, notice, timezone);
  const fits = edit !== undefined && edit.body.length <= BODY_CHARS_MAX;
  if (fits || 'state' in more) await editIssue(place, issue.number, { ...(fits && edit), ...more });
}
