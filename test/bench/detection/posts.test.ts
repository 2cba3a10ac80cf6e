import { describe, expect, test } from 'vitest';
import { scoreDetector } from '../../../src/bench/detection/detector.ts';
import type { LabelledSeries } from '../../../src/bench/detection/series.ts';
import { generateRecord, type SyntheticRecord } from '../../../src/bench/detection/synthetic/generate.ts';
import { alarmInstants } from '../../../src/bench/detection/tally.ts';
import { thresholdOf } from '../../../src/detector/momentum/settings.ts';
import { HOUR_MS } from '../../../src/text/time.ts';

/** Posts support a breakout and veto none (docs/detection.md, "Posts"): five seeds at the balanced threshold. */
const RECORDS = [5, 7, 11, 21, 33].map((seed) =>
  generateRecord({ seed, hashtags: 20, days: 60, everyHours: 1 }),
);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** For each breakout the hours from its onset to the alarm; undefined where it was missed. */
function delays(series: readonly LabelledSeries[], sight: 'views' | 'views and posts') {
  return series.flatMap((one) => {
    const alarms = alarmInstants(one.at, scoreDetector(one, sight), thresholdOf('balanced'));
    return one.segments.flatMap(({ events }) =>
      events.map(({ onset }) =>
        alarms.map((alarm) => (alarm - onset) / HOUR_MS).find((hours) => hours >= -2 && hours <= 72),
      ),
    );
  });
}

function compare(kind: Exclude<keyof SyntheticRecord, 'rounded'>) {
  const seeds = RECORDS.map((record) => ({
    alone: delays(record[kind], 'views'),
    together: delays(record[kind], 'views and posts'),
  }));
  const medianDelay = (one: readonly (number | undefined)[]) => median(one.flatMap((hours) => hours ?? []));
  return {
    later: median(seeds.map(({ alone, together }) => medianDelay(together) - medianDelay(alone))),
    lost: seeds.flatMap(({ alone, together }) =>
      alone.filter((hours, event) => hours !== undefined && together[event] === undefined),
    ),
  };
}

describe('posts beside views', () => {
  test('in lists that show all new posts, they find breakouts earlier, and lose none', () => {
    const { later, lost } = compare('exact');
    expect(later).toBeLessThanOrEqual(-0.5);
    expect(lost).toEqual([]);
  });

  test('in lists that crowd new posts out, they find them no later, and lose none', () => {
    const { later, lost } = compare('crowded');
    expect(later).toBeLessThanOrEqual(0);
    expect(lost).toEqual([]);
  });
});
