import type { Scores } from '../series.ts';
import { countAgo, type HeldSeries } from './held.ts';

/** A method that compares the last 24 hours with the days before; days are given newest first. */
export type DailyMethod = (today: number, days: readonly number[], step: number) => number;

/** Runs a daily method at every reading, on days that roll with the clock; NaN before the 15th day. */
export function scoreDaily(held: HeldSeries, method: DailyMethod): Scores {
  const ages = Array.from({ length: 16 }, (_, day) => countAgo(held, day * 24));
  return held.hour.map((_, index) => {
    const counts = ages.map((age) => age[index] ?? Number.NaN);
    const days = counts.slice(0, 15).map((count, day) => count - (counts[day + 1] ?? Number.NaN));
    if (days.some(Number.isNaN)) return Number.NaN;
    return method(days[0] ?? 0, days.slice(1), held.step[index] ?? 1);
  });
}

/** The last 24 hours over the median day of two weeks, at least one step. */
export const medianRatio: DailyMethod = (today, days, step) => {
  const sorted = days.toSorted((a, b) => a - b);
  const median = ((sorted[6] ?? 0) + (sorted[7] ?? 0)) / 2;
  return today / Math.max(median, step);
};

/** EARS C1 (Hutwagner et al. 2003): standard deviations above the mean of the last seven days. */
export const earsC1: DailyMethod = (today, days, step) => {
  const week = days.slice(0, 7);
  const mean = week.reduce((sum, day) => sum + day, 0) / week.length;
  const variance = week.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (week.length - 1);
  return (today - mean) / Math.max(Math.sqrt(variance), step / 2, 0.05 * mean);
};

/** Farrington et al. 1996 for one day: two reweighting passes by Anscombe residuals, two-thirds power. */
export const farrington: DailyMethod = (today, days, step) => {
  let weights = days.map(() => 1);
  let mean = 0;
  let dispersion = 1;
  for (let pass = 0; pass < 3; pass += 1) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    mean = Math.max(days.reduce((sum, day, index) => sum + day * (weights[index] ?? 0), 0) / total, step);
    const squares = days.reduce((sum, day, index) => sum + (weights[index] ?? 0) * (day - mean) ** 2, 0);
    dispersion = Math.max(step, squares / total / mean);
    const scale = Math.sqrt(Math.cbrt(mean) * dispersion);
    weights = days.map((day) => {
      const residual = (1.5 * (Math.cbrt(day * day) - Math.cbrt(mean * mean))) / scale;
      return residual < 2.58 ? 1 : (2.58 / residual) ** 2;
    });
  }
  const spread = Math.sqrt((4 / 9) * Math.cbrt(mean) * dispersion * (1 + 1 / days.length));
  return (Math.cbrt(today * today) - Math.cbrt(mean * mean)) / spread;
};
