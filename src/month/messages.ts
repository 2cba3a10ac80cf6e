import type { Watchlist } from '../watchlist/watchlist.ts';
import type { MonthGone } from './go-through-month.ts';
import { issueMessages } from './issue-messages.ts';
import { type MonthMessage, subjectOf } from './message.ts';
import type { RenderMarkdown } from './view/markdown.ts';
import { viewOf } from './view/view-of.ts';

/** Every message of the month, in order of time; those of one run in the watchlist's order of channels. */
export function messagesOf(
  { arrivals, issues }: Pick<MonthGone, 'arrivals' | 'issues'>,
  { channels, timezone }: Pick<Watchlist, 'channels' | 'timezone'>,
  render: RenderMarkdown,
): readonly MonthMessage[] {
  const arrived = arrivals.flatMap(({ at, channel, type, notification, payload }): readonly MonthMessage[] =>
    type === 'issue'
      ? []
      : [{ at, channel, type, ...subjectOf(notification), ...viewOf(type, payload, timezone), payload }],
  );
  const filed = channels.flatMap(({ name, type }) =>
    type === 'issue' ? issues.flatMap((issue) => issueMessages(issue, { channel: name, type }, render)) : [],
  );
  const places = new Map(channels.map(({ name }, place) => [name, place]));
  const placeOf = ({ channel }: MonthMessage): number => places.get(channel) ?? 0;
  return [...filed, ...arrived].toSorted((one, other) => one.at - other.at || placeOf(one) - placeOf(other));
}
