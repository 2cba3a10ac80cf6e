import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chancePerMonth, scoreOf } from '../../../src/detector/momentum/calibration.ts';
import { readCounter } from '../../../src/detector/momentum/corrections.ts';
import type {
  CounterMemory,
  GainsMemory,
  SeasonMemory,
} from '../../../src/detector/momentum/momentum-memory.ts';
import { compactCount } from '../../../src/detector/momentum/reasons.ts';
import {
  holdToBudget,
  scoreThreshold,
  thresholdForBudget,
} from '../../../src/detector/momentum/score-threshold.ts';
import {
  exposureBetween,
  learnSeason,
  poolSeasons,
  rhythmOf,
} from '../../../src/detector/momentum/season.ts';
import { thresholdOf } from '../../../src/detector/momentum/settings.ts';
import { roundTo } from '../../../src/detector/momentum/significant-digits.ts';
import { creditGain, dailyGains, gainedWithin } from '../../../src/detector/momentum/slots.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';
import { START } from './feed.ts';

describe('the counter', () => {
  const read = (counts: readonly (readonly [hour: number, views: number])[], step = 1, usual = 100) => {
    let counter: CounterMemory = { top: 100_000, offset: 0 };
    return counts.map(([hour, views]) => {
      const result = readCounter(counter, START + hour * HOUR_MS, views, step, usual);
      counter = result.counter;
      return [result.note, result.gain];
    });
  };
  test.each<[string, Parameters<typeof read>[0], unknown[]]>([
    ['a rise is growth', [[1, 100_500]], [['moved', 500]]],
    [
      'a dip is held and no growth is credited on recovery',
      [
        [1, 99_000],
        [7, 100_000],
        [8, 100_200],
      ],
      [
        ['dip', 0],
        ['still', 0],
        ['moved', 200],
      ],
    ],
    [
      'a dip of a day is a correction; growth goes on from there',
      [
        [1, 90_000],
        [20, 91_000],
        [26, 91_000],
        [27, 91_300],
      ],
      [
        ['dip', 0],
        ['dip', 0],
        ['corrected', 0],
        ['moved', 300],
      ],
    ],
    [
      'an enormous jump waits; more growth confirms all of it',
      [
        [1, 200_000],
        [2, 210_000],
      ],
      [
        ['jump', 0],
        ['moved', 110_000],
      ],
    ],
    [
      'an enormous jump that the next reading contradicts never was',
      [
        [1, 300_000],
        [2, 100_200],
      ],
      [
        ['jump', 0],
        ['moved', 200],
      ],
    ],
    [
      'an enormous jump with quiet after it was a restatement; growth goes on from there',
      [
        [1, 300_000],
        [5, 300_100],
        [11, 300_200],
        [12, 300_350],
      ],
      [
        ['jump', 0],
        ['jump', 0],
        ['restated', 0],
        ['moved', 150],
      ],
    ],
  ])('%s', (_, counts, expected) => {
    expect(read(counts)).toEqual(expected);
  });
});

describe('the slots', () => {
  const empty: GainsMemory = { open: 0, slots: new Array(122).fill(0) };

  test('what is credited is found again, whatever the cadence', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 24 }), (gains) => {
        const end = START + gains.length * HOUR_MS;
        const slots = gains.reduce(
          (current, gain, hour) =>
            creditGain(current, START + hour * HOUR_MS, START + (hour + 1) * HOUR_MS, gain),
          empty,
        );
        const total = gains.reduce((sum, gain) => sum + gain, 0);
        expect(gainedWithin(slots, end, 24)).toBeGreaterThan(total * 0.98 - 1);
        expect(gainedWithin(slots, end, 24)).toBeLessThan(total * 1.02 + 1);
      }),
    );
  });

  test('a year without readings leaves no trace of the year before', () => {
    const busy = creditGain(empty, START, START + 15 * DAY_MS, 1e6);
    const later = START + 380 * DAY_MS;
    const quiet = creditGain(busy, START + 15 * DAY_MS, later, 0);
    expect([gainedWithin(quiet, later, 24), ...dailyGains(quiet, later, 14)]).toEqual(new Array(15).fill(0));
  });

  test('days roll with the clock', () => {
    const slots = creditGain(empty, START, START + 10 * DAY_MS, 10_000);
    for (const day of dailyGains(slots, START + 10 * DAY_MS + HOUR_MS, 5)) {
      expect(day).toBeGreaterThan(990);
      expect(day).toBeLessThan(1010);
    }
  });
});

