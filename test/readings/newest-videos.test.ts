import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineBefore, rememberDay } from '../../src/readings/baseline.ts';
import { distinctVideos, newestVideos } from '../../src/readings/newest-videos.ts';
import type { Count } from '../../src/readings/velocity.ts';
import { at, count, video } from '../support/given.ts';

describe('the newest videos of a listing', () => {
  test('of two entries for one video the higher count is the later one', () => {
    const listing = [video('1', 10, -5), video('2', 7, -4), video('1', 30, -5), video('1', 20, -5)];
    expect(distinctVideos(listing).map(({ id, views }) => [id, views])).toEqual([
      ['1', 30],
      ['2', 7],
    ]);
    const { views, ...blind } = video('1', 0, -5);
    expect(distinctVideos([blind, video('1', 30, -5)])[0]?.views).toBe(30);
  });

  test('are made from the post time, at most twenty, whatever the order', () => {
    const listing = Array.from({ length: 25 }, (_, index) => video(String(index), 5, -((index * 7) % 25)));
    const newest = newestVideos(listing, at(-3));
    expect(newest.videos.map(({ postedAt }) => postedAt)).toEqual(
      Array.from({ length: 20 }, (_, index) => at(-index)),
    );
    expect(newest.newPosts).toBe(3);
    expect(newest.spanHours).toBe(19);
  });

  test('without a reading before, or with one video, say less', () => {
    expect(newestVideos([video('1', 5, -1)], undefined)).toEqual({ videos: [video('1', 5, -1)] });
    expect(newestVideos([], at(0))).toEqual({ videos: [], newPosts: 0 });
  });

  test('do not depend on the order of the listing', () => {
    const listing = fc.uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: -3, max: 0 })), {
      selector: ([id]) => id,
    });
    fc.assert(
      fc.property(listing, (entries) => {
        const videos = entries.map(([id, posted]) => video(String(id), 5, posted));
        expect(newestVideos(videos.toReversed(), at(-2))).toEqual(newestVideos(videos, at(-2)));
      }),
    );
  });
});

describe('a hashtag’s own normal', () => {
  const days = (line: readonly (readonly [number, number])[]): readonly Count[] =>
    line.reduce<readonly Count[]>((known, [hours, views]) => rememberDay(known, count(hours, views)), []);

  test('keeps the first reading of each UTC day, eight of them', () => {
    const hourly = Array.from({ length: 24 * 12 }, (_, hour) => [hour, 1_000_001 + hour] as const);
    const kept = days(hourly);
    expect(kept).toHaveLength(8);
    expect(
      kept.every((day, index) => index === 0 || day.at - (kept[index - 1]?.at ?? 0) === 24 * 3.6e6),
    ).toBe(true);
  });

  test('is unknown before a whole day, then the mean over what was seen', () => {
    expect(baselineBefore([], undefined)).toBeUndefined();
    expect(baselineBefore(days([[0, 1_000_001]]), count(23, 1_100_001))).toBeUndefined();
    expect(baselineBefore(days([[0, 1_000_001]]), count(24, 1_240_001))).toMatchObject({
      hours: 24,
      nominal: expect.closeTo(1, 4),
    });
  });

  test('becomes readable on a rounded counter, because its window is long', () => {
    const normal = baselineBefore(days([[0, 3_400_000_000]]), count(168, 3_500_000_000));
    expect(normal?.low).toBeCloseTo(0);
    expect(normal?.high).toBeCloseTo(0.0355, 3);
  });

  test('forgets days before a long gap', () => {
    const known = days([
      [0, 1_000_001],
      [24, 1_000_101],
      [720, 2_000_001],
    ]);
    expect(baselineBefore(known, count(750, 2_020_001))?.hours).toBe(30);
  });
});
