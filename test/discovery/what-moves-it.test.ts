import { describe, expect, test } from 'vitest';
import { coinTail } from '../../src/discovery/coin-tail.ts';
import { type CompanionLine, markOf, type Reactions } from '../../src/discovery/companion-line.ts';
import { type MovesEvidence, strongerMoves, whatMovesIt } from '../../src/discovery/what-moves-it.ts';
import type { Video } from '../../src/readings/video.ts';
import { hour, post } from './given.ts';

/** The breakout opens at noon of the eleventh day. */
const NOW = 252;
const sound = { id: '73', title: 'slow waltz' };
const everyday = { views: 1000, likes: 90 };

/** Videos that creators posted an hour ago. */
function by(count: number, more: (index: number) => Partial<Video> = () => ({})): readonly Video[] {
  return Array.from({ length: count }, (_, index) => {
    const { hashtags = [], ...rest } = more(index);
    return post(NOW - 1, `creator${index}`, hashtags, { ...everyday, ...rest });
  });
}

/** A line a day for ten days. */
function days(of: (day: number) => Partial<CompanionLine>): readonly CompanionLine[] {
  return Array.from({ length: 10 }, (_, day) => ({ at: hour(day * 24 + 1), beside: {}, ...of(day) }));
}

const usually = (reactions: Reactions) => days(() => ({ reactions: { booktok: reactions } }));
const marks = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => markOf((from + index) * 0x9e3779b1)).join('');

function movesOf(videos: readonly Video[], more: Partial<MovesEvidence> = {}) {
  return whatMovesIt({
    hashtag: 'booktok',
    at: hour(NOW),
    openedAt: hour(NOW),
    videos,
    gained: new Map(videos.map(({ id }) => [id, 100])),
    lines: days(() => ({})),
    watched: new Set(['booktok', 'books']),
    ...more,
  });
}

describe('a sound moves it', () => {
  const used = (creators: number, all = 9) => by(all, (index) => (index < creators ? { sound } : {}));

  test('that a third of the creators share, three at least', () => {
    expect(movesOf(used(4))).toEqual({
      creators: 9,
      sound: { ...sound, url: 'https://www.tiktok.com/music/sound-73', creators: 4 },
    });
  });

  test.each<readonly [string, readonly Video[], Partial<MovesEvidence>]>([
    ['two creators share it', used(2, 4), {}],
    ['it is less than a third', used(3, 10), {}],
    ['one creator posts all of it', by(9, () => ({ creator: 'Spam', sound })), {}],
    ['its videos gained nothing', used(4), { gained: new Map() }],
    ['its videos are older than two days', by(4, () => ({ sound, postedAt: hour(NOW - 49) })), {}],
    ['it has always been there', used(4), { lines: days((day) => ({ sounds: { 73: marks(3, day * 3) } })) }],
    ['it was there, in days that are rolled up', used(4), { lines: days(() => ({ sounds: { 73: 3 } })) }],
  ])('but not where %s', (_why, videos, more) => {
    expect(movesOf(videos, more)).toBeUndefined();
  });
});

describe('a companion moves it', () => {
  const used = (creators: number, name = 'romantasy') =>
    by(9, (index) => (index < creators ? { hashtags: [name] } : {}));

  test('that came up lately, by more creators than its past explains', () => {
    expect(movesOf(used(7))).toEqual({ creators: 9, hashtags: [{ hashtag: 'romantasy', creators: 7 }] });
  });

  test.each<readonly [string, readonly Video[], Partial<MovesEvidence>]>([
    ['chance may bring so many', used(4), {}],
    ['the record is too young to tell', used(9), { lines: days(() => ({})).slice(8) }],
    ['there is no record', used(9), { lines: [] }],
    ['it stands under everything', used(9, 'fyp'), {}],
    ['it is watched', used(9, 'books'), {}],
    ['it is the hashtag itself', used(9, 'booktok'), {}],
    [
      'it has always been there',
      used(9),
      { lines: days((day) => ({ beside: { booktok: { romantasy: marks(4, day * 4) } } })) },
    ],
  ])('but not where %s', (_why, videos, more) => {
    expect(movesOf(videos, more)).toBeUndefined();
  });

  test('and what is common since it broke out counts as new', () => {
    const lines = days((day) => (day < 7 ? {} : { beside: { booktok: { romantasy: marks(4, day * 4) } } }));
    const open = { lines, at: hour(NOW), openedAt: hour(7 * 24 + 20) };
    expect(movesOf(used(9), open)).toMatchObject({ hashtags: [{ hashtag: 'romantasy', creators: 9 }] });
  });
});

