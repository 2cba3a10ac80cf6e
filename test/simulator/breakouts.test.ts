import { describe, expect, test } from 'vitest';
import { CAST_HOURS, defaultCast } from '../../src/simulator/cast.ts';
import { momentumAt } from '../../src/simulator/momentum.ts';
import type { BreakoutPlan, HashtagPlan } from '../../src/simulator/plan.ts';
import { drawCrowd } from '../../src/simulator/random-hashtags.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const START = Date.UTC(2026, 9, 5);

describe('the shape of a breakout', () => {
  const plan: BreakoutPlan = { onsetHour: 10, multiple: 11, riseHours: 8, plateauHours: 6, halfLifeHours: 4 };
  test.each([
    [9.9, 1, 'ordinary before the onset'],
    [14, 6, 'half the excess in the middle of the rise'],
    [18, 11, 'the multiple at the peak'],
    [23.9, 11, 'the plateau'],
    [28, 6, 'half the excess one half-life after it'],
    [1000, 1, 'ordinary again'],
  ])('at hour %d the momentum is %d: %s', (hour, momentum) => {
    expect(momentumAt([plan], hour)).toBeCloseTo(momentum, 9);
  });

  test('two waves leave a flat night between them', () => {
    const waves = [{ ...plan, waves: 'two' }] as const;
    expect(momentumAt(waves, 21)).toBeCloseTo(3, 9);
    expect(momentumAt(waves, 18)).toBeCloseTo(11, 9);
  });

  test('by default 11.6 hours pass from 10 % of the peak rate to the peak', () => {
    const excess = (hours: number) => momentumAt([{ onsetHour: 0, multiple: 2 }], hours) - 1;
    expect(excess(14.6 - 11.6)).toBeCloseTo(0.1, 2);
    expect(excess(14.6)).toBe(1);
  });
});

describe('the planted truth', () => {
  test('without noise, growth leaves the ordinary at the onset and peaks where planned', () => {
    const breakout: BreakoutPlan = {
      onsetHour: 48,
      multiple: 20,
      riseHours: 6,
      plateauHours: 4,
      halfLifeHours: 4,
    };
    const plan: HashtagPlan = {
      name: 'a',
      views: 1e8,
      growthPerDay: 0.0024,
      noise: 0,
      dayNightRatio: 1,
      breakouts: [breakout],
    };
    const world = createWorld({ seed: 1, start: START, hashtags: [plan] });
    const gained = (hour: number) =>
      (world.counters('a', START + (hour + 1) * HOUR_MS)?.trueViews ?? 0) -
      (world.counters('a', START + hour * HOUR_MS)?.trueViews ?? 0);
    expect(gained(46)).toBe(10_000);
    expect(gained(47)).toBe(10_000);
    expect(gained(48)).toBeGreaterThan(11_000);
    expect(gained(55)).toBe(200_000);
    const [truth] = world.breakouts();
    expect(truth).toMatchObject({ hashtag: 'a', onset: START + 48 * HOUR_MS, peak: START + 54 * HOUR_MS });
    expect(truth?.peakPercentPerHour).toBeCloseTo(0.2, 2);
  });

  test.each([1, 2, 3, 4, 5])(
    'seed %i: the cast has what the classic rule sees and what it cannot',
    (seed) => {
      const world = createWorld({ seed, start: START, hashtags: defaultCast() });
      const seen = world.breakouts().filter((breakout) => breakout.peakPercentPerHour > 10);
      const unseen = world.breakouts().filter((breakout) => breakout.peakPercentPerHour < 8);
      expect(seen.map((breakout) => breakout.hashtag).sort()).toEqual([
        'lipcombo',
        'mushroomcoffee',
        'pocketloom',
      ]);
      expect(unseen.map((breakout) => breakout.hashtag).sort()).toEqual([
        'glassskin',
        'grwm',
        'kitchenreset',
      ]);
      for (const { onset, peak, end } of world.breakouts()) {
        expect(onset).toBeGreaterThan(START + 168 * HOUR_MS);
        expect(peak).toBeGreaterThan(onset);
        expect(end).toBeLessThan(START + CAST_HOURS * HOUR_MS);
      }
      expect(world.nuisances().map((nuisance) => nuisance.kind)).toEqual([
        'restatement',
        'single-video',
        'single-video',
        'glitch',
      ]);
    },
  );

  test('a crowd breaks out as often as hashtags do, never in its first three days', () => {
    const onsets = drawCrowd({ seed: 9, count: 1000, hours: 792 }).flatMap((plan) =>
      (plan.breakouts ?? []).map((breakout) => breakout.onsetHour),
    );
    expect(onsets.length).toBeGreaterThan(35);
    expect(onsets.length).toBeLessThan(75);
    expect(Math.min(...onsets)).toBeGreaterThanOrEqual(72);
  });
});
