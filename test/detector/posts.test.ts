import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePosts, type PostReading } from '../../src/detector/posts.ts';
import type { PostsThreshold } from '../../src/settings/settings.ts';
import { at } from '../support/given.ts';

const asks: PostsThreshold = { posts: 200, hours: 6 };

/** Readings an hour apart that end at the start, with these numbers of videos; undefined: not given. */
function counts(videos: readonly (number | undefined)[], newPosts?: readonly number[]): PostReading[] {
  return videos.map((count, index) => ({
    at: at(index + 1 - videos.length),
    ...(count !== undefined && { videos: count }),
    ...(newPosts !== undefined && { newPosts: newPosts[index] ?? 0 }),
  }));
}

function judge(readings: readonly PostReading[], threshold = asks) {
  const current = readings.at(-1);
  if (current === undefined) throw new RangeError('no reading');
  return judgePosts(readings.slice(0, -1), current, threshold);
}

/** A day of a post or two an hour, then these counts. */
const calm = (...then: readonly number[]) => [
  ...Array.from({ length: 24 }, (_, hour) => 1000 + hour),
  ...then,
];
/** So many more in each of the last six hours. */
const rise = (from: number, by: number) => Array.from({ length: 6 }, (_, hour) => from + (hour + 1) * by);

describe('the rule on new videos, by the number of videos', () => {
  test.each<readonly [string, readonly (number | undefined)[], PostsThreshold, string, string]>([
    [
      'fires above its threshold',
      calm(...rise(1023, 40)),
      asks,
      'fires',
      '240 new videos in 6 h is above 200 in 6 h',
    ],
    [
      'not at it',
      calm(...rise(1023, 40)),
      { posts: 240, hours: 6 },
      'quiet',
      '240 new videos in 6 h, not above 240 in 6 h',
    ],
    [
      'goes by per cent of all videos before',
      calm(...rise(1023, 100)),
      { percent: 50, hours: 6 },
      'fires',
      '600 new videos in 6 h (+58.7 %) is above 50 % in 6 h',
    ],
    [
      'knows a longer window by what is there',
      [1000, 1150, 1300],
      { posts: 250, hours: 12 },
      'fires',
      '300 new videos in 2 h is above 250 in 12 h',
    ],
    [
      'counts nothing again after a dip',
      calm(995, 1024, 1023),
      { posts: 20, hours: 2 },
      'quiet',
      '1 new video in 2 h, not above 20 in 2 h',
    ],
    [
      'skips readings without a number',
      [1000, undefined, undefined, 1300],
      asks,
      'fires',
      '300 new videos in 3 h is above 200 in 6 h',
    ],
    ['has nothing to say at first', [1000], asks, 'unknown', 'first reading: new videos need a second one'],
  ])('%s', (_why, videos, threshold, kind, reason) => {
    expect(judge(counts(videos), threshold)).toMatchObject({ kind, reason });
  });

  test('goes by the true time of a longer gap', () => {
    const readings = [
      { at: at(-12), videos: 1000 },
      { at: at(0), videos: 1300 },
    ];
    expect(judge(readings)).toMatchObject({ kind: 'quiet', evidence: { newVideos: 300, hours: 12 } });
    expect(
      judge([
        { at: at(-12), videos: 1000 },
        { at: at(0), videos: 1402 },
      ]).kind,
    ).toBe('fires');
  });

  test('takes one rounding step for no growth, and only what is certain of several', () => {
    const rounded = (...last: readonly number[]) =>
      counts([...Array.from({ length: 20 }, () => 1_100_000), ...last]);
    expect(judge(rounded(1_200_000))).toMatchObject({ kind: 'quiet', evidence: { newVideos: 0 } });
    expect(judge(rounded(1_200_000)).calm).toBeUndefined();
    expect(judge(rounded(1_200_000, 1_300_000))).toMatchObject({
      kind: 'fires',
      evidence: { newVideos: 100_000 },
    });
  });

  test('does not trust a lone leap that the list contradicts, at that reading and after', () => {
    const listed = (last: number) => [...Array.from({ length: 24 }, () => 2), last, 2];
    const leap = counts(calm(1900), listed(2).slice(0, 25));
    expect(judge(leap)).toMatchObject({ kind: 'suppressed', reason: expect.stringMatching(/^a lone leap/) });
    expect(judge(counts(calm(1900, 1901), listed(2))).kind).toBe('quiet');
    expect(judge(counts(calm(1900), listed(14).slice(0, 25))).kind).toBe('fires');
    expect(judge(counts(calm(1900))).kind).toBe('fires');
  });

  test('trusts growth that goes on, although popular videos crowd the new ones out of the list', () => {
    const crowded = Array.from({ length: 28 }, () => 0);
    const growing = calm(1041, 1068, 1104, 1157);
    expect(judge(counts(growing, crowded), { posts: 100, hours: 6 }).kind).toBe('fires');
    const sudden = calm(1150, 1230);
    expect(judge(counts(sudden.slice(0, -1), crowded), { posts: 100, hours: 6 }).kind).toBe('suppressed');
    expect(judge(counts(sudden, crowded), { posts: 100, hours: 6 }).kind).toBe('fires');
  });

  test('is calm below half of its threshold', () => {
    expect(judge(counts(calm(...rise(1023, 17)))).calm).toBe(false);
    expect(judge(counts(calm(...rise(1023, 16)))).calm).toBe(true);
  });
});

