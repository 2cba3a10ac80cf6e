import { rememberDay } from '../readings/baseline.ts';
import { advanceCounter, type Counter, isCorrected } from '../readings/dip-hold.ts';
import type { Reading } from '../readings/reading.ts';
import { type Count, coarserStep, velocityBetween } from '../readings/velocity.ts';
import { hoursBetween } from '../text/time.ts';
import { type BaselineShare, isJumpPending, isUnsupportedJump, learnBaselineShare } from './classic.ts';
import type { MomentumMemory } from './momentum/momentum-memory.ts';
import type { SeasonPrior } from './momentum/season.ts';
import { type MomentumStep, stepMomentum } from './momentum/step.ts';

/**
 * What a hashtag's readings have taught, and nothing else: no setting of the watchlist changes it, so it can be made
 * again from the readings. `data/memories/` keeps it as it was at an instant, and each run brings it up to date from the
 * readings recorded since.
 */
export interface HashtagMemory {
  readonly counter?: Counter;
  /** The first reading of each of the last UTC days, oldest first. */
  readonly days: readonly Count[];
  readonly usual?: BaselineShare;
  /** The memory of the `breakout` rule. */
  readonly breakout?: MomentumMemory;
  /**
   * Set for a day after a reading that lies hours after the one before it: its instant, ms, and the memory before it, since
   * a clock may have been wrong.
   */
  readonly leap?: { readonly at: number; readonly before: HashtagMemory };
}

/** A leap that an earlier reading may show to have been a wrong clock. */
const LEAP_HOURS = 12;
/** How far behind the last one a reading must lie to show it; one that is late by less is left out. */
const BEHIND_HOURS = 6;
/** A leap is taken for true after so many hours of readings. */
const LEAP_SETTLED_HOURS = 24;

export const EMPTY_MEMORY: HashtagMemory = { days: [] };

/** A memory after one more reading, and what that reading showed the `breakout` rule. */
export interface Learning {
  readonly memory: HashtagMemory;
  readonly momentum: MomentumStep;
}

/**
 * Takes in one reading that is later than the last, far enough to be measured.
 * @param season the rhythm of the day that the repository's hashtags share
 */
export function learnReading(memory: HashtagMemory, reading: Reading, season?: SeasonPrior): Learning {
  const { at, views, step, explained } = reading;
  const current = { at, views, step };
  const { counter } = memory;
  const usual = learnBaselineShare(memory.usual, explained);
  const judged = counter === undefined ? reading : { ...reading, step: coarserStep(counter.last, current) };
  const momentum = stepMomentum(memory.breakout, judged, season);
  const leap = leapAfter(memory, current);
  return {
    momentum,
    memory: {
      counter: { ...advanceCounter(counter, current), ...jumpFrom(memory, reading) },
      days: rememberDay(daysThatCount(memory, current), current),
      ...(usual !== undefined && { usual }),
      ...(momentum.memory !== undefined && { breakout: momentum.memory }),
      ...(leap !== undefined && { leap }),
    },
  };
}

/** After a correction the days before it say nothing of how fast the counter usually rises. */
function daysThatCount({ counter, days }: HashtagMemory, current: Count): readonly Count[] {
  if (counter?.held === undefined || !isCorrected(counter, current)) return days;
  const { held } = counter;
  return days.filter(({ at }) => at > held.at);
}

/** The reading that a jump which the videos do not support is measured from, until a later reading settles it. */
function jumpFrom({ counter, usual }: HashtagMemory, reading: Reading): Pick<Counter, 'jumpFrom'> {
  if (counter === undefined) return {};
  if (isUnsupportedJump(counter, reading, usual)) return { jumpFrom: counter.last };
  return isJumpPending(counter, reading) ? { jumpFrom: counter.jumpFrom } : {};
}

function leapAfter(memory: HashtagMemory, { at }: Count): HashtagMemory['leap'] {
  const { leap, ...before } = memory;
  if (before.counter === undefined) return undefined;
  if (hoursBetween(before.counter.last.at, at) > LEAP_HOURS) return { at, before };
  return leap !== undefined && hoursBetween(leap.at, at) < LEAP_SETTLED_HOURS ? leap : undefined;
}

/**
 * A memory without its last readings where they were dated ahead, which a reading shows that is taken later and lies before
 * them: one wrong clock would otherwise blind a hashtag until that day comes.
 * @param at instant of the next reading, ms
 */
export function withoutLeap(memory: HashtagMemory, at: number): HashtagMemory {
  const { leap, counter } = memory;
  if (counter === undefined || hoursBetween(at, counter.last.at) < BEHIND_HOURS) return memory;
  if (leap === undefined) return counter.before === undefined ? EMPTY_MEMORY : memory;
  return at > (leap.before.counter?.last.at ?? Number.NEGATIVE_INFINITY) ? leap.before : memory;
}

/**
 * The memory after one more reading of the record. One that is not later than the last, or follows it too soon to be
 * measured, changes nothing; so learning from the same readings twice does no harm.
 */
export function remember(known: HashtagMemory, reading: Reading, season?: SeasonPrior): HashtagMemory {
  const memory = withoutLeap(known, reading.at);
  const last = memory.counter?.last;
  if (last !== undefined && velocityBetween(last, reading).kind === 'unknown') return memory;
  return learnReading(memory, reading, season).memory;
}
