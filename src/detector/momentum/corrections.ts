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
/** A correction can be taken back: within this time, at one stroke, to about the count that it was made from. */
const TAKEN_BACK_HOURS = 30 * 24;
const TAKEN_BACK_SHARE = 0.5;
const TAKEN_BACK_SHORT = 0.1;
/** Growth after a jump that confirms it, as a share of the jump. */
const CONFIRMING_SHARE = 0.05;

/**
 * Reads the counter through its habits: dips are waited out, a lone enormous jump waits for growth to follow, lasting
 * corrections either way move an offset, and none of them is growth. `usualGain` is the growth that the interval would
 * usually bring; undefined while that is not known. Less than half a step more is no move of a rounded counter.
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
  const lowered = loweredAt(memory, at);
  const believed = { offset, ...(lowered !== undefined && { lowered }) };
  if (count < top + step / 2) {
    return step > 1 || count === top
      ? { counter: { ...believed, top }, gain: 0, note: 'still' }
      : { counter: { ...believed, top: count }, gain: count - top, note: 'moved' };
  }
  if (lowered !== undefined && isTakenBack(memory, lowered, count)) {
    const gain = Math.max(0, views + lowered.offset - top);
    const kept = { offset: top + gain - views, top: top + gain };
    return { counter: kept, gain, note: gain > 0 ? 'moved' : 'still' };
  }
  const gain = count - top;
  const moved: CounterStep = { counter: { ...believed, top: count }, gain, note: 'moved' };
  const { jump } = memory;
  if (jump === undefined) {
    const isLone = usualGain !== undefined && gain > JUMP_SHARE * count && gain > JUMP_TIMES * usualGain;
    return isLone ? { counter: { ...believed, top, jump: { at, count } }, gain: 0, note: 'jump' } : moved;
  }
  const height = jump.count - top;
  if (count - jump.count >= Math.max(step, CONFIRMING_SHARE * height)) return moved;
  if (count < jump.count - height / 2) return moved;
  if (hoursBetween(jump.at, at) < JUMP_HOURS) return { counter: memory, gain: 0, note: 'jump' };
  return { counter: { ...believed, offset: offset - gain, top }, gain: 0, note: 'restated' };
}

function holdDip(memory: CounterMemory, at: number, count: number, step: number): CounterStep {
  const { top, offset, lowered } = memory;
  const believed = { offset, ...(lowered !== undefined && { lowered }) };
  const dip = { at: memory.dip?.at ?? at, highest: Math.max(memory.dip?.highest ?? 0, count) };
  if (hoursBetween(dip.at, at) < DIP_HOURS)
    return { counter: { ...believed, top, dip }, gain: 0, note: 'dip' };
  if (dip.highest >= top - step / 2) return { counter: { ...believed, top }, gain: 0, note: 'still' };
  const corrected = { offset: offset + top - dip.highest, top, lowered: { at, offset, top } };
  return { counter: corrected, gain: 0, note: 'corrected' };
}

/** The last correction downwards, as long as it may be taken back. */
function loweredAt({ lowered }: CounterMemory, at: number): CounterMemory['lowered'] {
  return lowered !== undefined && hoursBetween(lowered.at, at) < TAKEN_BACK_HOURS ? lowered : undefined;
}

/** Whether one reading brings back most of what a correction took, to about the count that it was made from. */
function isTakenBack(
  { offset, top }: CounterMemory,
  lowered: NonNullable<CounterMemory['lowered']>,
  count: number,
): boolean {
  const depth = offset - lowered.offset;
  const countBefore = count - depth;
  return count - top >= TAKEN_BACK_SHARE * depth && countBefore >= lowered.top - TAKEN_BACK_SHORT * depth;
}
