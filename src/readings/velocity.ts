import { hoursBetween, isoUtc } from '../text/time.ts';
import type { Reading } from './reading.ts';

/** The part of a reading that a rate needs. */
export type Count = Pick<Reading, 'at' | 'views' | 'step'>;

/** A range of values that the readings allow; all three in the same unit. `low` ≤ `nominal` ≤ `high`. */
export interface Interval {
  readonly low: number;
  /** What the shown counts say, taken as they stand. */
  readonly nominal: number;
  readonly high: number;
}

/**
 * Growth of a hashtag's views in percent of the earlier count per true elapsed hour (%/h).
 * - `measured`: the change is more than one step of the counter.
 * - `below-resolution`: the counter is rounded and moved by one step or less; the interval still bounds the rate.
 * - `unknown`: there is nothing to measure from, and `reason` says why.
 */
export type Velocity =
  | ({ readonly kind: 'measured'; readonly hours: number } & Interval)
  | ({ readonly kind: 'below-resolution'; readonly hours: number } & Interval)
  | { readonly kind: 'unknown'; readonly reason: string };

/** Change of velocity in %/h per hour, between the middles of two neighbouring gaps. */
export type Acceleration =
  | ({ readonly kind: 'measured' } & Interval)
  | { readonly kind: 'unknown'; readonly reason: string };

/** Below this many hours between two readings a replica's wobble (0.1 %, at worst 3 %) would pass for a rate. */
export const GAP_MIN_HOURS = 0.25;

/** The coarser of two counts' steps: a change of this size can be rounding alone. */
export function coarserStep(before: Count, now: Count): number {
  return Math.max(before.step, now.step);
}

/** Whether the counter is rounded and a rise from `before` to `now` can be one rounding step, which proves nothing. */
export function isOneStep(before: Count, now: Count): boolean {
  const step = coarserStep(before, now);
  return step > 1 && now.views - before.views <= step;
}

/** The velocity from `before` to `now`. The interval holds every pair of true counts that would show these two. */
export function velocityBetween(before: Count | undefined, now: Count): Velocity {
  if (before === undefined) return { kind: 'unknown', reason: 'first reading' };
  const hours = hoursBetween(before.at, now.at);
  if (hours < 0) return { kind: 'unknown', reason: `older than the last reading, of ${isoUtc(before.at)}` };
  if (hours < GAP_MIN_HOURS) {
    const minutes = Math.round(hours * 60);
    const passed = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    return { kind: 'unknown', reason: `only ${passed} since the last reading` };
  }
  // In this order 1,000,010 → 1,100,011 is 10, and not 10.000000000000009, which would lie above a threshold of 10.
  const percentPerHour = (from: number, to: number): number => ((to - from) * 100) / from / hours;
  const interval = {
    low: percentPerHour(upperBound(before), lowerBound(now)),
    nominal: percentPerHour(before.views, now.views),
    high: percentPerHour(lowerBound(before), upperBound(now)),
  };
  const step = coarserStep(before, now);
  const resolved = step === 1 || Math.abs(now.views - before.views) > step;
  return { kind: resolved ? 'measured' : 'below-resolution', hours, ...interval };
}

/** The acceleration between two neighbouring velocities. Unknown while either of them is. */
export function accelerationBetween(before: Velocity | undefined, now: Velocity): Acceleration {
  if (now.kind === 'unknown') return { kind: 'unknown', reason: now.reason };
  if (before === undefined || before.kind === 'unknown') {
    return { kind: 'unknown', reason: 'no velocity before this one' };
  }
  if (now.kind === 'below-resolution' && before.kind === 'below-resolution') {
    return { kind: 'unknown', reason: 'counter too coarse' };
  }
  const hours = (before.hours + now.hours) / 2;
  return {
    kind: 'measured',
    low: (now.low - before.high) / hours,
    nominal: (now.nominal - before.nominal) / hours,
    high: (now.high - before.low) / hours,
  };
}

/** The least true count that is shown as this one. Rounding is to nearest (docs/numbers.md). */
function lowerBound(count: Count): number {
  return count.step === 1 ? count.views : count.views - count.step / 2;
}

/** The greatest true count that is shown as this one. */
function upperBound(count: Count): number {
  return count.step === 1 ? count.views : count.views + count.step / 2;
}
