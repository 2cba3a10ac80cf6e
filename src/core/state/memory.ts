import { type BreakoutContext, judgeBreakout } from '../breakout/judge.ts';
import type { BreakoutMemory } from '../breakout/memory.ts';
import { BALANCED_BAR } from '../breakout/settings.ts';
import { learnUsual, type UsualExplained } from '../detect/classic.ts';
import { advanceCounter, type Counter } from '../reading/counter.ts';
import { rememberDay } from '../reading/normal.ts';
import type { Reading } from '../reading/reading.ts';
import { type Count, velocityBetween } from '../reading/velocity.ts';

/**
 * What a hashtag's readings have taught, and nothing else: it can be made again from them. `data/state.json` keeps it
 * as it was at the last checkpoint, and each run brings it up to date from the readings recorded since.
 */
export interface HashtagMemory {
  readonly counter?: Counter;
  /** The first reading of each of the last UTC days, oldest first. */
  readonly days: readonly Count[];
  readonly usual?: UsualExplained;
  /** The memory of the `breakout` rule. */
  readonly breakout?: BreakoutMemory;
}

export const EMPTY_MEMORY: HashtagMemory = { days: [] };

const BALANCED: BreakoutContext = { threshold: BALANCED_BAR };

/**
 * The memory after one more reading. One that is not later than the last, or follows it too soon to be measured,
 * changes nothing; so remembering the same readings twice does no harm.
 * @param context the bar of the `breakout` rule, above which a breakout is remembered as going on
 */
export function remember(
  memory: HashtagMemory,
  reading: Reading,
  context: BreakoutContext = BALANCED,
): HashtagMemory {
  const { at, views, step, explained } = reading;
  const now = { at, views, step };
  const last = memory.counter?.last;
  if (last !== undefined && velocityBetween(last, now).kind === 'unknown') return memory;
  const usual = learnUsual(memory.usual, explained);
  const breakout = judgeBreakout(memory.breakout, reading, context).memory;
  return {
    counter: advanceCounter(memory.counter, now),
    days: rememberDay(memory.days, now),
    ...(usual !== undefined && { usual }),
    ...(breakout !== undefined && { breakout }),
  };
}
