import { describe, expect, test } from 'vitest';
import { defaultCast } from '../../src/simulator/cast.ts';
import type { SimulatedVideo } from '../../src/simulator/post.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { DAY_MS, HOUR_MS } from '../../src/text/time.ts';

const START = Date.UTC(2026, 9, 5);
const world = createWorld({ seed: 11, start: START, hashtags: defaultCast() });

function hoursIn(hours: number): number {
  return START + hours * HOUR_MS;
}

/** Views gained per video between two hours; a new video's views all count. Sorted, most first. */
function gains(name: string, from: number, to: number): readonly number[] {
  const before = new Map(world.videos(name, hoursIn(from)).map((video) => [video.id, video.views]));
  return world
    .videos(name, hoursIn(to))
    .map((video) => video.views - (before.get(video.id) ?? 0))
    .sort((one, other) => other - one);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function newPosts(name: string, from: number, to: number): readonly SimulatedVideo[] {
  return world.videos(name, hoursIn(to)).filter((video) => video.postedAt > hoursIn(from));
}

describe('the videos under a hashtag', () => {
  test.each(defaultCast().map((plan) => plan.name))(
    '#%s: gains add up to 55-100 %% of its growth',
    (name) => {
      for (const [from, to] of [
        [100, 112],
        [262, 265],
        [340, 343],
      ] as const) {
        const growth =
          (world.counters(name, hoursIn(to))?.trueViews ?? 0) -
          (world.counters(name, hoursIn(from))?.trueViews ?? 0);
        const each = gains(name, from, to);
        expect(Math.min(...each)).toBeGreaterThanOrEqual(0);
        // Every video's views are rounded down, so small hashtags lose up to one view a video.
        expect(sum(each)).toBeLessThanOrEqual(growth + each.length);
        expect(sum(each)).toBeGreaterThanOrEqual(0.55 * growth - each.length);
      }
    },
  );

  test('an id holds the post time, 0-136 s earlier, and is unique', () => {
    const videos = [120, 270, 340, 500].flatMap((hour) => world.videos('glassskin', hoursIn(hour)));
    for (const { id, postedAt } of videos) {
      const lead = postedAt / 1000 - Number(BigInt(id) >> 32n);
      expect(lead).toBeGreaterThanOrEqual(0);
      expect(lead).toBeLessThanOrEqual(136);
    }
    const list = world.videos('glassskin', hoursIn(270));
    expect(new Set(list.map((video) => video.id)).size).toBe(list.length);
  });

  test('no video is listed before it was posted', () => {
    for (let minute = 0; minute < 120; minute += 7) {
      const instant = hoursIn(272) + minute * 60_000;
      const newest = Math.max(...world.videos('glassskin', instant).map((video) => video.postedAt));
      expect(newest).toBeLessThanOrEqual(instant);
      expect(newest).toBeGreaterThan(instant - HOUR_MS);
    }
  });

  test('the order is not by time: every page mixes years-old hits with recent posts', () => {
    const page = world.videos('glassskin', hoursIn(200), 0, 30);
    const old = page.filter((video) => video.postedAt < hoursIn(200) - 190 * DAY_MS);
    expect(old.length).toBeGreaterThanOrEqual(6);
    expect(page.length - old.length).toBeGreaterThanOrEqual(20);
    const times = page.map((video) => video.postedAt);
    expect(times).not.toEqual([...times].sort((one, other) => other - one));
  });

  test('the same hits stand there again and again', () => {
    const hits = (hour: number) =>
      world
        .videos('booktok', hoursIn(hour), 0, 30)
        .filter((video) => video.postedAt < START - 190 * DAY_MS)
        .map((video) => video.id);
    const [before, later] = [hits(10), new Set(hits(490))];
    expect(before.filter((id) => later.has(id)).length).toBeGreaterThanOrEqual(4);
  });

  test('posts follow momentum', () => {
    const calm = newPosts('glassskin', 200, 224).length;
    const hot = newPosts('glassskin', 272, 276).length;
    expect(hot / 4).toBeGreaterThan(8 * (calm / 24));
  });

  test('a breakout is carried by many creators, a spike by one video', () => {
    const breakout = gains('glassskin', 272, 276);
    expect((breakout[0] ?? 0) / sum(breakout)).toBeLessThan(0.35);
    expect(new Set(newPosts('glassskin', 272, 276).map((video) => video.creator)).size).toBeGreaterThan(20);
    const spike = gains('plantparent', 215, 218);
    expect((spike[0] ?? 0) / sum(spike)).toBeGreaterThan(0.7);
  });

  test('strangers write what strangers write', () => {
    const all = world.hashtags.flatMap((name) => world.videos(name, hoursIn(400)));
    const text = all.map((video) => `${video.caption}\n${video.nickname}\n${video.creator}`).join('\n');
    for (const part of [
      '@octocat',
      '](https://',
      '<script>',
      '::error',
      '\u202e',
      '👩‍👩‍👧‍👦',
      '話題',
      '<!channel>',
    ]) {
      expect(text).toContain(part);
    }
    expect(Math.max(...all.map((video) => video.caption?.length ?? 0))).toBeLessThanOrEqual(2200);
  });
});
