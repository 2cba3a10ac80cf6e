import { rememberDay } from '../readings/baseline.ts';
import { advanceCounter, type Counter } from '../readings/dip-hold.ts';
import type { Reading } from '../readings/reading.ts';
import { type Count, velocityBetween } from '../readings/velocity.ts';
import { type BaselineShare, learnBaselineShare } from './classic.ts';
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
}

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
  const usual = learnBaselineShare(memory.usual, explained);
  const momentum = stepMomentum(memory.breakout, reading, season);
  return {
    momentum,
    memory: {
      counter: advanceCounter(memory.counter, current),
      days: rememberDay(memory.days, current),
      ...(usual !== undefined && { usual }),
      ...(momentum.memory !== undefined && { breakout: momentum.memory }),
    },
  };
}

/**
 * The memory after one more reading of the record. One that is not later than the last, or follows it too soon to be
 * measured, changes nothing; so learning from the same readings twice does no harm.
 */
export function remember(memory: HashtagMemory, reading: Reading, season?: SeasonPrior): HashtagMemory {
  const last = memory.counter?.last;
  if (last !== undefined && velocityBetween(last, reading).kind === 'unknown') return memory;
  return learnReading(memory, reading, season).memory;
}
