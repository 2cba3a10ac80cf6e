import { alertFacts } from '../message/alert-text.ts';
import { type IssueView, issueBlock } from './body.ts';
import { hashtagTitle } from './markdown.ts';
import { blockOf, issueMarker } from './markers.ts';

/** An alert as a GitHub issue. */
export interface IssueMessage {
  readonly title: string;
  readonly body: string;
}

/** The issue that opens an episode. It carries the markers of those that are told with it, so that their news finds it. */
export function openingIssue(view: IssueView): IssueMessage {
  const { alert, timezone } = view;
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const episodes = [alert.episode, ...(alert.together ?? []).map(({ episode }) => episode)];
  return {
    title: hashtagTitle(rehearsal, alert.hashtag, alertFacts(alert, timezone).headline),
    body: `${episodes.map(issueMarker).join('\n')}\n${blockOf(issueBlock(view))}\n`,
  };
}
