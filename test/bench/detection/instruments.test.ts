import { describe, expect, test } from 'vitest';
import { bootstrapDifference, drawHashtags } from '../../../src/bench/detection/bootstrap.ts';
import type { LabelledSeries } from '../../../src/bench/detection/series.ts';
import { figuresAt, sweepThresholds } from '../../../src/bench/detection/sweep.ts';
import { seededChance } from '../../../src/bench/detection/synthetic/random.ts';
import { alarmInstants, tallySeries } from '../../../src/bench/detection/tally.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';

const hours = (count: number) => Float64Array.from({ length: count }, (_, hour) => hour * HOUR_MS);
const scoresAt = (length: number, above: readonly (readonly [from: number, to: number])[]) =>
  Float64Array.from({ length }, (_, hour) =>
    above.some(([from, to]) => hour >= from && hour <= to) ? 9 : 0,
  );

describe('what counts as an alarm', () => {
  test.each<[string, [number, number][], number[]]>([
    ['an upward crossing', [[10, 12]], [10]],
    ['one alarm while it stays above', [[10, 60]], [10]],
    [
      'not the next one within 24 h',
      [
        [10, 12],
        [30, 32],
      ],
      [10],
    ],
    [
      'the next one after 24 h and 6 h below',
      [
        [10, 12],
        [40, 42],
      ],
      [10, 40],
    ],
    [
      'not after less than 6 h below',
      [
        [10, 40],
        [44, 46],
      ],
      [10],
    ],
  ])('%s', (_, above, expected) => {
    const alarms = alarmInstants(hours(100), scoresAt(100, above), 8);
    expect(alarms.map((alarm) => alarm / HOUR_MS)).toEqual(expected);
  });
});

const DAYS = 45;
const series: LabelledSeries = {
  hashtag: 'example',
  at: hours(DAYS * 24),
  views: new Float64Array(DAYS * 24),
  segments: [
    {
      from: 0,
      to: DAYS * DAY_MS,
      events: [{ onset: 500 * HOUR_MS, peak: 520 * HOUR_MS, end: 560 * HOUR_MS }],
      ambiguous: [{ from: 700 * HOUR_MS, to: 720 * HOUR_MS }],
    },
  ],
};
const tally = (above: readonly (readonly [number, number])[]) =>
  tallySeries(series, scoresAt(DAYS * 24, above), 8);

describe('what an alarm is worth', () => {
  test('halfway up is worth a half, on the peak nothing more, and neither is false', () => {
    expect(tally([[510, 512]])).toMatchObject({
      events: 1,
      delays: [10],
      beforePeak: 1,
      earliness: 0.5,
      falseAlarms: 0,
    });
    expect(tally([[530, 532]])).toMatchObject({ delays: [30], beforePeak: 0, earliness: 0, falseAlarms: 0 });
  });
  test('two hours before the onset is still right, three are false', () => {
    expect(tally([[498, 499]])).toMatchObject({ delays: [-2], earliness: 1, falseAlarms: 0 });
    expect(tally([[497, 498]])).toMatchObject({ delays: [], falseAlarms: 1 });
  });
  test('elsewhere it is false, save in an ambiguous zone or within the burn-in of 15 days', () => {
    expect(tally([[900, 901]])).toMatchObject({ falseAlarms: 1, delays: [] });
    expect(tally([[710, 711]])).toMatchObject({ falseAlarms: 0, alarms: 1 });
    expect(tally([[100, 101]])).toMatchObject({ falseAlarms: 0, alarms: 0 });
  });
  test('hours are those after the burn-in', () => {
    expect(tally([]).hours).toBe((DAYS - 15) * 24);
  });
});

describe('matching false alarms', () => {
  const chance = seededChance(3);
  const many = Array.from({ length: 30 }, () => series);
  /** Noise, and a bump of the given height in the first hours of the breakout. */
  const noisy = (height: number) =>
    many.map(() =>
      Float64Array.from(
        { length: DAYS * 24 },
        (_, hour) => Math.abs(chance.normal()) + (hour >= 505 && hour < 515 ? height : 0),
      ),
    );
  const everyone = many.map((_, index) => index);

  test('the figures answer at the rate that was asked for', () => {
    const sweep = sweepThresholds(many, noisy(3));
    for (const target of [0.3, 1, 3]) {
      expect(figuresAt(sweep, target, everyone).falseAlarmsPerMonth).toBeCloseTo(target);
    }
    expect(figuresAt(sweep, 3, everyone).threshold).toBeLessThan(figuresAt(sweep, 0.3, everyone).threshold);
  });

  test('a method that sees more has a gain whose interval leaves out zero; equals have none', () => {
    const draws = drawHashtags(many.length, 100, seededChance(1).uniform);
    const good = sweepThresholds(many, noisy(4));
    const poor = sweepThresholds(many, noisy(1));
    expect(bootstrapDifference(good, poor, 1, draws).recall.low).toBeGreaterThan(0.2);
    expect(bootstrapDifference(good, good, 1, draws).recall).toEqual({ low: 0, high: 0 });
  });
});
