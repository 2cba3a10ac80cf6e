import { hoursBetween } from '../../text/time.ts';
import type { CounterMemory } from './momentum-memory.ts';

/** What a reading says about the counter. */
export interface CounterStep {
  readonly counter: CounterMemory;
  /** Views that count as growth since the counter last moved; 0 when it has not moved. */
  readonly gain: number;
  readonly note: 'moved' | 'still' | 'dip' | 'jump' | 'restated' | 'corrected';
}

/** A dip that lasts so long is a correction by TikTok; 99.9 % of dips heal sooner (replicas that lag behind). */
const DIP_HOURS = 24;
/** A lone jump that no growth follows within this time was a restatement. */
const JUMP_HOURS = 9;
/** A lone jump: this share of the counter, and this many times the usual growth, in one reading. */
const JUMP_SHARE = 0.2;
const JUMP_TIMES = 50;
/** Growth after a jump that confirms it, as a share of the jump. */
const CONFIRMING_SHARE = 0.05;

/**
 * Reads the counter through its habits: dips are waited out, a lone enormous jump waits for growth to follow, lasting
 * corrections either way move an offset, and none of them is growth. `usualGain` is the growth that the interval would
 * usually bring; undefined while that is not known.
 */
export function readCounter(
  memory: CounterMemory,
  at: number,
  views: number,
  step: number,
  usualGain: number | undefined,
): CounterStep {
  const count = views + memory.offset;
  if (count < memory.top) return holdDip(memory, at, count, step);
  const { top, offset } = memory;
  if (count === top) return { counter: { offset, top }, gain: 0, note: 'still' };
  const gain = count - top;
  const moved: CounterStep = { counter: { offset, top: count }, gain, note: 'moved' };
  const { jump } = memory;
  if (jump === undefined) {
    const isLone = usualGain !== undefined && gain > JUMP_SHARE * count && gain > JUMP_TIMES * usualGain;
    return isLone ? { counter: { offset, top, jump: { at, count } }, gain: 0, note: 'jump' } : moved;
  }
  const height = jump.count - top;
  if (count - jump.count >= Math.max(step, CONFIRMING_SHARE * height)) return moved;
  if (count < jump.count - height / 2) return moved;
  if (hoursBetween(jump.at, at) < JUMP_HOURS) return { counter: memory, gain: 0, note: 'jump' };
  return { counter: { offset: offset - gain, top }, gain: 0, note: 'restated' };
}

function holdDip(memory: CounterMemory, at: number, count: number, step: number): CounterStep {
  const { top, offset } = memory;
  const dip = { at: memory.dip?.at ?? at, highest: Math.max(memory.dip?.highest ?? 0, count) };
  if (hoursBetween(dip.at, at) < DIP_HOURS) return { counter: { offset, top, dip }, gain: 0, note: 'dip' };
  if (dip.highest >= top - step / 2) return { counter: { offset, top }, gain: 0, note: 'still' };
  return { counter: { offset: offset + top - dip.highest, top }, gain: 0, note: 'corrected' };
}
