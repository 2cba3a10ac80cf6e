import { type CounterStep, readCounter } from '../../../detector/momentum/corrections.ts';
import type { CounterMemory } from '../../../detector/momentum/momentum-memory.ts';
import { inferStep } from '../../../readings/step.ts';
import { HOUR_MS } from '../../../text/time.ts';
import type { LabelledSeries } from '../series.ts';

/** A series with its dips held, so that textbook methods get the fairest view of it. */
export interface HeldSeries {
  /** Hours since 1970. */
  readonly hour: Float64Array;
  /** Believed counts; they never fall. */
  readonly count: Float64Array;
  readonly step: Float64Array;
  /** For each reading the index of the first one after the last gap of more than a week. */
  readonly start: Int32Array;
}

export function holdSeries(series: LabelledSeries): HeldSeries {
  const length = series.at.length;
  const held = {
    hour: series.at.map((at) => at / HOUR_MS),
    count: new Float64Array(length),
    step: series.views.map(inferStep),
    start: new Int32Array(length),
  };
  let counter: CounterMemory = { top: 0, offset: 0 };
  for (let index = 0; index < length; index += 1) {
    const views = series.views[index] ?? 0;
    const isNew = index === 0 || (held.hour[index] ?? 0) - (held.hour[index - 1] ?? 0) > 168;
    const next: CounterStep | undefined = isNew
      ? undefined
      : readCounter(counter, series.at[index] ?? 0, views, held.step[index] ?? 1, undefined);
    counter = next?.counter ?? { top: views, offset: 0 };
    held.count[index] = counter.top;
    held.start[index] = isNew ? index : (held.start[index - 1] ?? 0);
  }
  return held;
}

/** Believed counts at fixed ages before each reading, found by walking forward once per age; NaN before the start. */
export function countAgo(held: HeldSeries, hours: number): Float64Array {
  const values = new Float64Array(held.hour.length).fill(Number.NaN);
  let pointer = 0;
  for (let index = 0; index < values.length; index += 1) {
    const target = (held.hour[index] ?? 0) - hours;
    pointer = Math.max(pointer, held.start[index] ?? 0);
    while (pointer < index && (held.hour[pointer + 1] ?? 0) <= target) pointer += 1;
    const from = held.hour[pointer] ?? 0;
    if (from > target + 1) continue;
    const low = held.count[pointer] ?? 0;
    const span = (held.hour[pointer + 1] ?? from) - from;
    const share = span > 0 ? Math.min(1, Math.max(0, (target - from) / span)) : 0;
    values[index] = low + ((held.count[pointer + 1] ?? low) - low) * share;
  }
  return values;
}
