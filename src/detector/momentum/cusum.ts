import { learnRate } from './mean-rate.ts';
import type { CusumMemory } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

/** What one reading brings to the sum of evidence. Hours are hours of usual day where the name says exposure. */
export interface MomentumInput {
  readonly at: number;
  /** The reading before, ms UTC, and the count believed then. */
  readonly previousAt: number;
  readonly previousTop: number;
  /** Views since the counter last moved; 0 when it stands still. */
  readonly gain: number;
  readonly step: number;
  /** Since the counter last moved. */
  readonly exposure: number;
  readonly hoursSinceTick: number;
  readonly hoursSinceReading: number;
  /** The posting rate's residual, where known. */
  readonly postResidual: number | undefined;
}

/** What a lone tick lets the windows add, for each hour (three at most) that it spans. */
const ALLOWANCE_PER_HOUR = 2.5;
const EVIDENCE_LOW = -2;
const EVIDENCE_HIGH = 3;
/** Residuals of posts between which the list loses its say in a rise of views: others crowd new posts out of it. */
const FEWER = -0.2;
const CROWDED_OUT = -0.9;
/** Posts alone, while the counter stands still, speak louder: then they are all there is. */
const POSTS_GAIN = Math.SQRT2;
const POSTS_HIGH = 4;
const EXCESS_MAX = 14;
const SPREAD_MIN = 0.45;
const VARIANCE_PACE = 0.015;
const HALF_LIFE_HOURS = 36;
/** A burst counts for so many times the usual at most when the usual is learnt: it must not become normal at once. */
const CREDIT_TIMES = 5;
const SHARE_OF_USUAL = 0.02;
/** The windows may add everything once two ticks agree. */
const ALLOWANCE_MAX = 6;

/** A hashtag with fewer views an hour is judged as if it had these: a handful of viewers is no momentum. */
export const USUAL_MIN_PER_HOUR = 5;

/** The usual views per hour: learnt, but never taken for less than a step in 12 h, which a coarse counter cannot show. */
export function usualPerHour(memory: CusumMemory, step: number): number {
  return Math.max(memory.perHour, USUAL_MIN_PER_HOUR, step > 1 ? step / 12 : 0);
}

/** Whether enough has been seen to compare a tick with. */
export function hasBaseline(memory: CusumMemory): boolean {
  return memory.exposure > 12 || memory.ticks >= 2;
}

/**
 * One step of a CUSUM (Page 1954) on the log rate from tick to tick, capped both ways so that one wild reading cannot
 * carry it: `excess ← clamp(excess + w · (z − 1), 0, 14)`, with `z = ln(rate / usual) / spread` in [−2, 3] and `w` the
 * hours since the last tick: as they are up to one, their root up to three. Posts support views, and never veto them.
 */
export function advanceMomentum(memory: CusumMemory, input: MomentumInput): CusumMemory {
  if (input.gain > 0) return advanceAtTick(memory, input);
  const still = { ...memory, tickAt: memory.tickAt ?? input.previousAt };
  if (input.postResidual === undefined) return still;
  const evidence = clamp(POSTS_GAIN * input.postResidual, EVIDENCE_LOW, POSTS_HIGH);
  return withExcess(still, input, hourWeight(input.hoursSinceReading) * (evidence - 1));
}

function advanceAtTick(memory: CusumMemory, input: MomentumInput): CusumMemory {
  const usual = usualPerHour(memory, input.step);
  const exposure = Math.max(input.exposure, 1e-3);
  const expected = usual * exposure;
  let next = memory;
  if (hasBaseline(memory)) {
    const logRatio = Math.log((input.gain + SHARE_OF_USUAL * expected) / ((1 + SHARE_OF_USUAL) * expected));
    const spread = Math.sqrt(memory.variance);
    const views = clamp(logRatio / Math.max(spread, SPREAD_MIN), EVIDENCE_LOW, EVIDENCE_HIGH);
    const evidence = withPosts(views, input.postResidual);
    next = withExcess(memory, input, hourWeight(input.hoursSinceTick) * (evidence - 1));
    next = countAgreement(next, input, evidence, exposure);
    const square = clamp(logRatio, -2.5 * spread, 2.5 * spread) ** 2;
    next = { ...next, variance: roundTo(5, memory.variance + VARIANCE_PACE * (square - memory.variance)) };
  }
  const credited = memory.exposure > 12 ? Math.min(input.gain, CREDIT_TIMES * expected) : input.gain;
  const halfLife = Math.max(HALF_LIFE_HOURS, (4 * input.step) / usual);
  const { tickAt: _, ...moved } = next;
  return {
    ...moved,
    ...learnRate(memory, credited, exposure, halfLife),
    ticks: Math.min(9, memory.ticks + 1),
  };
}

/**
 * Evidence of views and posts together. Posts at their baseline make a spike of one video worth less, more posts make growth
 * worth more. Fewer posts say nothing against views, since a list in order of popularity loses its new posts to a breakout's
 * hits: the fewer they are, the more a rise of views counts as if there were no list.
 */
function withPosts(views: number, posts: number | undefined): number {
  if (posts === undefined) return views;
  const together = (views + clamp(posts, 0, EVIDENCE_HIGH)) / Math.SQRT2;
  if (views <= 1) return together;
  const alone = clamp((posts - FEWER) / (CROWDED_OUT - FEWER), 0, 1);
  return alone * views + (1 - alone) * together;
}

function withExcess(memory: CusumMemory, input: MomentumInput, change: number): CusumMemory {
  const excess = roundTo(5, clamp(memory.excess + change, 0, EXCESS_MAX));
  const { onset, ...rest } = memory;
  if (excess === 0) return { ...rest, excess, agreeing: 0, allowance: ALLOWANCE_MAX };
  if (onset !== undefined) return { ...memory, excess };
  const perHour = roundTo(5, usualPerHour(memory, input.step));
  return { ...rest, excess, onset: { at: input.previousAt, top: input.previousTop, perHour } };
}

/** One tick alone lets the windows add little, one rounding step alone nothing; two agreeing ticks let them add all. */
function countAgreement(
  memory: CusumMemory,
  input: MomentumInput,
  evidence: number,
  exposure: number,
): CusumMemory {
  if (memory.excess === 0 || evidence <= 1) return memory;
  const agreeing = Math.min(9, memory.agreeing + 1);
  if (agreeing > 1) return { ...memory, agreeing, allowance: ALLOWANCE_MAX };
  const isOneStep = input.step > 1 && input.gain < 1.5 * input.step;
  const allowance = isOneStep
    ? 0
    : roundTo(5, Math.min(ALLOWANCE_MAX, ALLOWANCE_PER_HOUR * Math.min(3, exposure)));
  return { ...memory, agreeing, allowance };
}

/** What an interval is worth: sampling more often than hourly brings no more evidence in total. */
function hourWeight(hours: number): number {
  return hours < 1 ? hours : Math.sqrt(Math.min(3, hours));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
