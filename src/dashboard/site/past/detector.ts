import { type BreakoutContext, judgeBreakout } from '../../../core/breakout/judge.ts';
import type { BreakoutMemory } from '../../../core/breakout/memory.ts';
import { beginWatch, GAP_HOURS, observeReading } from '../../../core/breakout/observe.ts';
import { rhythmOf, type SeasonPrior } from '../../../core/breakout/season.ts';
import { slotOf } from '../../../core/breakout/slots.ts';
import type { Reading } from '../../../core/reading/reading.ts';
import { hoursBetween } from '../../../core/time.ts';

/** What the `breakout` rule saw at one reading, as charts show it; NaN where it could not tell. */
export interface Evident {
  readonly score: number;
  /** Views an hour that were usual for that time of the day. */
  readonly usual: number;
  readonly postsUsual: number;
}

export interface Detector {
  readonly take: (reading: Reading) => Evident;
  /** Its memory before the last reading that it took. */
  readonly before: () => BreakoutMemory | undefined;
}

const NOTHING: Evident = {
  score: Number.NaN,
  usual: Number.NaN,
  postsUsual: Number.NaN,
};
/** Usual hours before the posting rate is known (src/core/breakout/posting.ts). */
const POSTS_LEARNING_HOURS = 24;
const SLOTS_A_DAY = 8;

/** A memory after one more reading, and the score; no score while learning. */
interface Followed {
  readonly memory: BreakoutMemory | undefined;
  readonly score?: number;
}

/**
 * Follows one hashtag through the detector. Until the checkpoint it learns from the readings themselves, for charts; from
 * there on it goes by the memory that the runs went by, so that it says what they said. Without a checkpoint the runs
 * judge everything anew, and so does this.
 * @param kept the memory at the checkpoint; absent where there is none
 */
export function createDetector(context: BreakoutContext, kept: BreakoutMemory | undefined): Detector {
  let memory: BreakoutMemory | undefined;
  let before: BreakoutMemory | undefined;
  let waiting = kept;
  return {
    before: () => before,
    take: (reading) => {
      if (waiting !== undefined && reading.at > waiting.at) {
        memory = waiting;
        waiting = undefined;
      }
      before = memory;
      const followed = (waiting === undefined ? judged : observed)(memory, reading, context);
      memory = followed.memory;
      if (followed.score === undefined || before === undefined) return NOTHING;
      return evidentOf(before, followed.score, reading.at, context.season);
    },
  };
}

function judged(memory: BreakoutMemory | undefined, reading: Reading, context: BreakoutContext): Followed {
  const { memory: next, verdict } = judgeBreakout(memory, reading, context);
  return 'score' in verdict ? { memory: next, score: verdict.score } : { memory: next };
}

/** The same score without the words, which would take half of the time that a year of readings takes. */
function observed(
  memory: BreakoutMemory | undefined,
  reading: Reading,
  { season }: BreakoutContext,
): Followed {
  if (memory === undefined || hoursBetween(memory.at, reading.at) > GAP_HOURS) {
    return { memory: beginWatch(reading, memory) };
  }
  const { memory: next, score } = observeReading(memory, reading, season);
  return reading.at < memory.learningUntil ? { memory: next } : { memory: next, score };
}

function evidentOf(
  { season, momentum, posting }: BreakoutMemory,
  score: number,
  at: number,
  prior: SeasonPrior | undefined,
): Evident {
  const rhythm = rhythmOf(season, prior)[slotOf(at) % SLOTS_A_DAY] ?? 1;
  return {
    score,
    usual: momentum.perHour * rhythm,
    postsUsual: posting.exposure > POSTS_LEARNING_HOURS ? posting.perHour : Number.NaN,
  };
}
