import { describe, expect, test } from 'vitest';
import { hourlyRuns, type ScheduleName } from '../../src/simulator/schedule.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/text/time.ts';

const START = Date.UTC(2026, 9, 5);
/** Sixteen months, as long as the record that the figures come from. */
const HOURS = 16 * 720;

function measure(style: ScheduleName) {
  const runs = hourlyRuns({ seed: 3, from: START, hours: HOURS, style });
  const gaps = runs.slice(1).map((run, index) => (run - (runs[index] ?? 0)) / MINUTE_MS);
  const minutes = runs.map((run) => (run % HOUR_MS) / MINUTE_MS);
  const hours = new Set(runs.map((run) => Math.floor(run / HOUR_MS)));
  return {
    runs,
    present: hours.size / HOURS,
    lateMedian: quantile(minutes, 0.5),
    gapMedian: quantile(gaps, 0.5),
    gapP95: quantile(gaps, 0.95),
    gapMean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    midnights: [...hours].filter((hour) => hour % 24 === 0).length / (HOURS / 24),
  };
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.floor(share * values.length)] ?? Number.NaN;
}

function expectBetween(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

describe('an hourly schedule', () => {
  test('of 2021: 22 min late, 74 % of hours present, midnight nearly always lost, gaps p50 63 and p95 120 min', () => {
    const { present, lateMedian, gapMedian, gapP95, midnights } = measure('github-2021');
    expectBetween(lateMedian, 19, 25);
    expectBetween(present, 0.69, 0.79);
    expectBetween(gapMedian, 60, 66);
    expectBetween(gapP95, 110, 135);
    expectBetween(midnights, 0, 0.3);
  });

  test('mild by default: some minutes late, now and then a hole', () => {
    const { runs, present, lateMedian } = measure('mild');
    expect(hourlyRuns({ seed: 3, from: START, hours: HOURS })).toEqual(runs);
    expectBetween(lateMedian, 5, 12);
    expectBetween(present, 0.9, 0.98);
  });

  test('starved: a run every four to five hours', () => {
    expectBetween(measure('starved').gapMean, 240, 300);
  });

  test('punctual: every hour on the hour', () => {
    const runs = hourlyRuns({ seed: 1, from: START + 1, hours: 3, style: 'punctual' });
    expect(runs).toEqual([1, 2, 3].map((hour) => START + hour * HOUR_MS));
  });

  test.each(['mild', 'github-2021', 'starved'] as const)(
    '%s: rises by a minute at least, from its seed alone',
    (style) => {
      const runs = hourlyRuns({ seed: 8, from: START, hours: 2000, style });
      expect(runs).toEqual(hourlyRuns({ seed: 8, from: START, hours: 2000, style }));
      expect(runs).not.toEqual(hourlyRuns({ seed: 9, from: START, hours: 2000, style }));
      expect(Math.min(...runs.slice(1).map((run, index) => run - (runs[index] ?? 0)))).toBeGreaterThanOrEqual(
        MINUTE_MS,
      );
      expect(runs.at(-1)).toBeLessThan(START + 2000 * HOUR_MS + DAY_MS);
    },
  );
});
