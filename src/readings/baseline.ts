import { DAY_MS, hoursBetween } from '../text/time.ts';
import type { Count } from './velocity.ts';
import { type Interval, velocityBetween } from './velocity.ts';

/** Days of its own history that a hashtag's baseline is taken from. */
const BASELINE_DAYS_MAX = 7;

/** A hashtag's baseline: its mean velocity (%/h) over the days before, and how many hours that saw. */
export interface Baseline extends Interval {
  readonly hours: number;
}

/** Keeps the first reading of each UTC day, eight days at most: enough to look seven whole days back. */
export function rememberDay(days: readonly Count[], count: Count): readonly Count[] {
  const last = days.at(-1);
  const sameDay = last !== undefined && Math.floor(last.at / DAY_MS) === Math.floor(count.at / DAY_MS);
  return sameDay ? days : [...days, count].slice(-(BASELINE_DAYS_MAX + 1));
}

/**
 * The baseline before a reading: the mean velocity from the oldest remembered day to `until`, the reading before it.
 * A long window is what makes a rounded counter readable: its interval shrinks with the number of hours.
 * @returns undefined while less than a day has been seen
 */
export function baselineBefore(days: readonly Count[], until: Count | undefined): Baseline | undefined {
  const horizon = until === undefined ? 0 : until.at - BASELINE_DAYS_MAX * DAY_MS - DAY_MS;
  const oldest = days.find((day) => day.at >= horizon);
  if (oldest === undefined || until === undefined || hoursBetween(oldest.at, until.at) < 24) return undefined;
  const velocity = velocityBetween(oldest, until);
  if (velocity.kind === 'unknown') return undefined;
  const { low, nominal, high, hours } = velocity;
  return { low, nominal, high, hours };
}
