import type { BreakoutContext } from '../../../core/breakout/judge.ts';
import type { BreakoutMemory } from '../../../core/breakout/memory.ts';
import type { Reading } from '../../../core/reading/reading.ts';
import type { HashtagMemory } from '../../../core/state/memory.ts';
import { DAY_MS } from '../../../core/time.ts';
import { createClassicWatch } from './classic-watch.ts';
import { createDayBook, type Day } from './day-book.ts';
import { createDetector } from './detector.ts';
import { createHourBook, type HourColumns } from './hour-book.ts';
import { createRestatementWatch } from './restatement-watch.ts';
import { createStepper, type StepForward } from './step-forward.ts';

/** All that the readings of one hashtag tell, kept small: days, the hours of the last 90 days, and where it stands now. */
export interface Past {
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

export interface PastPlan {
  readonly context: BreakoutContext;
  readonly thresholdPercentPerHour: number;
  /** From when on hours are kept, ms. */
  readonly hoursFrom: number;
  /** The memory of the `breakout` rule at the checkpoint, where there is one. */
  readonly kept: BreakoutMemory | undefined;
}

/** Days that the rules take to know what is usual, before what they say is kept: the detector looks back 14. */
const SETTLING_MS = 16 * DAY_MS;
const CLASSIC_APART_MS = DAY_MS;

/** Follows one hashtag: `take` its readings in the order they were recorded, then ask. */
export function followPast(plan: PastPlan): {
  readonly take: (reading: Reading) => void;
  readonly past: () => Past;
} {
  const forward = createStepper();
  const days = createDayBook();
  const hours = createHourBook();
  const classic = createClassicWatch(plan.thresholdPercentPerHour);
  const restatement = createRestatementWatch();
  const detector = createDetector(plan.context, plan.kept);
  // Without a memory to begin from, the rule has to see everything from the first reading on.
  const judgedFrom = plan.kept === undefined ? 0 : Math.min(plan.kept.at, plan.hoursFrom - SETTLING_MS);
  const classicAt: number[] = [];
  let readings = 0;
  let firstAt: number | undefined;
  let last: StepForward | undefined;
  return {
    take: (reading) => {
      readings += 1;
      firstAt ??= reading.at;
      const step = forward(reading);
      if (step === undefined) return;
      const { at } = reading;
      days.take(step);
      if (at >= judgedFrom) {
        if (classic.take(step) && at - (classicAt.at(-1) ?? 0) >= CLASSIC_APART_MS) classicAt.push(at);
        const evident = detector.take(reading);
        if (at >= plan.hoursFrom) hours.take(step, evident);
      }
      const jumped = restatement(step);
      if (jumped !== undefined) {
        days.takeBack(jumped);
        hours.takeBack(jumped);
        if (classicAt.at(-1) === jumped.reading.at) classicAt.pop();
      }
      last = step;
    },
    past: () => {
      const [breakout, usual] = [detector.before(), classic.usualBefore()];
      const memoryBefore: HashtagMemory = {
        ...(last?.counter !== undefined && { counter: last.counter }),
        days: [],
        ...(usual !== undefined && { usual }),
        ...(breakout !== undefined && { breakout }),
      };
      return {
        readings,
        ...(firstAt !== undefined && { firstAt }),
        ...(last !== undefined && { last: { step: last, memoryBefore } }),
        days: days.days(),
        hours: hours.columns,
        classicAt,
      };
    },
  };
}
