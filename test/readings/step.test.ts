import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gridStep, inferStep } from '../../src/readings/step.ts';

describe('the step of a count', () => {
  test.each([
    [0, 1, 'zero is exact'],
    [9_999, 1, 'below 10,000 every count is exact'],
    [9_900, 1, 'even when it ends in zeros'],
    [12_300, 100, '12.3K moves in hundreds'],
    [12_345, 1, 'a count off the grid is exact'],
    [999_900, 100, '999.9K is the last in hundreds'],
    [1_000_000, 1e5, '1.0M moves in 100,000s'],
    [1_234_500, 1, 'round, but not on the grid of its size'],
    [3_400_000_000, 1e8, '3.4B moves in 100,000,000s'],
    [954_780_316_160, 1, 'an exact count in the billions'],
    [119_178_100_000_000, 1e8, '119178.1B'],
  ])('%i has step %i: %s', (count, step) => {
    expect(inferStep(count)).toBe(step);
  });

  test('a count rounded to the grid always shows the grid step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 2 ** 50 }), (exact) => {
        const rounded = Math.round(exact / gridStep(exact)) * gridStep(exact);
        expect(inferStep(rounded)).toBe(gridStep(rounded));
      }),
    );
  });
});
