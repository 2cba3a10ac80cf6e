import type { ShownMonth } from '../shown-month.ts';
import { episodesIn } from './episodes.ts';
import type { Breach, Law } from './law.ts';

/** Messages that a channel may get in a month of 30 days. */
const MESSAGES_MAX = 16;

export const fewMessages: Law = {
  name: 'few messages',
  rule: `A channel gets at most ${MESSAGES_MAX} messages in the month.`,
  breaches: ({ counts }) =>
    counts
      .filter(({ total }) => total > MESSAGES_MAX)
      .map(({ channel, total }) => ({ where: channel, what: `${total} messages` })),
};

export const nothingLost: Law = {
  name: 'nothing lost',
  rule: 'Every channel gets each opening, each end and each weekly look.',
  breaches: (month) => month.channels.flatMap(({ name }) => lostOn(name, month)),
};

function lostOn(channel: string, month: ShownMonth): readonly Breach[] {
  const own = month.messages.filter((message) => message.channel === channel);
  const isToldBy = (episode: string, from: number, kinds: readonly string[]): boolean =>
    own.some(({ at, kind, episodes }) => at >= from && kinds.includes(kind) && episodes.includes(episode));
  const episodes = episodesIn(month);
  const openings = episodes.filter(
    ({ episode, openedAt }) => !isToldBy(episode, openedAt, ['opened', 'joined', 'held']),
  );
  const ends = episodes.filter(
    ({ episode, overAt }) => overAt !== undefined && !isToldBy(episode, overAt, ['over', 'held']),
  );
  const weeks = own.filter(({ kind }) => kind === 'week').length;
  const weeksDue = Math.floor((month.days - 1) / 7);
  return [
    ...openings.map(({ hashtag }) => ({ where: channel, what: `the opening of #${hashtag}` })),
    ...ends.map(({ hashtag }) => ({ where: channel, what: `the end of #${hashtag}` })),
    ...(weeks < weeksDue ? [{ where: channel, what: `${weeks} of ${weeksDue} weekly digests` }] : []),
  ];
}
