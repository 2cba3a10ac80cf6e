import type { Alert } from '../../alerts/alert.ts';
import type { GithubRepository } from '../../github/repository.ts';
import type { SinkContext } from '../channel/sink.ts';
import { type IssueView, issueBlock } from './body.ts';
import { newsComment } from './comments.ts';
import type { IssueChannel } from './config.ts';
import { issueOf, markersSaid, ourIssues, withMarker } from './find.ts';
import { BODY_CHARS_MAX } from './markdown.ts';
import { closingMarker, episodesIn, issueMarker, replaceBlock, withEpisode } from './markers.ts';
import { openingIssue } from './message.ts';
import { adoptIssue } from './orphans.ts';
import type { Issue } from './pages.ts';
import { newTitle } from './title.ts';
import { commentOnce, createIssue, editIssue, isGone } from './write.ts';

/** Where and how a channel tells. */
export interface IssueContext extends Pick<SinkContext, 'timezone' | 'recent'> {
  readonly place: GithubRepository;
  readonly channel: Pick<IssueChannel, 'labels' | 'assignees'>;
  readonly glossary: string;
}

/**
 * Tells an alert: by an issue of its own, or a comment in the one that there is. An issue that a person has closed is
 * left as it is.
 * @returns a receipt: the issue's address, or why there is none
 */
export async function deliverAlert(desk: IssueContext, alert: Alert): Promise<string> {
  const issues = await ourIssues(desk.place, { state: 'all', since: Date.parse(alert.openedAt) });
  return tellAmong(desk, alert, issues);
}

/** `deliverAlert`, among the issues that there are. */
export async function tellAmong(desk: IssueContext, alert: Alert, issues: readonly Issue[]): Promise<string> {
  switch (alert.kind) {
    case 'opened':
      return (
        withMarker(issues, issueMarker(alert.episode))?.html_url ??
        (await adoptIssue(desk.place, alert.episode, issues)) ??
        (await open(desk, alert))
      );
    case 'joined': {
      const own = withMarker(issues, issueMarker(alert.episode));
      const issue = own ?? issueOf(issues, alert);
      // One that begins with it was made for it, and tells it.
      if (own !== undefined && episodesIn(own.body)[0] === alert.episode) return own.html_url;
      if (own === undefined && issue?.state !== 'open') return open(desk, alert);
      return comment(desk, { ...alert, kind: 'joined' }, issue);
    }
    case 'changed':
      return unlessGone(() => comment(desk, { ...alert, kind: 'changed' }, issueOf(issues, alert)));
    case 'over':
      return unlessGone(() => close(desk, { ...alert, kind: 'over' }, issueOf(issues, alert)));
  }
}

/** An issue that a person has taken away between the look and the word is not missed. */
async function unlessGone(act: () => Promise<string>): Promise<string> {
  try {
    return await act();
  } catch (error) {
    if (!isGone(error)) throw error;
    return 'the issue is gone: deleted, transferred, or made a discussion';
  }
}

async function open(desk: IssueContext, alert: Alert): Promise<string> {
  const view = await viewOf(desk, alert);
  const { labels, assignees } = desk.channel;
  const made = await createIssue(desk.place, openingIssue(view), {
    labels: [...labels, ...(alert.labels ?? [])],
    assignees: [...assignees, ...(alert.assignees ?? [])],
  });
  return made.receipt;
}

async function viewOf(
  { recent, timezone, glossary }: IssueContext,
  alert: Alert,
  others: readonly Alert[] = [],
): Promise<IssueView> {
  return { alert, others, readings: await recent(alert.hashtag), timezone, glossary };
}

type News<Kind extends Alert['kind']> = Alert & { readonly kind: Kind };

/** Adds a comment once. A newcomer's marker goes into the body first, so that whatever comes later finds it. */
async function comment(
  { place, timezone }: IssueContext,
  alert: News<'joined' | 'changed'>,
  issue: Issue | undefined,
): Promise<string> {
  if (issue === undefined) return 'no issue to comment on: it was never made, or a person has taken it away';
  if (issue.state === 'closed') return issue.html_url;
  const body = issue.body ?? '';
  const joined = withEpisode(body, alert.episode);
  if (joined !== body) await editIssue(place, issue.number, { body: joined });
  await commentOnce(place, issue, newsComment(alert, timezone), await markersSaid(place, issue));
  return issue.html_url;
}

/** Comments once, and closes when every episode that the issue tells of is over. */
async function close(desk: IssueContext, alert: News<'over'>, issue: Issue | undefined): Promise<string> {
  if (issue === undefined) return 'no issue to close';
  if (issue.state === 'closed') return issue.html_url;
  const { place, timezone } = desk;
  const said = await markersSaid(place, issue);
  await commentOnce(place, issue, newsComment(alert, timezone), said);
  const episodes = episodesIn(issue.body);
  const goesOn = episodes.some((episode) => episode !== alert.episode && !said.has(closingMarker(episode)));
  const title = newTitle(issue, alert);
  if (goesOn) {
    if (title !== undefined) await editIssue(place, issue.number, { title });
    return issue.html_url;
  }
  const body = replaceBlock(issue.body ?? '', issueBlock(await viewOf(desk, alert)));
  const wasNone = episodes.length === 1 && alert.end !== undefined && alert.end !== 'cooled-off';
  await editIssue(place, issue.number, {
    ...(title !== undefined && { title }),
    ...(body !== undefined && body.length <= BODY_CHARS_MAX && { body }),
    state: 'closed',
    state_reason: wasNone ? 'not_planned' : 'completed',
  });
  return issue.html_url;
}