describe('the rhythm of the day', () => {
  const blank: SeasonMemory = { means: new Array(8).fill(1), days: new Array(8).fill(0) };
  const midnight = Math.floor(START / (3 * HOUR_MS));
  const taught = (days: number): SeasonMemory => {
    let season = blank;
    for (let slot = 0; slot < days * 8; slot += 1) {
      season = learnSeason(season, midnight + slot, slot % 8 < 4 ? 0.5 : 1.5);
    }
    return season;
  };

  test('is flat before anything is known, and learnt within a week or two', () => {
    expect(exposureBetween(rhythmOf(blank, undefined), START, START + 3 * HOUR_MS)).toBeCloseTo(3);
    const rhythm = rhythmOf(taught(14), undefined);
    expect(exposureBetween(rhythm, START, START + 6 * HOUR_MS)).toBeGreaterThan(2.9);
    expect(exposureBetween(rhythm, START, START + 6 * HOUR_MS)).toBeLessThan(3.9);
    expect(exposureBetween(rhythm, START + 5 * HOUR_MS, START + 53 * HOUR_MS)).toBeCloseTo(48);
  });

  test('a slot that was not seen keeps its bytes', () => {
    const before = taught(5);
    const after = learnSeason(before, midnight + 40, 1);
    expect(after.means.filter((mean, slot) => mean !== before.means[slot]).length).toBe(1);
  });

  test('is pooled from ten hashtags on', () => {
    expect(poolSeasons(new Array(9).fill(taught(5)))).toBeUndefined();
    const prior = poolSeasons(new Array(10).fill(taught(5)));
    expect(prior?.[1]).toBeCloseTo(0.5, 1);
    expect(prior?.[6]).toBeCloseTo(1.5, 1);
    const rhythm = rhythmOf(blank, prior);
    expect(exposureBetween(rhythm, START, START + 6 * HOUR_MS)).toBeCloseTo(3, 0);
  });
});

describe('the bar', () => {
  test('a quieter sensitivity has a higher bar, and a balanced score costs one false alarm in ten months', () => {
    expect(thresholdOf('early')).toBeLessThan(thresholdOf('balanced'));
    expect(thresholdOf('balanced')).toBeLessThan(thresholdOf('quiet'));
    expect(chancePerMonth(thresholdOf('balanced'))).toBeCloseTo(0.1);
    expect(thresholdForBudget(10)).toBeCloseTo(thresholdOf('balanced'));
  });

  test('by views alone, read every three hours, a counter’s steps tell how rare a score is; with posts none do', () => {
    const chance = (stepsPerReading: number, posts: 'known' | 'unknown', everyHours = 3) =>
      chancePerMonth(8, { everyHours, stepsPerReading, posts });
    expect([0.05, 0.2, 3, 50].map((steps) => chance(steps, 'unknown'))).toEqual(
      [0.0005, 0.0025, 0.035, 0.0015].map((perMonth) => expect.closeTo(perMonth, 6)),
    );
    expect(chance(0.05, 'known')).toBeCloseTo(0.1);
    expect(chance(0.05, 'unknown', 1)).toBeCloseTo(0.1);
  });

  test('the own record moves the bar: too many false alarms up, none down, within bounds', () => {
    expect(holdToBudget(10, { falseAlarms: 0, expected: 0 })).toBe(8);
    expect(holdToBudget(10, { falseAlarms: 30, expected: 10 })).toBe(9);
    expect(holdToBudget(10, { falseAlarms: 0, expected: 10 })).toBe(7);
    expect(holdToBudget(10, { falseAlarms: 1e6, expected: 1 })).toBe(14);
    expect(holdToBudget(10, { falseAlarms: 0, expected: 1e6 })).toBe(6);
    expect(holdToBudget(1, { falseAlarms: 0, expected: 1e6 })).toBe(3);
  });

  test('a budget’s bar lies within 3 and 14, does not move without a record, and never falls by a false alarm', () => {
    const months = fc.double({ min: 1, max: 60, noNaN: true });
    const record = fc.record({
      falseAlarms: fc.nat(),
      expected: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(months, record, (every, { falseAlarms, expected }) => {
        const bar = holdToBudget(every, { falseAlarms, expected });
        expect(bar).toBeGreaterThanOrEqual(3);
        expect(bar).toBeLessThanOrEqual(14);
        expect(holdToBudget(every, { falseAlarms: falseAlarms + 1, expected })).toBeGreaterThanOrEqual(bar);
        expect(scoreThreshold({ falseAlarmEveryMonths: every })).toBe(thresholdForBudget(every));
        expect(scoreThreshold('quiet', { falseAlarms, expected })).toBe(thresholdOf('quiet'));
      }),
    );
  });

  test('the same evidence is worth more where readings are rare', () => {
    const score = (everyHours: number, stepsPerReading: number) =>
      scoreOf({ excess: 5, allowance: 6 }, 0, { everyHours, stepsPerReading, posts: 'unknown' });
    expect(score(3, 1000)).toBeGreaterThan(score(1, 1000));
    expect(score(0.5, 1000)).toBe(score(1, 1000));
    expect(score(24, 1)).toBe(score(6, 1));
    expect(score(2.5, 30)).toBeGreaterThan(score(3, 10));
  });
});

describe('numbers', () => {
  test.each([
    [123_456, 4, 123_500],
    [0.000123456, 4, 0.0001235],
    [-98_765, 3, -98_800],
    [1e-12, 4, 0],
    [Number.NaN, 4, 0],
    [99_999, 4, 100_000],
  ])('%d to %i digits is %d', (value, digits, expected) => {
    expect(roundTo(digits, value)).toBe(expected);
  });

  test('rounding twice is rounding once', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (value) => {
        expect(roundTo(4, roundTo(4, value))).toBe(roundTo(4, value));
      }),
    );
  });

  test.each([
    [0, '0'],
    [999, '999'],
    [1234, '1,234'],
    [45_600, '46K'],
    [999_900, '1.0M'],
    [1_900_000, '1.9M'],
    [23_400_000, '23M'],
    [3_400_000_000, '3.4B'],
  ])('%i reads %s', (count, text) => {
    expect(compactCount(count)).toBe(text);
  });
});
