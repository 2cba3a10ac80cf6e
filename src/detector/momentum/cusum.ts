import { learnRate } from './mean-rate.ts';
import type { CusumMemory, EvidenceSum } from './momentum-memory.ts';
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
/** Views that posts do not support count for less, unless posts are so few that something crowds them out of the list. */
const UNSUPPORTED = 0.8;
const CROWDED_OUT = -0.5;
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
 * hours since the last tick: as they are up to one, their root up to three. Views alone are summed up beside views and
 * posts together, so that posts may support a breakout and never veto one.
 */
export function advanceMomentum(memory: CusumMemory, input: MomentumInput): CusumMemory {
  if (input.gain > 0) return advanceAtTick(memory, input);
  const still = { ...memory, tickAt: memory.tickAt ?? input.previousAt };
  if (input.postResidual === undefined) return still;
  const evidence = clamp(POSTS_GAIN * input.postResidual, EVIDENCE_LOW, POSTS_HIGH);
  const change = hourWeight(input.hoursSinceReading) * (evidence - 1);
  return withSums(still, withExcess(memory, input, onsetRate(memory, input), change), aloneOf(memory));
}

/** The sum by views alone. */
export function aloneOf(memory: CusumMemory): EvidenceSum {
  return memory.alone ?? sumOf(memory);
}

function sumOf({ excess, agreeing, allowance, onset }: EvidenceSum): EvidenceSum {
  return { excess, agreeing, allowance, ...(onset !== undefined && { onset }) };
}

/** A memory with both sums; where they are the same, one is kept. */
function withSums(memory: CusumMemory, together: EvidenceSum, alone: EvidenceSum): CusumMemory {
  const { alone: _, onset: __, ...rest } = memory;
  return { ...rest, ...together, ...(!isSame(together, alone) && { alone }) };
}

function isSame(one: EvidenceSum, other: EvidenceSum): boolean {
  return (
    one.excess === other.excess &&
    one.agreeing === other.agreeing &&
    one.allowance === other.allowance &&
    one.onset?.at === other.onset?.at
  );
}

function onsetRate(memory: CusumMemory, { step }: MomentumInput): number {
  return roundTo(5, usualPerHour(memory, step));
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
    const posts = input.postResidual;
    const both =
      posts === undefined ? views : (views + clamp(posts, EVIDENCE_LOW, EVIDENCE_HIGH)) / Math.SQRT2;
    const perHour = onsetRate(memory, input);
    const add = (sum: EvidenceSum, evidence: number, part = 1): EvidenceSum => {
      const change = part * hourWeight(input.hoursSinceTick) * (evidence - 1);
      return countAgreement(withExcess(sum, input, perHour, change), input, evidence, exposure);
    };
    next = withSums(
      memory,
      add(memory, both),
      add(aloneOf(memory), views, posts !== undefined && posts > CROWDED_OUT && views > 1 ? UNSUPPORTED : 1),
    );
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

function withExcess(sum: EvidenceSum, input: MomentumInput, perHour: number, change: number): EvidenceSum {
  const excess = roundTo(5, clamp(sum.excess + change, 0, EXCESS_MAX));
  if (excess === 0) return { excess, agreeing: 0, allowance: ALLOWANCE_MAX };
  const onset = sum.onset ?? { at: input.previousAt, top: input.previousTop, perHour };
  return { ...sumOf(sum), excess, onset };
}

/** One tick alone lets the windows add little, one rounding step alone nothing; two agreeing ticks let them add all. */
function countAgreement(
  sum: EvidenceSum,
  input: MomentumInput,
  evidence: number,
  exposure: number,
): EvidenceSum {
  if (sum.excess === 0 || evidence <= 1) return sum;
  const agreeing = Math.min(9, sum.agreeing + 1);
  if (agreeing > 1) return { ...sum, agreeing, allowance: ALLOWANCE_MAX };
  const isOneStep = input.step > 1 && input.gain < 1.5 * input.step;
  const allowance = isOneStep
    ? 0
    : roundTo(5, Math.min(ALLOWANCE_MAX, ALLOWANCE_PER_HOUR * Math.min(3, exposure)));
  return { ...sum, agreeing, allowance };
}

/** What an interval is worth: sampling more often than hourly brings no more evidence in total. */
function hourWeight(hours: number): number {
  return hours < 1 ? hours : Math.sqrt(Math.min(3, hours));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