describe('likes, comments, shares and followers', () => {
  const liked = (likes: (index: number) => number) => by(9, (index) => ({ likes: likes(index) }));

  test('are named where they are far off the usual', () => {
    expect(
      movesOf(
        liked((index) => 180 + index),
        { lines: usually({ likes: 0.09 }) },
      ),
    ).toEqual({
      creators: 9,
      likes: { now: 0.18, usual: 0.09 },
    });
    expect(
      movesOf(
        liked((index) => 30 + index),
        { lines: usually({ likes: 0.09 }) },
      ),
    ).toEqual({
      creators: 9,
      likes: { now: 0.034, usual: 0.09 },
    });
    const large = by(9, (index) => ({ followers: 400_000 + index }));
    expect(movesOf(large, { lines: usually({ likes: 0.09, followers: 9_000 }) })).toEqual({
      creators: 9,
      followers: { now: 400_000, usual: 9_000 },
    });
  });

  test.each<readonly [string, readonly Video[], readonly CompanionLine[]]>([
    ['they are as usual', liked((index) => 85 + index), usually({ likes: 0.09 })],
    ['they are a little more', liked(() => 120), usually({ likes: 0.09 })],
    ['six creators say so', by(6, () => ({ likes: 200 })), usually({ likes: 0.09 })],
    ['a third of the creators say the opposite', liked((i) => (i < 6 ? 200 : 50)), usually({ likes: 0.09 })],
    ['one creator posts all', by(9, () => ({ creator: 'one', likes: 200 })), usually({ likes: 0.09 })],
    ['four days say what is usual', liked(() => 200), usually({ likes: 0.09 }).slice(6)],
    [
      'a day before was as high',
      liked(() => 200),
      days((day) => ({ reactions: { booktok: { likes: day === 3 ? 0.21 : 0.09 } } })),
    ],
    ['the videos have few views', by(9, () => ({ views: 50, likes: 40 })), usually({ likes: 0.09 })],
  ])('but not where %s', (_why, videos, lines) => {
    expect(movesOf(videos, { lines })).toBeUndefined();
  });
});

describe('a language or a region', () => {
  const written = (spanish: number) => by(9, (index) => ({ language: index < spanish ? 'es' : 'en' }));
  const english = usually({ likes: 0.09, language: 'en', region: 'US' });

  test('is named where nearly all share another one than usual', () => {
    expect(movesOf(written(8), { lines: english })).toEqual({
      creators: 9,
      language: { code: 'es', usual: 'en', creators: 8, of: 9 },
    });
    const posted = by(9, () => ({ region: 'BR' }));
    expect(movesOf(posted, { lines: english })?.region).toEqual({
      code: 'BR',
      usual: 'US',
      creators: 9,
      of: 9,
    });
  });

  test.each<readonly [string, readonly Video[], readonly CompanionLine[]]>([
    ['it is the usual one', written(0), english],
    ['fewer share it', written(7), english],
    ['the usual one is not known', written(9), usually({ likes: 0.09 })],
    ['four creators say so', by(4, () => ({ language: 'es' })), english],
  ])('but not where %s', (_why, videos, lines) => {
    expect(movesOf(videos, { lines })).toBeUndefined();
  });
});

describe('one creator or many', () => {
  const gains = (videos: readonly Video[], ...gained: readonly number[]) => ({
    explained: 0.5,
    gained: new Map(videos.map(({ id }, index) => [id, gained[index] ?? 1])),
  });

  test('one who brings nearly all is named', () => {
    const videos = by(5);
    expect(movesOf(videos, gains(videos, 900))).toEqual({
      creators: 5,
      largest: { share: 0.99, creator: 'creator0' },
    });
  });

  test('many who bring it alike are counted', () => {
    const videos = by(9);
    expect(movesOf(videos, gains(videos))).toEqual({ creators: 9, largest: { share: 0.11 } });
  });

  test('neither where the list explains little of the growth, or nothing is known of that', () => {
    const videos = by(5);
    expect(movesOf(videos, { ...gains(videos, 900), explained: 0.2 })).toBeUndefined();
    expect(movesOf(videos, { gained: gains(videos, 900).gained })).toBeUndefined();
  });
});

test('a breakout keeps the reading that shows more in common, of equal ones the later', () => {
  const shared = { id: '73', url: '', creators: 5 };
  const likes = { now: 0.2, usual: 0.1 };
  const few = { creators: 9, sound: shared };
  const many = { creators: 9, sound: { ...shared, creators: 8 } };
  const richer = { creators: 12, sound: shared, likes };
  const vague = { creators: 14, largest: { share: 0.1 } };
  expect(strongerMoves(undefined, vague)).toBe(vague);
  expect(strongerMoves(few, vague)).toBe(few);
  expect(strongerMoves(vague, few)).toBe(few);
  expect(strongerMoves(many, few)).toBe(many);
  expect(strongerMoves(many, richer)).toBe(richer);
  expect(strongerMoves(few, { ...few })).not.toBe(few);
});

test('chances', () => {
  expect(coinTail(10, 9)).toBeCloseTo(11 / 1024);
  expect(coinTail(0, 0)).toBe(1);
  expect(coinTail(3, 4)).toBe(0);
});
