import type { Judgement } from '../../detector/judge.ts';
import type { HashtagMemory } from '../../detector/memory.ts';
import type { RateMemory } from '../../detector/momentum/momentum-memory.ts';
import { slotOf } from '../../detector/momentum/slots.ts';
import type { Reading } from '../../readings/reading.ts';
import { DAY_MS } from '../../text/time.ts';
import { createCorrectionWatch } from './corrections.ts';
import { createDayBook, type Day } from './days.ts';
import { createStepper, type StepForward } from './growth.ts';
import { createHourBook, type Evident, type HourColumns } from './hours.ts';

/** All that the readings of one hashtag say, kept small: days, the hours of the last 90 days, and where it stands now. */
export interface HashtagHistory {
  readonly readings: number;
  /** ms; absent without any. */
  readonly firstAt?: number;
  /** The last reading that was judged, and what was remembered before it. */
  readonly last?: { readonly step: StepForward; readonly memoryBefore: HashtagMemory };
  readonly days: readonly Day[];
  readonly hours: HourColumns;
  /** When the classic rule fired or would have fired since hours are kept, a day apart at least; ms, rising. */
  readonly classicAt: readonly number[];
}

/** What a replay made of a reading, and what was remembered before it. */
export interface JudgedReading {
  readonly judgement: Judgement;
  readonly memoryBefore: HashtagMemory;
}

const CLASSIC_APART_MS = DAY_MS;
/** Hours of posting before its baseline is known (src/detector/momentum/posting-rate.ts). */
const POSTS_LEARNING_HOURS = 24;
const SLOTS_A_DAY = 8;

const NOTHING_EVIDENT: Evident = {
  score: Number.NaN,
  baseline: Number.NaN,
  postsBaseline: { count: Number.NaN, list: Number.NaN },
};

/**
 * Follows one hashtag: `take` its readings in the order they were recorded, then ask.
 * @param hoursFrom from when on hours are kept, ms
 */
export function followHashtag(hoursFrom: number): {
  readonly take: (reading: Reading, judged: JudgedReading | undefined) => void;
  readonly history: () => HashtagHistory;
} {
  const forward = createStepper();
  const days = createDayBook();
  const hours = createHourBook();
  const correction = createCorrectionWatch();
  const classicAt: number[] = [];
  let readings = 0;
  let firstAt: number | undefined;
  let last: HashtagHistory['last'];
  return {
    take: (reading, judged) => {
      readings += 1;
      firstAt ??= reading.at;
      const step = forward(reading);
      if (step === undefined) return;
      const { at } = reading;
      days.take(step);
      const fires = judged?.judgement.classicFires === true;
      if (fires && at - (classicAt.at(-1) ?? 0) >= CLASSIC_APART_MS) classicAt.push(at);
      if (at >= hoursFrom) hours.take(step, evidentOf(judged));
      const jumped = correction(step);
      if (jumped !== undefined) {
        days.takeBack(jumped);
        hours.takeBack(jumped);
        if (classicAt.at(-1) === jumped.reading.at) classicAt.pop();
      }
      last = { step, memoryBefore: judged?.memoryBefore ?? memoryOf(step) };
    },
    history: () => ({
      readings,
      ...(firstAt !== undefined && { firstAt }),
      ...(last !== undefined && { last }),
      days: days.days(),
      hours: hours.columns,
      classicAt,
    }),
  };
}

/** What is known before a reading that is too old to be judged. */
function memoryOf({ counter }: StepForward): HashtagMemory {
  return { ...(counter !== undefined && { counter }), days: [] };
}

function evidentOf(judged: JudgedReading | undefined): Evident {
  const momentum = judged?.judgement.momentum;
  const before = judged?.memoryBefore.breakout;
  if (momentum?.kind !== 'observed' || before === undefined) return NOTHING_EVIDENT;
  const { rhythm, score, memory } = momentum;
  const relativeRate = rhythm[slotOf(memory.at) % SLOTS_A_DAY] ?? 1;
  return {
    score,
    baseline: before.momentum.perHour * relativeRate,
    postsBaseline: { count: learned(before.videos), list: learned(before.posting) },
  };
}

function learned(rate: RateMemory | undefined): number {
  return rate !== undefined && rate.exposure > POSTS_LEARNING_HOURS ? rate.perHour : Number.NaN;
}
