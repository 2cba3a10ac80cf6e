import { describe, expect, test } from 'vitest';
import { scoreDetector } from '../../../src/bench/detection/detector.ts';
import type { LabelledSeries } from '../../../src/bench/detection/series.ts';
import { generateRecord, type SyntheticRecord } from '../../../src/bench/detection/synthetic/generate.ts';
import { tallySeries } from '../../../src/bench/detection/tally.ts';
import { thresholdOf } from '../../../src/detector/momentum/settings.ts';

/** Posts support a breakout and veto none (docs/detection.md, "Posts"): five seeds at the balanced threshold. */
const RECORDS = [5, 7, 11, 21, 33].map((seed) =>
  generateRecord({ seed, hashtags: 20, days: 60, everyHours: 1 }),
);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Hours from onset to alarm of the breakouts found. */
function delays(series: readonly LabelledSeries[], sight: 'views' | 'views and posts'): readonly number[] {
  return series.flatMap((one) => tallySeries(one, scoreDetector(one, sight), thresholdOf('balanced')).delays);
}

function compare(kind: Exclude<keyof SyntheticRecord, 'rounded'>) {
  const seeds = RECORDS.map((record) => ({
    alone: delays(record[kind], 'views'),
    together: delays(record[kind], 'views and posts'),
  }));
  return {
    later: median(seeds.map(({ alone, together }) => median(together) - median(alone))),
    found: seeds.reduce((sum, { together }) => sum + together.length, 0),
    foundAlone: seeds.reduce((sum, { alone }) => sum + alone.length, 0),
  };
}

describe('posts beside views', () => {
  test('in lists that show all new posts, they find breakouts earlier, and more of them', () => {
    const { later, found, foundAlone } = compare('exact');
    expect(later).toBeLessThanOrEqual(-0.5);
    expect(found).toBeGreaterThanOrEqual(foundAlone);
  });

  test('in lists that crowd new posts out, they find them no later, and nearly as many', () => {
    const { later, found, foundAlone } = compare('crowded');
    expect(later).toBeLessThanOrEqual(0);
    expect(found / foundAlone).toBeGreaterThan(0.94);
  });
});
