import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import type { ShownMonth } from '../shown-month.ts';
import { episodesIn } from './episodes.ts';
import type { Law } from './law.ts';

const BURNING = /\b(?:is|are)? ?(?:breaking out|growing strongly|picking up)\b|\bbroke out, and\b/;
const ENDED = /\bover\b|\bcooled off\b|\bno breakout\b|\bno longer watched\b/;

export const titlesEnd: Law = {
  name: 'titles end',
  rule: 'The title of an issue says that its breakouts are over as soon as they are, and how much they grew.',
  breaches: (month) =>
    month.issues.flatMap((issue) => {
      const overAt = endOf(issue.number, month);
      if (overAt === undefined) return [];
      // What ends in quiet hours is sent in the morning.
      const title = issue.versions.findLast(({ at }) => at <= (issue.closedAt ?? overAt))?.title ?? '';
      const hasEnded = ENDED.test(title) && !BURNING.test(title);
      const hasGrowth = /[+-]?\d[\d.,]* %/.test(title) || /\bno breakout\b|\bno longer\b/.test(title);
      if (hasEnded && hasGrowth) return [];
      const where = `${formatTime(isoUtc(overAt), month.timezone)}, issue #${issue.number}`;
      return [{ where, what: title }];
    }),
};

/** When the last breakout of an issue was over; undefined while one is open, and for an issue of none. */
function endOf(number: number, month: ShownMonth): number | undefined {
  const told = month.messages.find(({ issue }) => issue === number);
  if (told === undefined || told.kind === 'week' || told.episodes.length === 0) return undefined;
  const ends = told.episodes.map(
    (episode) => episodesIn(month).find((one) => one.episode === episode)?.overAt,
  );
  return ends.reduce(
    (last, end) => (last === undefined || end === undefined ? undefined : Math.max(last, end)),
    0,
  );
}
