import { expect, test } from 'vitest';
import { poissonTail } from '../../src/discovery/poisson.ts';

/** By R: ppois(count - 1, mean, lower.tail = FALSE). */
test.each<readonly [number, number, number]>([
  [1, 1, 0.6321206],
  [1, 0, 1],
  [3, 8, 0.0119045],
  [0.75, 8, 1.279e-6],
  [0.25, 12, 9.8e-17],
])('the tail of a Poisson count with mean %d from %d on', (mean, count, chance) => {
  expect(Math.abs(poissonTail(mean, count) / chance - 1)).toBeLessThan(0.02);
});
