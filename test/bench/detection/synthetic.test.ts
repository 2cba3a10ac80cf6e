import { beforeAll, describe, expect, test } from 'vitest';
import { benchDetection, type DetectionBench, isTuningHashtag } from '../../../src/bench/detection/bench.ts';
import { generateRecord, roundToGrid } from '../../../src/bench/detection/synthetic/generate.ts';
import { HOUR_MS } from '../../../src/text/time.ts';

const SMALL = { seed: 5, hashtags: 40, days: 60, everyHours: 1 };

describe('the synthetic record', () => {
  const record = generateRecord(SMALL);

  test('is the same for the same seed, and another for another', () => {
    const again = generateRecord({ ...SMALL, hashtags: 3 });
    expect(again.exact).toEqual(record.exact.slice(0, 3));
    const other = generateRecord({ ...SMALL, hashtags: 3, seed: 6 });
    expect(other.exact[0]?.views).not.toEqual(record.exact[0]?.views);
  });

  test('runs are late by 5 to 58 minutes, some are missing', () => {
    const at = record.exact.flatMap((series) => [...series.at]);
    const minutes = at.map((instant) => (instant % HOUR_MS) / 60_000);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(58);
    const present = at.length / (SMALL.hashtags * SMALL.days * 24);
    expect(present).toBeGreaterThan(0.85);
    expect(present).toBeLessThan(0.95);
  });

  test('the rounded twin shows the same life on the grid', () => {
    for (const [index, series] of record.rounded.entries()) {
      const exact = record.exact[index]?.views ?? new Float64Array();
      expect(series.views.every((views, place) => views === roundToGrid(exact[place] ?? 0))).toBe(true);
    }
  });

  test('planted breakouts raise the rate as they say', () => {
    const ratios = record.exact.flatMap((series) =>
      (series.segments[0]?.events ?? []).map(({ onset, peak }) => {
        const between = (from: number, to: number) => {
          const places = [...series.at.keys()].filter((place) => {
            const at = series.at[place] ?? 0;
            return at >= from && at <= to;
          });
          const first = places[0] ?? 0;
          const last = places.at(-1) ?? first;
          return (
            ((series.views[last] ?? 0) - (series.views[first] ?? 0)) /
            ((series.at[last] ?? 0) - (series.at[first] ?? 0))
          );
        };
        return between(peak, peak + 12 * HOUR_MS) / between(onset - 48 * HOUR_MS, onset);
      }),
    );
    const sorted = ratios.toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(30);
    expect(sorted[sorted.length >> 1]).toBeGreaterThan(5);
  });
});

describe('the detector on the synthetic record (a guard on the figures)', () => {
  let bench: DetectionBench;
  beforeAll(() => {
    bench = benchDetection({ seed: 5, hashtags: 40, days: 60, draws: 10, cadences: [], seeds: 0 });
  });
  const figures = (title: string, method: string, rate: number) => {
    const comparison = bench.comparisons.find((one) => one.title.endsWith(title));
    const row = comparison?.rows.find((one) => one.method === method && one.falseAlarmsPerMonth === rate);
    if (row === undefined) throw new Error(`no row ${method} at ${rate} in ${title}`);
    return row.figures;
  };

  test.each([
    ['exact counters', 0.92, 0.75, 0.37, 6.5],
    ["on TikTok's grid", 0.88, 0.61, 0.27, 8.5],
  ])(
    '%s: recall, before peak, early-detection score and delay keep their floor at 0.33',
    (title, recall, beforePeak, eds, delay) => {
      const now = figures(title, 'detector', 0.33);
      expect(now.recall).toBeGreaterThanOrEqual(recall);
      expect(now.beforePeak).toBeGreaterThanOrEqual(beforePeak);
      expect(now.eds).toBeGreaterThanOrEqual(eds);
      expect(now.delayHours).toBeLessThanOrEqual(delay);
    },
  );

  test.each(['24 h Farrington', 'EWMA-z', 'plain CUSUM', 'growth %, tuned', 'the 10 % rule'])(
    'it is ahead of %s in the early-detection score',
    (method) => {
      for (const title of ['exact counters', "on TikTok's grid"]) {
        const theirs = bench.comparisons
          .find((one) => one.title.endsWith(title))
          ?.rows.filter((one) => one.method === method)
          .map((one) => one.figures.eds);
        expect(Math.max(...(theirs ?? [1]))).toBeLessThan(figures(title, 'detector', 0.33).eds);
      }
    },
  );

  test('the balanced bar costs about what it says', () => {
    const balanced = bench.bars.filter((bar) => bar.sensitivity === 'balanced');
    expect(balanced.length).toBe(2);
    for (const bar of balanced) expect(bar.figures.falseAlarmsPerMonth).toBeLessThan(0.2);
  });

  test('half of the hashtags, give or take, may be tuned on', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `hashtag${index}`);
    const share = names.filter(isTuningHashtag).length / names.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });
});
