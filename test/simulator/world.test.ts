import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCast } from '../../src/simulator/cast.ts';
import { randomStream } from '../../src/simulator/random.ts';
import { drawCrowd } from '../../src/simulator/random-hashtags.ts';
import { createWorld, type World } from '../../src/simulator/world.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const START = Date.UTC(2026, 9, 5, 7, 30);

function castWorld(seed: number): World {
  return createWorld({ seed, start: START, hashtags: defaultCast() });
}

function answers(world: World, name: string, hours: number): string {
  const instant = START + Math.floor(hours * HOUR_MS);
  return JSON.stringify([world.counters(name, instant), world.videos(name, instant, 0, 30)]);
}

describe('a simulated world', () => {
  test('the generator is mulberry32: its published first values for seed 1', () => {
    const random = randomStream(1);
    expect([random(), random(), random()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });

  test('gives the same bytes for the same seed, and others for another', () => {
    for (const name of castWorld(1).hashtags) {
      expect(answers(castWorld(7), name, 333.3)).toBe(answers(castWorld(7), name, 333.3));
      expect(answers(castWorld(7), name, 333.3)).not.toBe(answers(castWorld(8), name, 333.3));
    }
  });

  test('answers the same whatever was asked before, also when time runs backwards', () => {
    const names = castWorld(7).hashtags;
    const question = fc.record({
      name: fc.constantFrom(...names),
      hours: fc.double({ min: 0, max: 200, noNaN: true }),
    });
    const used = castWorld(7);
    fc.assert(
      fc.property(question, ({ name, hours }) => {
        expect(answers(used, name, hours)).toBe(answers(castWorld(7), name, hours));
      }),
      { numRuns: 60 },
    );
  });

  test('a hashtag does not depend on the others in its world', () => {
    const [, , glassskin] = defaultCast();
    const alone = createWorld({ seed: 7, start: START, hashtags: glassskin ? [glassskin] : [] });
    const instant = START + 270 * HOUR_MS;
    expect(alone.videos('glassskin', instant)).toEqual(castWorld(7).videos('glassskin', instant));
  });

  test('begins at the planned views, and true views never fall', () => {
    const world = castWorld(3);
    for (const plan of defaultCast()) {
      let before = world.counters(plan.name, START)?.trueViews ?? 0;
      expect(before).toBe(plan.views);
      for (let hour = 1; hour <= 504; hour += 1) {
        const views = world.counters(plan.name, START + hour * HOUR_MS)?.trueViews ?? 0;
        expect(views).toBeGreaterThanOrEqual(before);
        before = views;
      }
    }
  });

  test('refuses instants before its start and more than ten years after it', () => {
    const world = castWorld(1);
    expect(() => world.counters('skincare', START - 1)).toThrow(RangeError);
    expect(() => world.videos('skincare', START - 1)).toThrow(RangeError);
    expect(() => world.counters('skincare', START + 90_000 * HOUR_MS)).toThrow(RangeError);
  });

  test('knows ids both ways and nothing of hashtags that are not planned', () => {
    const world = castWorld(1);
    const ids = world.hashtags.map((name) => world.counters(name, START)?.id ?? '');
    expect(ids.map((id) => world.nameOf(id))).toEqual(world.hashtags);
    expect(new Set(ids).size).toBe(12);
    expect(world.counters('nosuchthing', START)).toBeUndefined();
    expect(world.videos('nosuchthing', START)).toEqual([]);
  });

  test('refuses impossible plans', () => {
    const plans =
      (...hashtags: readonly { name: string; views: number; growthPerDay?: number }[]) =>
      () =>
        createWorld({ seed: 1, start: START, hashtags }).counters('a', START);
    expect(plans({ name: 'a', views: 5000 }, { name: 'a', views: 5000 })).toThrow('planned twice');
    expect(plans({ name: 'a', views: 5 })).toThrow(RangeError);
    expect(plans({ name: 'a', views: 5000, growthPerDay: 3 })).toThrow(RangeError);
  });

  test('a crowd of a thousand grows by the median 0.08 % a day, p99 below 8 %', () => {
    const crowd = drawCrowd({ seed: 6, count: 1000, hours: 0 });
    const world = createWorld({ seed: 6, start: START, hashtags: crowd });
    const growth = crowd
      .map(({ name, views }) => (world.counters(name, START + 24 * HOUR_MS)?.trueViews ?? 0) / views - 1)
      .sort((one, other) => one - other);
    expect(growth[500]).toBeGreaterThan(0.0006);
    expect(growth[500]).toBeLessThan(0.0012);
    expect(growth[990]).toBeGreaterThan(0.015);
    expect(growth[990]).toBeLessThan(0.08);
  });
});
