/** What numbers do that is no news, each kind seen in the field: the whole judge, both rules. */
import { describe, expect, test } from 'vitest';
import { play, sampleOf, watchOf } from '../support/given.ts';

const WATCH = watchOf('booktok', { rule: 'both', minViewsPerDay: 1000 });

describe('a handful of views', () => {
  test.each([
    ['0 to 28 in three hours', [1, 28], 3],
    ['1 to 60 in an hour', [1, 60], 1],
    ['100 to 112 in an hour', [100, 112], 1],
  ])('%s is no news', (_, [from = 0, to = 0], hours) => {
    const judged = play([sampleOf(0, from), sampleOf(hours, to)], WATCH);
    expect(judged.at(-1)?.verdict).toMatchObject({
      kind: 'suppressed',
      reason: expect.stringContaining('min-views'),
    });
  });

  test('without a floor it is', () => {
    const judged = play([sampleOf(0, 100), sampleOf(1, 112)], watchOf());
    expect(judged.at(-1)?.change.opened).toBe(true);
  });

  test('the floor is in views a day', () => {
    const floor = (minViewsPerDay: number) => watchOf('booktok', { rule: 'both', minViewsPerDay });
    const samples = [sampleOf(0, 2_003), sampleOf(3, 4_003)];
    expect(play(samples, floor(15_000)).at(-1)?.change.opened).toBe(true);
    expect(play(samples, floor(17_000)).at(-1)?.change.opened).toBe(false);
  });
});
