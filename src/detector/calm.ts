import type { Velocity } from '../readings/velocity.ts';
import { hoursBetween } from '../text/time.ts';
import type { MomentumMemory } from './momentum/momentum-memory.ts';
import { gainedWithin } from './momentum/slots.ts';

/**
 * When a hashtag can be seen to be calm. A rounded counter that stands still for an hour says little: calm needs the most
 * that may have come unseen to be below the mark. That is one rounding step more than was seen, over the time since the
 * counter last moved or over the last hours, whichever tells more.
 */

/** The most that a rounded counter can have gained an hour since it last moved. */
export interface HiddenRate {
  readonly perHour: number;
  /** The hours since then. */
  readonly hours: number;
  /** The most that it can have gained an hour in the mean of its last hours; never more than `perHour`. */
  readonly meanPerHour: number;
}

/** A counter that has stood for so long is taken for calm however coarse it is. */
const STANDING_HOURS = 48;
/** A change of so many steps shows a rate well enough. */
const RESOLVED_STEPS = 3;
/** The rate, in baselines, that a breakout has to fall below for certain before it is over: less is no breakout any more. */
const OVER_BELOW_TIMES = 3;
/** Stretches over which the most that came is known, too: one moment's rounding step weighs little in a day. */
const STRETCH_HOURS = [6, 12, 24] as const;

/**
 * @param before the memory before a reading, `after` the one that holds it
 * @returns undefined where the change shows the rate itself: on an exact counter, or by several steps
 */
export function hiddenRate(
  before: MomentumMemory | undefined,
  after: MomentumMemory | undefined,
  step: number,
): HiddenRate | undefined {
  if (before === undefined || after === undefined || step === 1) return undefined;
  const gained = Math.max(0, after.counter.top - before.counter.top);
  const hours = hoursBetween(before.momentum.tickAt ?? before.at, after.at);
  if (gained >= RESOLVED_STEPS * step || hours <= 0) return undefined;
  const stretches = STRETCH_HOURS.filter((stretch) => hoursBetween(after.startedAt, after.at) > stretch);
  const rates = stretches.map((stretch) => (gainedWithin(after.gains, after.at, stretch) + step) / stretch);
  const perHour = (gained + step) / hours;
  return { perHour, hours, meanPerHour: Math.min(perHour, ...rates) };
}

/** Whether the classic rule sees growth below half its threshold for certain; undefined where nothing was measured. */
export function isClassicCalm(
  velocity: Velocity,
  { views, thresholdPercentPerHour }: { readonly views: number; readonly thresholdPercentPerHour: number },
  hidden: HiddenRate | undefined,
): boolean | undefined {
  if (velocity.kind === 'unknown') return undefined;
  const mark = thresholdPercentPerHour / 2;
  if (hidden === undefined || velocity.high < mark) return velocity.nominal < mark;
  return (hidden.perHour * 100) / views < mark;
}

/** Whether a score is below half its threshold, and the counter can be seen to bring less than a breakout. */
export function isMomentumCalm(
  { score, threshold }: { readonly score: number; readonly threshold: number },
  baselinePerHour: number,
  hidden: HiddenRate | undefined,
): boolean {
  if (score >= threshold / 2) return false;
  if (hidden === undefined || hidden.hours >= STANDING_HOURS) return true;
  return hidden.meanPerHour < OVER_BELOW_TIMES * baselinePerHour;
}
