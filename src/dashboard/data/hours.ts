import { roundTo } from '../../detector/momentum/significant-digits.ts';
import { hoursBetween, isoUtc } from '../../text/time.ts';
import { GAP_HOURS } from '../history/growth.ts';
import type { HourColumns } from '../history/hours.ts';
import type { Gap, Hours, HoursColumns } from '../schema/site.ts';
import { type Edges, type EpisodeSpan, edgesOf } from './band.ts';
import { rateAt } from './rates.ts';

const DIGITS = 4;

/** Every reading that is kept, as the page and other tools get them. */
export function hoursPiece(
  { hashtag, file }: Pick<Hours, 'hashtag' | 'file'>,
  columns: HourColumns,
  episodes: readonly EpisodeSpan[],
): Hours {
  return {
    version: 1,
    hashtag,
    file,
    columns: columnsOf(columns, episodes),
    gaps: gapsOf(columns.at),
    restated: columns.at.flatMap((at, row) => (columns.restated[row] === 1 ? [isoUtc(at)] : [])),
  };
}

/** The part of a piece from `from` (ms) on. */
export function hoursSince(hours: Hours, from: number): Hours {
  const first = hours.columns.at.findIndex((at) => at >= from / 1000);
  const start = first === -1 ? hours.columns.at.length : first;
  const { columns } = hours;
  return {
    ...hours,
    columns: {
      at: columns.at.slice(start),
      views: columns.views.slice(start),
      step: columns.step.slice(start),
      overHours: columns.overHours.slice(start),
      perHourLow: columns.perHourLow.slice(start),
      perHour: columns.perHour.slice(start),
      perHourHigh: columns.perHourHigh.slice(start),
      usualLow: columns.usualLow.slice(start),
      usual: columns.usual.slice(start),
      usualHigh: columns.usualHigh.slice(start),
      score: columns.score.slice(start),
      postsPerHour: columns.postsPerHour.slice(start),
      postsUsual: columns.postsUsual.slice(start),
    },
    gaps: hours.gaps.filter(({ to }) => Date.parse(to) >= from),
    restated: hours.restated.filter((at) => Date.parse(at) >= from),
  };
}

function columnsOf(columns: HourColumns, episodes: readonly EpisodeSpan[]): HoursColumns {
  const { at, views, step, usual, score, postsPerHour, postsUsual } = columns;
  const rates = at.map((_, row) => rateAt(columns, row));
  const edges = edgesOf(columns, rates, episodes);
  const edge = (side: keyof Edges): (number | null)[] =>
    usual.map((rate, row) => known(rate * (edges[row]?.[side] ?? Number.NaN), DIGITS));
  return {
    at: at.map((instant) => Math.floor(instant / 1000)),
    views,
    step,
    overHours: rates.map((rate) => known(rate?.overHours, 3)),
    perHourLow: rates.map((rate) => known(rate?.low, DIGITS)),
    perHour: rates.map((rate) => known(rate?.nominal, DIGITS)),
    perHourHigh: rates.map((rate) => known(rate?.high, DIGITS)),
    usualLow: edge('low'),
    usual: usual.map((rate) => known(rate, DIGITS)),
    usualHigh: edge('high'),
    score: score.map((value) => known(value, 3)),
    postsPerHour: postsPerHour.map((rate) => known(rate, 3)),
    postsUsual: postsUsual.map((rate) => known(rate, 3)),
  };
}

/** A number as it is written: `null` where it is not known. */
export function known(value: number | undefined, digits: number): number | null {
  return value === undefined || Number.isNaN(value) ? null : roundTo(digits, value);
}

/** The times without readings that a line must not cross. `at` in ms, rising. */
function gapsOf(at: readonly number[]): readonly Gap[] {
  return at.flatMap((instant, row) => {
    const before = at[row - 1];
    if (before === undefined || hoursBetween(before, instant) <= GAP_HOURS) return [];
    return { from: isoUtc(before), to: isoUtc(instant) };
  });
}
