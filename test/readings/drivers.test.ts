import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driversOf } from '../../src/readings/drivers.ts';
import { gainedInHour, type RememberedVideos, rememberVideos } from '../../src/readings/remembered-videos.ts';
import { at, play, sampleOf, video } from '../support/given.ts';

const span = (growth: number) => ({ lastAt: at(0), at: at(1), growth });

function remembered(views: Readonly<Record<string, number>>, lag = 0): RememberedVideos {
  return { at: at(0), lag, views: new Map(Object.entries(views)) };
}

describe('what a video gained', () => {
  test.each<readonly [string, number, number, RememberedVideos | undefined, number, string]>([
    ['its count now less the one before', 5_000, -10, remembered({ 1: 3_000 }), 2_000, 'measured'],
    ['all of a new one, whatever is remembered', 700, 0.5, remembered({ 2: 9 }), 700, 'posted-since'],
    ['all of one posted at the very instant', 700, 0, undefined, 700, 'posted-since'],
    ['its even share where it is unknown: 1 of 10 hours', 10_000, -9, undefined, 1_000, 'estimated'],
    ['its even share where it was not listed', 10_000, -9, remembered({ 2: 9 }), 1_000, 'estimated'],
    [
      'measured although remembered coarsely, for ten lags',
      4_000,
      -10,
      remembered({ 1: 3_000 }, 100),
      1_000,
      'measured',
    ],
    ['about as much, under ten lags', 3_900, -10, remembered({ 1: 3_000 }, 100), 900, 'estimated'],
    [
      'under two lags no more than its even share',
      3_150,
      -20,
      remembered({ 1: 3_000 }, 100),
      150,
      'estimated',
    ],
    ['that even share being less', 3_150, -62, remembered({ 1: 3_000 }, 100), 50, 'estimated'],
  ])('%s', (_why, views, posted, before, gained, basis) => {
    expect(driversOf(before, [video('1', views, posted)], span(10_000)).top).toEqual([
      expect.objectContaining({ id: '1', views, gained, basis, share: gained / 10_000 }),
    ]);
  });

  test.each<readonly [string, RememberedVideos]>([
    ['a count that stands still', remembered({ 1: 5_000 })],
    ['a count that fell', remembered({ 1: 9_000 })],
    ['a count that fell by less than the lag', remembered({ 1: 5_050 }, 100)],
  ])('nothing: %s', (_why, before) => {
    expect(driversOf(before, [video('1', 5_000, -10)], span(10_000)).top).toEqual([]);
  });

  test('counts of another instant are not measured from', () => {
    const old = { ...remembered({ 1: 3_000 }), at: at(-5) };
    expect(driversOf(old, [video('1', 5_000, -9)], span(10_000)).top[0]).toMatchObject({
      gained: 500,
      basis: 'estimated',
    });
  });
});

describe('the drivers of a span', () => {
  const before = remembered({ 1: 1_000, 2: 1_000, 3: 1_000, 4: 1_000 });
  const listing = [
    video('1', 2_000, -10),
    video('2', 5_000, -10, { creator: 'ann' }),
    video('3', 3_000, -10, { creator: 'ann' }),
    video('4', 1_500, -10),
    video('5', 700, 0.5),
  ];

  test('are the three that gained most, with their share; all that gained explain, and their creators count', () => {
    const drivers = driversOf(before, listing, span(16_400));
    expect(drivers.top.map(({ id, gained }) => [id, gained])).toEqual([
      ['2', 4_000],
      ['3', 2_000],
      ['1', 1_000],
    ]);
    expect(drivers.top[0]?.share).toBeCloseTo(4_000 / 16_400);
    expect(drivers.explained).toBeCloseTo(8_200 / 16_400);
    expect(drivers.creators).toBe(4);
    expect(drivers.gained.size).toBe(5);
  });

  test('say how even their gains are, and how much faster they gain than in the hour before', () => {
    const even = remembered({ 1: 1_000, 2: 4_000, 3: 2_000 }, 10);
    const drivers = driversOf(even, listing.slice(0, 3), span(16_400));
    expect(drivers.breadth).toBeCloseTo(3);
    expect(drivers.pickUp).toBeCloseTo(3_000 / gainedInHour(even));
    const one = driversOf(even, listing.slice(0, 1), span(16_400));
    expect(one.breadth).toBe(1);
    expect(driversOf(before, listing, span(16_400))).not.toHaveProperty('pickUp');
    expect(driversOf(even, [], span(16_400))).not.toHaveProperty('breadth');
  });

  test.each([0, -5])('without growth (%i) there are gains but no shares', (growth) => {
    const drivers = driversOf(before, listing, span(growth));
    expect(drivers.top[0]).not.toHaveProperty('share');
    expect(drivers).not.toHaveProperty('explained');
    expect(drivers.top).toHaveLength(3);
  });

  test('videos that gained nothing explain none of the growth, which is evidence', () => {
    const still = listing.slice(0, 4).map((one) => ({ ...one, views: 1_000 }));
    expect(driversOf(before, still, span(10_000))).toMatchObject({ top: [], explained: 0, creators: 0 });
  });

  test('videos without view counts say nothing about the growth', () => {
    const blind = listing.map(({ views, ...rest }) => rest);
    expect(driversOf(before, blind, span(10_000))).not.toHaveProperty('explained');
    expect(driversOf(before, [], span(10_000))).not.toHaveProperty('explained');
  });

  test('never depend on the order of the listing, are sorted, and breadth lies between 1 and their number', () => {
    const one = fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 1e7 }),
      fc.double({ min: -500, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: ([id]) => id, maxLength: 20 }),
        fc.integer({ min: 1, max: 1e9 }),
        (entries, growth) => {
          const videos = entries.map(([id, views, posted]) => video(String(id), views, posted));
          const drivers = driversOf(before, videos, span(growth));
          expect(driversOf(before, videos.toReversed(), span(growth))).toEqual(drivers);
          const gains = drivers.top.map(({ gained }) => gained);
          expect(gains).toEqual(gains.toSorted((a, b) => b - a));
          expect(gains.every((gained) => gained > 0)).toBe(true);
          if (drivers.breadth === undefined) return;
          expect(drivers.breadth).toBeGreaterThanOrEqual(1 - 1e-9);
          expect(drivers.breadth).toBeLessThanOrEqual(drivers.gained.size + 1e-9);
        },
      ),
    );
  });
});

