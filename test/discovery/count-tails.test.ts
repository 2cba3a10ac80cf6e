import { describe, expect, test } from 'vitest';
import { countTail, discoveryLimit } from '../../src/discovery/count-tails.ts';

describe('the tail of a count', () => {
  test.each<readonly [shape: number, past: number, exposure: number, count: number, chance: number]>([
    [3, 4, 1, 0, 1],
    [3, 4, 1, 8, 7.79264e-5],
    [0.25, 10, 40, 12, 0.008182355],
    [0.25, 6000, 300, 8, 1.564954e-12],
    [12.5, 20, 1, 9, 1.700059e-7],
    [0.25, 10, 300, 30, 0.07088921],
  ])('after %d events in %d, in %d from %d on', (shape, past, exposure, count, chance) => {
    expect(Math.abs(countTail({ shape, past }, exposure, count) / chance - 1)).toBeLessThan(1e-4);
  });

  test('is that of a Poisson count where the past is long', () => {
    // By R: ppois(7, 3, lower.tail = FALSE).
    expect(countTail({ shape: 3e6, past: 1e6 }, 1, 8)).toBeCloseTo(0.0119045, 6);
  });
});

describe('the limit for what is news', () => {
  test('lets more chances pass the more are small (Benjamini and Hochberg)', () => {
    expect(discoveryLimit([0.04, 0.001, 0.9], 5, 0.05)).toBe(0.001);
    expect(discoveryLimit([0.001, 0.002, 0.03, 0.9], 5, 0.05)).toBe(0.03);
  });

  test('is 0 where nothing is news, whatever chances are close', () => {
    expect(discoveryLimit([0.02, 0.03], 5, 0.05)).toBe(0);
    expect(discoveryLimit([], 5, 0.05)).toBe(0);
  });
});