describe('the rule on new videos, by the lists', () => {
  const none = Array.from({ length: 7 }, () => undefined);

  test('fires on at least so many, and knows no per cent', () => {
    const full = counts(none, [0, 20, 20, 20, 20, 20, 20]);
    expect(judge(full, { posts: 100, hours: 6 })).toMatchObject({
      kind: 'fires',
      reason: 'at least 120 new videos in 6 h is above 100 in 6 h',
    });
    expect(judge(full, { percent: 5, hours: 6 })).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('write a number of new videos instead'),
    });
    expect(judge(counts(none), asks).kind).toBe('unknown');
  });

  test('counts no list that reaches back behind the window', () => {
    const readings = [{ at: at(-9) }, { at: at(-3), newPosts: 20 }, { at: at(0), newPosts: 7 }];
    expect(judge(readings, { posts: 5, hours: 6 })).toMatchObject({ evidence: { newVideos: 7, hours: 3 } });
  });
});

test('whatever the readings, it is decided, by numbers that are some, and never by readings of tomorrow', () => {
  const reading = fc.record(
    {
      at: fc.integer({ min: -60, max: 20 }).map(at),
      videos: fc.oneof(fc.nat(), fc.constantFrom(0, 1_000_000, 1e9, Number.MAX_SAFE_INTEGER)),
      newPosts: fc.nat(20),
    },
    { requiredKeys: ['at'] },
  );
  const threshold = fc.oneof(
    fc.record({ posts: fc.integer({ min: 1, max: 1e6 }), hours: fc.integer({ min: 1, max: 24 }) }),
    fc.record({ percent: fc.integer({ min: 1, max: 1000 }), hours: fc.integer({ min: 1, max: 24 }) }),
  );
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 60 }), reading, threshold, (readings, current, limit) => {
      const earlier = readings.toSorted((a, b) => a.at - b.at);
      const decision = judgePosts(earlier, current, limit);
      const { newVideos = 0, hours = 0, percent = 0 } = decision.evidence ?? {};
      expect([newVideos, hours, percent].every((one) => Number.isFinite(one) && one >= 0)).toBe(true);
      expect(decision.reason).not.toMatch(/NaN|Infinity|undefined/);
      const past = earlier.filter((one) => one.at < current.at);
      expect(judgePosts(past, current, limit)).toEqual(decision);
      const standing = past.map((one) => ({ ...one, videos: 7, newPosts: 0 }));
      expect(judgePosts(standing, { at: current.at, videos: 7, newPosts: 0 }, limit).kind).not.toBe('fires');
    }),
  );
});