describe('what is remembered of a listing', () => {
  test('at first everything with a count, the newest id first', () => {
    const listing = [video('99', 5, -10), video('100', 7, -9), { id: '101', postedAt: at(-1) }];
    const made = rememberVideos(listing, undefined, new Map(), at(0));
    expect(made).toEqual({
      at: at(0),
      lag: 0,
      views: new Map([
        ['100', 7],
        ['99', 5],
      ]),
    });
    expect([...made.views.keys()]).toEqual(['100', '99']);
  });

  test('later a count is renewed only when it moved by more than the lag, and small ones are left out', () => {
    const before = remembered({ 1: 1_000, 2: 1_000 });
    const listing = [video('1', 1_100, -10), video('2', 1_101, -9), video('3', 99, -8)];
    const made = rememberVideos(
      listing,
      before,
      new Map([
        ['1', 100],
        ['2', 1_900],
      ]),
      at(1),
    );
    expect(made.lag).toBe(100);
    expect([...made.views]).toEqual([
      ['2', 1_101],
      ['1', 1_000],
    ]);
  });
});

describe('a video is remembered by the last digits of its id', () => {
  const [one, other] = ['7301234567890123456', '7301234567899123456'];
  const alike = '7309999999990123456';

  test('and is found by them', () => {
    const made = rememberVideos(
      [video(one, 3_000, -10), video(other, 4_000, -9)],
      undefined,
      new Map(),
      at(0),
    );
    expect([...made.views]).toEqual([
      ['99123456', 4_000],
      ['90123456', 3_000],
    ]);
    const { gained } = driversOf(made, [video(one, 5_000, -10)], { lastAt: at(0), at: at(1), growth: 9 });
    expect([...gained]).toEqual([[one, 2_000]]);
  });

  test('but not where another one of the list has the same', () => {
    const listing = [video(one, 3_000, -10), video(alike, 90_000, -9), video(other, 4_000, -8)];
    const made = rememberVideos(listing, undefined, new Map(), at(0));
    expect([...made.views.keys()]).toEqual(['99123456']);
  });

  test('once, where it is listed twice', () => {
    const made = rememberVideos(
      [video(one, 3_000, -10), video(one, 3_000, -10)],
      undefined,
      new Map(),
      at(0),
    );
    expect([...made.views.keys()]).toEqual(['90123456']);
  });
});

test('a jump that the videos do not share in is suppressed, once it is known what they usually explain', () => {
  const steady = Array.from({ length: 6 }, (_, hour) =>
    sampleOf(hour, 1_000_001 + hour * 2_000, { listing: [video('1', 50_000 + hour * 1_000, -100)] }),
  );
  const recount = sampleOf(6, 2_000_001, { listing: [video('1', 55_000, -100)] });
  const judgement = play([...steady, recount]).at(-1);
  expect(judgement?.verdict).toEqual({
    kind: 'suppressed',
    reason: 'a lone jump: the listed videos explain 0 % of it, where they usually explain 50 % of the growth',
  });
  expect(judgement?.change.open).toBeUndefined();
  const real = sampleOf(6, 2_000_001, { listing: [video('1', 555_000, -100)] });
  expect(play([...steady, real]).at(-1)?.verdict.kind).toBe('breakout');
});
