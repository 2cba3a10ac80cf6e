import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accelerationBetween, velocityBetween } from '../../src/readings/velocity.ts';
import { roundToGrid } from '../../src/simulator/counter.ts';
import { isoUtc } from '../../src/text/time.ts';
import { count } from '../support/given.ts';

const trueCount = fc
  .integer({ min: 1, max: 20_000_000 })
  .chain((small) =>
    fc.constantFrom(1, 1_000, 1_000_000).map((unit) => small * unit + (unit > 1 ? small % unit : 0)),
  );
const gapHours = fc.double({ min: 0.25, max: 200, noNaN: true });

describe('velocity', () => {
  test.each<readonly [string, number, number, number, string, number, number, number]>([
    ['exact counts give one number', 1_000_001, 1, 1_150_001, 'measured', 14.99998, 14.99998, 14.99998],
    ['two hours halve it', 1_000_001, 2, 1_150_001, 'measured', 7.49999, 7.49999, 7.49999],
    ['rounded counts give a range', 2_000_000, 1, 2_400_000, 'measured', 14.634, 20, 25.641],
    ['one step is below resolution', 1_000_000, 1, 1_100_000, 'below-resolution', 0, 10, 21.053],
    ['so is no change', 3_400_000_000, 1, 3_400_000_000, 'below-resolution', -2.899, 0, 2.985],
    ['and a step down', 1_100_000, 1, 1_000_000, 'below-resolution', -17.391, -9.0909, 0],
    ['a fall is measured', 120_000_000, 1, 90_000_000, 'measured', -25.073, -25, -24.927],
    [
      'exact and rounded mix: the coarser counts',
      12_345,
      1,
      12_400,
      'below-resolution',
      0.0405,
      0.4455,
      0.8505,
    ],
    ['an exact count that stands still has no growth', 1_234_567, 1, 1_234_567, 'measured', 0, 0, 0],
  ])('%s', (_why, before, hours, now, kind, low, nominal, high) => {
    const velocity = velocityBetween(count(0, before), count(hours, now));
    expect(velocity).toMatchObject({
      kind,
      low: expect.closeTo(low, 3),
      nominal: expect.closeTo(nominal, 3),
      high: expect.closeTo(high, 3),
    });
  });

  test.each<readonly [string, number, string]>([
    ['ten minutes later', 10 / 60, 'only 10 minutes since the last reading'],
    ['one minute later', 1 / 60, 'only 1 minute since the last reading'],
    ['at the same instant', 0, 'only 0 minutes since the last reading'],
    ['an hour before', -1, `older than the last reading, of ${isoUtc(count(0, 1).at)}`],
    ['seconds before', -0.005, `older than the last reading, of ${isoUtc(count(0, 1).at)}`],
  ])('%s is unknown, and says why', (_why, hours, reason) => {
    expect(velocityBetween(count(0, 1_000), count(hours, 2_000))).toEqual({ kind: 'unknown', reason });
  });

  test('the interval holds every pair of true counts that would show these two', () => {
    fc.assert(
      fc.property(trueCount, trueCount, gapHours, fc.boolean(), (from, to, hours, exactNow) => {
        const shown = [count(0, roundToGrid(from)), count(hours, exactNow ? to : roundToGrid(to))] as const;
        const velocity = velocityBetween(...shown);
        if (velocity.kind === 'unknown') return;
        const truth = ((to / from - 1) * 100) / velocity.hours;
        const slack = 1e-9 * Math.max(1, Math.abs(truth));
        expect(velocity.low).toBeLessThanOrEqual(truth + slack);
        expect(velocity.high).toBeGreaterThanOrEqual(truth - slack);
        expect(velocity.low).toBeLessThanOrEqual(velocity.nominal);
        expect(velocity.high).toBeGreaterThanOrEqual(velocity.nominal);
      }),
    );
  });
});

describe('acceleration', () => {
  const steady = velocityBetween(count(0, 1_000_001), count(1, 1_010_001));
  const faster = velocityBetween(count(1, 1_010_001), count(2, 1_050_001));
  const coarse = velocityBetween(count(0, 1_000_000), count(1, 1_000_000));

  test('is the change of velocity per hour between the middles of two gaps', () => {
    expect(accelerationBetween(steady, faster)).toMatchObject({
      kind: 'measured',
      nominal: expect.closeTo(2.9604, 3),
    });
    const late = velocityBetween(count(1, 1_010_001), count(4, 1_130_001));
    expect(accelerationBetween(steady, late)).toMatchObject({
      kind: 'measured',
      nominal: expect.closeTo((3.9604 - 1) / 2, 3),
    });
  });

  test.each([
    ['no velocity came before', undefined, steady, 'no velocity before this one'],
    [
      'the one before is unknown',
      { kind: 'unknown', reason: 'first reading' },
      steady,
      'no velocity before this one',
    ],
    ['this one is unknown', steady, { kind: 'unknown', reason: 'first reading' }, 'first reading'],
    ['both are below resolution', coarse, coarse, 'counter too coarse'],
  ] as const)('is unknown while %s', (_why, before, now, reason) => {
    expect(accelerationBetween(before, now)).toEqual({ kind: 'unknown', reason });
  });
});
