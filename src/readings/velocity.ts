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

/** Below this many hours between two readings a replica's jitter (0.1 %, at worst 3 %) would pass for a rate. */
export const GAP_MIN_HOURS = 0.25;

/** The coarser of two counts' steps: a change of this size can be rounding alone. */
export function coarserStep(before: Count, current: Count): number {
  return Math.max(before.step, current.step);
}

/** Whether the counter is rounded and a rise from `before` to `current` can be one rounding step, which proves nothing. */
export function isOneStep(before: Count, current: Count): boolean {
  const step = coarserStep(before, current);
  return step > 1 && current.views - before.views <= step;
}

/** The velocity from `before` to `current`. The interval holds every pair of true counts that would show these two. */
export function velocityBetween(before: Count | undefined, current: Count): Velocity {
  if (before === undefined) return { kind: 'unknown', reason: 'first reading' };
  const hours = hoursBetween(before.at, current.at);
  if (hours < 0) return { kind: 'unknown', reason: `older than the last reading, of ${isoUtc(before.at)}` };
  if (hours < GAP_MIN_HOURS) {
    const minutes = Math.round(hours * 60);
    const passed = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    return { kind: 'unknown', reason: `only ${passed} since the last reading` };
  }
  // In this order 1,000,010 → 1,100,011 is 10, and not 10.000000000000009, which would lie above a threshold of 10.
  const percentPerHour = (from: number, to: number): number => ((to - from) * 100) / from / hours;
  const interval = {
    low: percentPerHour(upperBound(before), lowerBound(current)),
    nominal: percentPerHour(before.views, current.views),
    high: percentPerHour(lowerBound(before), upperBound(current)),
  };
  const step = coarserStep(before, current);
  const resolved = step === 1 || Math.abs(current.views - before.views) > step;
  return { kind: resolved ? 'measured' : 'below-resolution', hours, ...interval };
}

/** The acceleration between two neighbouring velocities. Unknown while either of them is. */
export function accelerationBetween(before: Velocity | undefined, current: Velocity): Acceleration {
  if (current.kind === 'unknown') return { kind: 'unknown', reason: current.reason };
  if (before === undefined || before.kind === 'unknown') {
    return { kind: 'unknown', reason: 'no velocity before this one' };
  }
  if (current.kind === 'below-resolution' && before.kind === 'below-resolution') {
    return { kind: 'unknown', reason: 'counter too coarse' };
  }
  const hours = (before.hours + current.hours) / 2;
  return {
    kind: 'measured',
    low: (current.low - before.high) / hours,
    nominal: (current.nominal - before.nominal) / hours,
    high: (current.high - before.low) / hours,
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
