import { USUAL_MIN_PER_HOUR } from './cusum.ts';
import type { GainsMemory } from './momentum-memory.ts';
import { dailyGains, gainedWithin } from './slots.ts';

/** The windows that are compared with a usual day, in hours. */
const WINDOW_HOURS = [6, 12, 24] as const;
/** What one window can add to the score: three windows that agree are worth more than one that shouts. */
const WINDOW_CAP = 2;
/** Days of history before the windows speak, and how many are looked at. */
const DAYS_MIN = 3;
const DAYS_MAX = 14;
/** How much days vary, as variance over squared mean: pooled over hashtags, since two weeks are too few to tell. */
const DAILY_VARIANCE = 0.4;

/** What the last 6, 12 and 24 hours say against the days before. */
export interface WindowEvidence {
  /** 0 to 6; each window adds its residual, from 0 to 2. */
  readonly score: number;
  /** Views of a usual day: the median of the past days, at least one step of the counter and 120. */
  readonly usualDay: number;
}

/**
 * Compares the views gained within 6, 12 and 24 hours with the median day of the two weeks before, in the manner of
 * Farrington et al. 1996 (outbreak detection): a two-thirds power makes counts symmetric, and one rounding step is the
 * least that chance can bring. The median forgets past outbreaks. Undefined within the first four days.
 */
export function judgeWindows(
  gains: GainsMemory,
  at: number,
  daysSinceStart: number,
  step: number,
): WindowEvidence | undefined {
  const days = Math.min(DAYS_MAX, Math.floor(daysSinceStart) - 1);
  if (days < DAYS_MIN) return undefined;
  const daily = dailyGains(gains, at, days);
  const usualDay = Math.max(medianOf(daily), step, 24 * USUAL_MIN_PER_HOUR);
  const dispersion = Math.max(step, DAILY_VARIANCE * usualDay);
  let score = 0;
  for (const hours of WINDOW_HOURS) {
    const share = hours / 24;
    const gained = gainedWithin(gains, at, hours);
    const residual = residualOf(gained, usualDay * share, dispersion * (1 + share / days));
    score += Math.min(WINDOW_CAP, Math.max(0, residual));
  }
  return { score, usualDay };
}

/** Standard deviations above the expected, for a count whose variance is `dispersion` times its mean. */
function residualOf(gained: number, expected: number, dispersion: number): number {
  if (gained <= expected) return 0;
  const root = Math.cbrt(expected);
  return (Math.cbrt(gained * gained) - root * root) / Math.sqrt((4 / 9) * root * dispersion);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2;
}
