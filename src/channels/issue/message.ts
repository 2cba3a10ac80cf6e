import { type IssueView, issueBlock } from './body.ts';
import { blockOf, issueMarker } from './markers.ts';
import { openingTitle } from './title.ts';

/** An alert as a GitHub issue. */
export interface IssueMessage {
  readonly title: string;
  readonly body: string;
}

/** The issue that opens an episode. It carries the markers of those that joined it, so that their news finds it. */
export function openingIssue(view: IssueView): IssueMessage {
  const { alert } = view;
  const episodes = [alert.episode, ...(alert.together ?? []).map(({ episode }) => episode)];
  return {
    title: openingTitle(alert),
    body: `${episodes.map(issueMarker).join('\n')}\n${blockOf(issueBlock(view))}\n`,
  };
}
