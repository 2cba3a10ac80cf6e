import { roundTo } from '../../detector/momentum/significant-digits.ts';
import { DAY_MS, isoUtc } from '../../text/time.ts';
import type { Day } from '../history/days.ts';
import type { Days, Gap } from '../schema/site.ts';
import { known } from './hours.ts';

const DAYS_BEFORE = 14;
const DAYS_BEFORE_MIN = 7;
/** A day counts as seen when so much of it lies between two readings. */
const SEEN_HOURS_MIN = 12;
const DIGITS = 5;

/** All days of a hashtag that had a reading. */
export function daysPiece({ hashtag, file }: Pick<Days, 'hashtag' | 'file'>, days: readonly Day[]): Days {
  const rows = days.flatMap((day, index) =>
    day.readings > 0 ? [{ day, usual: usualBefore(days, index) }] : [],
  );
  const column = (of: (day: Day) => number): number[] => rows.map(({ day }) => of(day));
  return {
    version: 1,
    hashtag,
    file,
    columns: {
      at: column(({ at }) => at / 1000),
      readings: column(({ readings }) => readings),
      views: column(({ views }) => views),
      step: column(({ step }) => step),
      gained: column(({ gained }) => Math.round(gained)),
      gainedLow: column(({ gained, step }) => Math.max(0, Math.round(gained - rounding(step)))),
      gainedHigh: column(({ gained, step }) => Math.round(gained + rounding(step))),
      usualLow: rows.map(({ usual }) => known(usual?.low, DIGITS)),
      usual: rows.map(({ usual }) => known(usual?.middle, DIGITS)),
      usualHigh: rows.map(({ usual }) => known(usual?.high, DIGITS)),
      posts: rows.map(({ day }) => (day.postHours > 0 ? roundTo(3, (day.posts / day.postHours) * 24) : null)),
    },
    gaps: gapsOf(days),
  };
}

/** Half a step at either end of the day. */
function rounding(step: number): number {
  return step === 1 ? 0 : step;
}

function usualBefore(
  days: readonly Day[],
  index: number,
): { readonly low: number; readonly middle: number; readonly high: number } | undefined {
  const before = days
    .slice(Math.max(0, index - DAYS_BEFORE), index)
    .flatMap(({ gained, hours }) => (hours >= SEEN_HOURS_MIN ? [(gained / hours) * 24] : []))
    .sort((a, b) => a - b);
  if (before.length < DAYS_BEFORE_MIN) return undefined;
  const middle = before.length >> 1;
  const high = before[middle] ?? 0;
  return {
    low: before[1] ?? 0,
    middle: before.length % 2 === 1 ? high : (high + (before[middle - 1] ?? 0)) / 2,
    high: before.at(-2) ?? 0,
  };
}

/** Stretches of days without a reading. */
function gapsOf(days: readonly Day[]): readonly Gap[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { at, readings } of days) {
    const last = gaps.at(-1);
    if (readings > 0) continue;
    if (last !== undefined && last.to === at) last.to = at + DAY_MS;
    else gaps.push({ from: at, to: at + DAY_MS });
  }
  return gaps.map(({ from, to }) => ({ from: isoUtc(from), to: isoUtc(to) }));
}
