import type { MonthIssue } from './issues.ts';
import type { MonthKind, MonthMessage } from './message.ts';
import type { RenderMarkdown } from './view/markdown.ts';
import { textOf } from './view/text-of.ts';

/** The channel that an issue belongs to. */
export interface IssueChannelName {
  readonly channel: string;
  readonly type: 'issue';
}

/** What GitHub notifies of in an issue: the issue itself as it was made, and each comment. */
export function issueMessages(
  issue: MonthIssue,
  place: IssueChannelName,
  render: RenderMarkdown,
): readonly MonthMessage[] {
  const { number, versions, comments, labels } = issue;
  const [first] = versions;
  if (first === undefined) return [];
  const titleAt = (at: number): string =>
    versions.findLast((version) => version.at <= at)?.title ?? first.title;
  const body = render(first.body);
  const opening: MonthMessage = {
    ...place,
    ...markedSubject(first.body),
    at: first.at,
    issue: number,
    title: first.title,
    html: body,
    text: `${first.title}\n${textOf(body)}`,
    payload: { number, title: first.title, labels, body: first.body },
  };
  return [
    opening,
    ...comments.map((comment): MonthMessage => {
      const html = render(comment.body);
      return {
        ...place,
        ...markedSubject(comment.body),
        at: comment.at,
        issue: number,
        title: titleAt(comment.at),
        html,
        text: textOf(html),
        payload: { number, body: comment.body },
      };
    }),
  ];
}

/** Hidden lines by what they mark (docs/issues.md), in the order in which they decide what a message is. */
const MARKED: readonly (readonly [mark: string, kind: MonthKind])[] = [
  ['week', 'week'],
  ['digest', 'held'],
  ['joined', 'joined'],
  ['changed', 'changed'],
  ['over', 'over'],
  ['episode', 'opened'],
];

function markedSubject(body: string): Pick<MonthMessage, 'kind' | 'hashtags' | 'episodes'> {
  const marks = [...body.matchAll(/^<!-- hashtag-radar:(\w+)(?:=(\S+))?.* -->$/gm)].map(
    ([, mark = '', id = '']) => ({ mark, id }),
  );
  const [, kind = 'other'] = MARKED.find(([name]) => marks.some(({ mark }) => mark === name)) ?? [];
  const ids = marks.flatMap(({ mark, id }) =>
    ['episode', 'joined', 'changed', 'over'].includes(mark) ? [id] : [],
  );
  const episodes = [...new Set(ids)];
  return { kind, episodes, hashtags: episodes.map((episode) => episode.replace(/-\d{8}T\d{4}Z$/, '')) };
}
