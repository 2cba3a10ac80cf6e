import { alertFacts } from '../message/alert-text.ts';
import { type IssueView, issueBlock } from './body.ts';
import { blockOf, issueMarker } from './markers.ts';
import { hashtagTitle } from './text.ts';

/** An alert as a GitHub issue. */
export interface IssueMessage {
  readonly title: string;
  readonly body: string;
}

/** The issue that opens an episode. It carries the markers of those that are told with it, so that their news finds it. */
export function openingIssue(view: IssueView): IssueMessage {
  const { alert, timeZone } = view;
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const episodes = [alert.episode, ...(alert.together ?? []).map(({ episode }) => episode)];
  return {
    title: hashtagTitle(rehearsal, alert.hashtag, alertFacts(alert, timeZone).headline),
    body: `${episodes.map(issueMarker).join('\n')}\n${blockOf(issueBlock(view))}\n`,
  };
}
