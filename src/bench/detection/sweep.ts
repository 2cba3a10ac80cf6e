import type { LabelledSeries, Scores } from './series.ts';
import { type Tally, tallySeries } from './tally.ts';

/** A method's figures at one rate of false alarms. */
export interface Figures {
  readonly threshold: number;
  readonly falseAlarmsPerMonth: number;
  readonly recall: number;
  readonly beforePeak: number;
  /** Early-detection score: mean of clip((peak − alarm) / (peak − onset), 0, 1), 0 where missed. */
  readonly eds: number;
  /** Median hours from onset to alarm over the events found; NaN when none was. */
  readonly delayHours: number;
}

/** Tallies of one method, by threshold (ascending) and then by hashtag. */
export interface Sweep {
  readonly thresholds: readonly number[];
  readonly tallies: readonly (readonly Tally[])[];
}

const GRID = 72;

/**
 * Runs one method's scores through a grid of thresholds drawn from the upper tail of the scores themselves.
 * @param earlyHours how long before its onset a breakout may be found; two hours unless given
 */
export function sweepThresholds(
  series: readonly LabelledSeries[],
  scores: readonly Scores[],
  fixed?: readonly number[],
  earlyHours?: number,
): Sweep {
  const thresholds = fixed ?? tailThresholds(scores);
  const tallies = thresholds.map((threshold) =>
    series.map((one, index) => tallySeries(one, scores[index] ?? new Float64Array(), threshold, earlyHours)),
  );
  return { thresholds, tallies };
}

function tailThresholds(scores: readonly Scores[]): number[] {
  const length = scores.reduce((sum, one) => sum + one.length, 0);
  const sorted = new Float64Array(length);
  let kept = 0;
  for (const one of scores) {
    for (let index = 0; index < one.length; index += 1) {
      const score = one[index] ?? Number.NaN;
      if (Number.isFinite(score)) sorted[kept++] = score;
    }
  }
  const tail = sorted.subarray(0, kept).sort();
  const thresholds = new Set<number>();
  for (let step = 0; step < GRID; step += 1) {
    const share = 0.5 * 10 ** ((-4.5 * step) / (GRID - 1));
    const threshold = tail[Math.floor((1 - share) * kept)];
    if (threshold !== undefined && threshold !== tail[0]) thresholds.add(threshold);
  }
  return [...thresholds].sort((a, b) => a - b);
}

/** Pools tallies over hashtags; `pick` lists indices of hashtags, with repeats in a bootstrap sample. */
export function poolTallies(tallies: readonly Tally[], pick: readonly number[], threshold: number): Figures {
  let falseAlarms = 0;
  let hours = 0;
  let events = 0;
  let beforePeak = 0;
  let earliness = 0;
  const delays: number[] = [];
  for (const index of pick) {
    const tally = tallies[index];
    if (tally === undefined) continue;
    falseAlarms += tally.falseAlarms;
    hours += tally.hours;
    events += tally.events;
    beforePeak += tally.beforePeak;
    earliness += tally.earliness;
    for (const delay of tally.delays) delays.push(delay);
  }
  return {
    threshold,
    falseAlarmsPerMonth: (falseAlarms * 720) / hours,
    recall: delays.length / events,
    beforePeak: beforePeak / events,
    eds: earliness / events,
    delayHours: median(delays),
  };
}

/** The figures at `target` false alarms per tag-month, interpolated (log of the rate) between two thresholds. */
export function figuresAt(sweep: Sweep, target: number, pick: readonly number[]): Figures {
  let previous: Figures | undefined;
  for (let index = sweep.thresholds.length - 1; index >= 0; index -= 1) {
    const now = poolTallies(sweep.tallies[index] ?? [], pick, sweep.thresholds[index] ?? 0);
    if (now.falseAlarmsPerMonth >= target)
      return previous === undefined ? now : between(previous, now, target);
    previous = now;
  }
  return previous ?? poolTallies([], [], Number.NaN);
}

function between(low: Figures, high: Figures, target: number): Figures {
  const floor = Math.max(low.falseAlarmsPerMonth, 1e-3);
  const share = Math.log(target / floor) / Math.log(high.falseAlarmsPerMonth / floor);
  const mix = (a: number, b: number) => (Number.isNaN(a) ? b : a + (b - a) * Math.min(1, Math.max(0, share)));
  return {
    threshold: mix(low.threshold, high.threshold),
    falseAlarmsPerMonth: target,
    recall: mix(low.recall, high.recall),
    beforePeak: mix(low.beforePeak, high.beforePeak),
    eds: mix(low.eds, high.eds),
    delayHours: mix(low.delayHours, high.delayHours),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
