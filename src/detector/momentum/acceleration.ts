import { fourDigits } from '../../text/numbers.ts';
import { HOUR_MS } from '../../text/time.ts';
import type { MomentumMemory } from './momentum-memory.ts';
import { exposureBetween, type Rhythm } from './season.ts';
import { gainedWithin, slotsMoved } from './slots.ts';

/** How the rate changes: the logarithm of its change per hour. */
export interface RateChange {
  readonly accelerationPerHour: number | 'unknown';
}

const HALF_HOURS = 6;
const UNKNOWN: RateChange = { accelerationPerHour: 'unknown' };

/**
 * RateChange: the log of the ratio of the last six hours' rate to that of the six before, both against the rhythm of
 * the day, per hour between their middles. Unknown unless the counter moved in at least two slots and by two steps in
 * each half: anything less is the grid, not the hashtag.
 */
export function judgeAcceleration(memory: MomentumMemory, rhythm: Rhythm, step: number): RateChange {
  const { at, gains } = memory;
  if (slotsMoved(gains, at, 2 * HALF_HOURS) < 2) return UNKNOWN;
  const middle = at - HALF_HOURS * HOUR_MS;
  const late = gainedWithin(gains, at, HALF_HOURS);
  const early = gainedWithin(gains, at, 2 * HALF_HOURS) - late;
  const least = step > 1 ? 1.9 * step : 1;
  if (late < least || early < least) return UNKNOWN;
  const lateRate = late / exposureBetween(rhythm, middle, at);
  const earlyRate = early / exposureBetween(rhythm, middle - HALF_HOURS * HOUR_MS, middle);
  return { accelerationPerHour: Math.log(lateRate / earlyRate) / HALF_HOURS };
}

/** What came since the onset; `onset` in ms, `seen` and `expected` in views. */
export interface SinceOnset {
  readonly onset: number;
  readonly hours: number;
  readonly seen: number;
  readonly expected: number;
  readonly multiple: number;
  /** Views per hour of usual day before the onset, by the ticks or by whole days, whichever is lower. */
  readonly usualPerHour: number;
}

/**
 * What came since the onset against what is usual for that time, half a step added to both. Where the sum of evidence
 * is at zero and only the day's windows speak, the last 24 hours stand for the time since the onset.
 */
export function judgeSinceOnset(
  memory: MomentumMemory,
  rhythm: Rhythm,
  step: number,
  usualDay: number | undefined,
): SinceOnset | undefined {
  const { onset } = memory.momentum;
  if (onset === undefined && usualDay === undefined) return undefined;
  const from = onset?.at ?? memory.at - 24 * HOUR_MS;
  const seen =
    onset === undefined
      ? gainedWithin(memory.gains, memory.at, 24)
      : Math.max(0, memory.counter.top - onset.top);
  const perHour = onset?.perHour ?? (usualDay ?? 0) / 24;
  const expected = perHour * exposureBetween(rhythm, from, memory.at);
  const multiple = fourDigits((seen + step / 2) / (expected + step / 2));
  const usualPerHour = fourDigits(Math.min(perHour, (usualDay ?? Number.POSITIVE_INFINITY) / 24));
  return { usualPerHour, onset: from, hours: (memory.at - from) / HOUR_MS, seen, expected, multiple };
}
