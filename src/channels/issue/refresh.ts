import type { Alert } from '../../alerts/alert.ts';
import { answerTo } from '../../alerts/mute-requests.ts';
import { answerComment } from './answer.ts';
import { issueBlock } from './body.ts';
import type { IssueContext } from './deliver-alert.ts';
import { issueOf, ourIssues } from './find.ts';
import { BODY_CHARS_MAX } from './markdown.ts';
import { episodesIn, replaceBlock } from './markers.ts';
import type { Issue } from './pages.ts';
import type { Asked } from './read-requests.ts';
import { newTitle } from './title.ts';
import { commentOnce, editIssue, isGone } from './write.ts';

/** Issues brought up to date in one run, a second or more each: those that have waited longest. */
const REFRESHES_MAX = 20;
/** People answered in one run. */
const ANSWERS_MAX = 10;

/** Brings titles, and the part of the bodies that is ours, up to date. An edit notifies nobody. */
export async function refreshIssues(desk: IssueContext, statuses: readonly Alert[]): Promise<void> {
  if (statuses.length === 0) return;
  const since = Math.min(...statuses.map(({ openedAt }) => Date.parse(openedAt)));
  const issues = await ourIssues(desk.place, { state: 'open', since });
  const told = Map.groupBy(
    statuses.flatMap((alert) => {
      const issue = issueOf(issues, alert);
      return issue === undefined ? [] : [{ alert, issue }];
    }),
    ({ issue }) => issue,
  );
  const due = [...told]
    .filter(([issue]) => replaceBlock(issue.body ?? '', '') !== undefined)
    .toSorted(([a], [b]) => Date.parse(a.updated_at) - Date.parse(b.updated_at))
    .slice(0, REFRESHES_MAX);
  for (const [issue, stories] of due) {
    const here = stories.map(({ alert }) => alert);
    await passOverGone(() => refreshIssue(desk, issue, here));
  }
}

/** One issue that a person has just taken away keeps no other from being brought up to date. */
async function passOverGone(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Read again right before it is written: a person may be editing it at this very moment. */
async function refreshIssue(
  { place, recent, timezone, glossary }: IssueContext,
  { number }: Issue,
  statuses: readonly Alert[],
): Promise<void> {
  const { github, owner, repo } = place;
  const { data: issue } = await github.rest.issues.get({ owner, repo, issue_number: number });
  const before = issue.body ?? '';
  const [alert, ...others] = inOrderOf(episodesIn(before), statuses);
  if (alert === undefined || issue.state !== 'open') return;
  const block = issueBlock({ alert, others, readings: await recent(alert.hashtag), timezone, glossary });
  const body = replaceBlock(before, block);
  const isNews = body !== undefined && body !== before.replaceAll('\r\n', '\n');
  const title = newTitle(issue, alert);
  if (isNews && body.length <= BODY_CHARS_MAX)
    await editIssue(place, number, { body, ...(title !== undefined && { title }) });
}

/** The first to come to an issue is the one that it is about. */
function inOrderOf(episodes: readonly string[], statuses: readonly Alert[]): readonly Alert[] {
  const known = episodes.flatMap((episode) => statuses.filter((alert) => alert.episode === episode));
  return [...known, ...statuses.filter((alert) => !known.includes(alert))];
}

/** Answers each request once: until when the mute is, that it is lifted, or what to write instead. @param now ms */
export async function answerRequests(
  { place, timezone }: IssueContext,
  asked: readonly Asked[],
  now: number,
): Promise<void> {
  const owed = asked
    .filter(({ issue }) => issue.state === 'open')
    .flatMap(({ issue, hashtags, requests, said }) =>
      requests
        .map(answerTo)
        .filter((answer) => answer.kind !== 'muted' || answer.until > now)
        .map((answer) => ({ issue, said, comment: answerComment(answer, hashtags, timezone) })),
    )
    .filter(({ said, comment }) => !said.has(comment.marker));
  for (const { issue, said, comment } of owed.slice(0, ANSWERS_MAX)) {
    await passOverGone(() => commentOnce(place, issue, comment, said));
  }
}
