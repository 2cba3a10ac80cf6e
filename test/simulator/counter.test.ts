import { describe, expect, test } from 'vitest';
import { inferStep } from '../../src/readings/step.ts';
import { roundToGrid } from '../../src/simulator/counter.ts';
import type { HashtagPlan } from '../../src/simulator/plan.ts';
import { weeklyRhythm } from '../../src/simulator/rhythm.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const START = Date.UTC(2026, 9, 5);
const HOURS = 2000;

/** Hourly shown views of one hashtag from the start on. */
function shownHourly(plan: Omit<HashtagPlan, 'name'>, hours = HOURS): readonly number[] {
  const world = createWorld({ seed: 5, start: START, hashtags: [{ name: 'a', ...plan }] });
  return Array.from({ length: hours }, (_, hour) => world.counters('a', START + hour * HOUR_MS)?.views ?? -1);
}

function shareOfMoves(views: readonly number[], test: (move: number) => boolean): number {
  const moves = views.slice(1).map((value, index) => value - (views[index] ?? 0));
  return moves.filter(test).length / moves.length;
}

describe('the counter', () => {
  test.each([
    [9_999, 9_999, 'exact below 10,000'],
    [12_349, 12_300, '12.3K'],
    [12_350, 12_400, 'rounded to nearest, never truncated'],
    [999_960, 1_000_000, 'up into the next unit'],
    [4_149_999, 4_100_000, '4.1M'],
    [119_178_123_456_789, 119_178_100_000_000, '119178.1B'],
  ])('%i is shown as %i: %s', (count, shown) => {
    expect(roundToGrid(count)).toBe(shown);
  });

  test('a rounded hashtag only shows values of its grid, an exact one others too', () => {
    expect(shownHourly({ views: 64_012_345 }).every((views) => inferStep(views) === 1e5)).toBe(true);
    expect(shownHourly({ views: 64_012_345, counter: 'exact' }).some((views) => inferStep(views) === 1)).toBe(
      true,
    );
  });

  test.each([
    [{ views: 2_532_418, counter: 'exact' }, 'exact'],
    [{ views: 120_020_000 }, 'rounded in fine steps'],
    [{ views: 30_400 }, 'small'],
  ] as const)('3-5 %% of consecutive readings fall: %o (%s)', (plan, _kind) => {
    const falling = shareOfMoves(shownHourly(plan), (move) => move < 0);
    expect(falling).toBeGreaterThan(0.028);
    expect(falling).toBeLessThan(0.052);
  });

  test('jitter is small, and none is none', () => {
    const views = shownHourly({ views: 2_532_418, counter: 'exact' });
    const dips = views.slice(1).map((value, index) => 1 - value / (views[index] ?? 1));
    expect(Math.max(...dips)).toBeLessThanOrEqual(0.03);
    const steady = shownHourly({ views: 2_532_418, counter: 'exact', wobbleShare: 0 });
    expect(shareOfMoves(steady, (move) => move < 0)).toBe(0);
  });

  test.each([2_500_000, 3_400_000_000])(
    'at %i views, 97 % of hourly readings or more show no change',
    (views) => {
      expect(shareOfMoves(shownHourly({ views }), (move) => move === 0)).toBeGreaterThan(0.97);
    },
  );

  test('a restatement stays, a glitch passes', () => {
    const calm = { views: 120_000, noise: 0, wobbleShare: 0, growthPerDay: 0.001 };
    const restated = shownHourly({ ...calm, nuisances: [{ kind: 'restatement', hour: 5, factor: 2 }] }, 12);
    const glitch = { kind: 'glitch', hour: 4.9, factor: 2.6, minutes: 30 } as const;
    const glitched = shownHourly({ ...calm, nuisances: [glitch] }, 12);
    expect(restated.map((views) => Math.round(views / 120_000))).toEqual([
      1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2,
    ]);
    expect(glitched.map((views) => Math.round(views / 120_000))).toEqual([
      1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1,
    ]);
  });

  test('the number of videos is 0 where TikTok does not give it, and grows where it does', () => {
    const world = createWorld({
      seed: 5,
      start: START,
      hashtags: [
        { name: 'a', views: 1e9 },
        { name: 'b', views: 1e9, videoCount: 'zero' },
      ],
    });
    const countAfter = (name: string, hours: number) =>
      world.counters(name, START + hours * HOUR_MS)?.videoCount;
    expect(countAfter('a', 100)).toBeGreaterThan(countAfter('a', 0) ?? Number.NaN);
    expect(countAfter('b', 100)).toBe(0);
  });
});

describe('the weekly rhythm', () => {
  test.each([1.7, 2.2, 3])('day and night differ by %d: lowest 06-09, highest 18-02 UTC', (ratio) => {
    const monday = [...weeklyRhythm(ratio, 0.2).slice(0, 24)];
    const highest = monday.indexOf(Math.max(...monday));
    expect(Math.max(...monday) / Math.min(...monday)).toBeCloseTo(ratio, 6);
    expect([6, 7, 8]).toContain(monday.indexOf(Math.min(...monday)));
    expect([18, 19, 20, 21, 22, 23, 0, 1]).toContain(highest);
  });

  test('has mean 1, and more on weekends', () => {
    const rhythm = [...weeklyRhythm(2, 0.2)];
    expect(rhythm.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 9);
    expect((rhythm[5 * 24] ?? 0) / (rhythm[0] ?? 1)).toBeCloseTo(1.2, 9);
  });
});
