import { DAY_MS, HOUR_MS, hoursBetween } from '../core/time.ts';
import type { Count, Interval } from '../core/velocity.ts';

/**
 * How fast views come now beside a hashtag's own usual rate: 2 is twice as fast. Views an hour over the last six hours,
 * divided by views an hour over the seven days before them (before the breakout, while one is on).
 */
export type Momentum =
  | ({ readonly kind: 'measured' } & Interval)
  | { readonly kind: 'unknown'; readonly reason: string };

const RECENT_MS = 6 * HOUR_MS;
/** The six hours are stretched to the reading before them, up to this: beyond, nothing recent is known. */
const RECENT_MAX_MS = 12 * HOUR_MS;
const USUAL_MS = 7 * DAY_MS;
const USUAL_MIN_MS = DAY_MS;

/**
 * @param counts in order of time
 * @param brokeOutAt instant (ms) of the reading before the open episode; absent while there is none
 */
export function momentumOf(counts: readonly Count[], brokeOutAt: number | undefined): Momentum {
  const now = counts.at(-1);
  const before = now && counts.findLast(({ at }) => at <= now.at - RECENT_MS);
  if (now === undefined || before === undefined || now.at - before.at > RECENT_MAX_MS) {
    return { kind: 'unknown', reason: 'not enough readings in the last hours' };
  }
  const usualEnd = Math.min(before.at, brokeOutAt ?? before.at);
  const end = counts.findLast(({ at }) => at <= usualEnd);
  const start = end && counts.find(({ at }) => at >= end.at - USUAL_MS);
  if (end === undefined || start === undefined || end.at - start.at < USUAL_MIN_MS) {
    return { kind: 'unknown', reason: 'less than a day of history to compare with' };
  }
  const [recent, usual] = [viewsPerHour(before, now), viewsPerHour(start, end)];
  if (usual.nominal <= 0 || usual.low <= 0) {
    return { kind: 'unknown', reason: 'its usual growth is too slow for the counter to show' };
  }
  return {
    kind: 'measured',
    low: Math.max(0, recent.low) / usual.high,
    nominal: recent.nominal / usual.nominal,
    high: recent.high / usual.low,
  };
}

/** Views gained an hour, as wide as the rounding of both counts allows. */
function viewsPerHour(from: Count, to: Count): Interval {
  const hours = hoursBetween(from.at, to.at);
  const slack = ((from.step === 1 ? 0 : from.step) + (to.step === 1 ? 0 : to.step)) / 2;
  const gained = to.views - from.views;
  return { low: (gained - slack) / hours, nominal: gained / hours, high: (gained + slack) / hours };
}
