import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barsOf } from '../../../src/dashboard/data/bars.ts';
import { daysPiece } from '../../../src/dashboard/data/days.ts';
import { hoursPiece, hoursSince } from '../../../src/dashboard/data/hours.ts';
import { withSeenPeak } from '../../../src/dashboard/data/peak.ts';
import { followHashtag, type HashtagHistory } from '../../../src/dashboard/history/history.ts';
import type { DaysColumns, HoursColumns, PageEpisode } from '../../../src/dashboard/schema/site.ts';
import { EMPTY_MEMORY } from '../../../src/detector/memory.ts';
import type { Reading } from '../../../src/readings/reading.ts';
import { createReplay } from '../../../src/replay/replay.ts';
import { everyHashtag } from '../../../src/replay/watches.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const NOW = START + 90 * HOUR_MS;
const NAMES = { hashtag: 'booktok', file: 'booktok' };

/** What is known after readings at so many hours from the start. */
function historyOf(
  readings: readonly (readonly [hours: number, views: number, more?: Partial<Reading>])[],
  step = 1,
): HashtagHistory {
  return follow(
    readings.map(([hours, views, more]) => ({
      at: START + hours * HOUR_MS,
      hashtag: 'booktok',
      views,
      step,
      ...more,
    })),
    START,
  );
}

function follow(readings: readonly Reading[], hoursFrom: number): HashtagHistory {
  const { take, history } = followHashtag(hoursFrom);
  const replay = createReplay([
    everyHashtag({ rule: 'both', sensitivity: 'balanced', thresholdPercentPerHour: 10 }),
  ]);
  for (const reading of readings) {
    const memoryBefore = replay.memoryOf(reading.hashtag) ?? EMPTY_MEMORY;
    const [judgement] = replay.take(reading);
    take(reading, judgement && { judgement, memoryBefore });
  }
  return history();
}

function hoursOf(...readings: Parameters<typeof historyOf>): HoursColumns {
  return hoursPiece(NAMES, historyOf(...readings).hours, []).columns;
}

function daysOf(...readings: Parameters<typeof historyOf>): DaysColumns {
  return daysPiece(NAMES, historyOf(...readings).days).columns;
}

describe('rates', () => {
  test('of an exact counter are those between neighbouring readings', () => {
    const { perHourLow, perHour, perHourHigh, overHours } = hoursOf([
      [0, 1_001],
      [1, 1_101],
      [3, 1_301],
    ]);
    expect(perHour).toEqual([null, 100, 100]);
    expect([perHourLow, perHourHigh]).toEqual([perHour, perHour]);
    expect(overHours).toEqual([null, 1, 2]);
  });

  test('of a rounded one reach back as far as it takes to move by more than a step', () => {
    const counts = [10_000, 10_000, 10_100, 10_100, 10_200, 10_300].map(
      (views, hour) => [hour, views] as const,
    );
    const { perHour, overHours, perHourLow, perHourHigh } = hoursOf(counts, 100);
    expect(perHour).toEqual([null, null, null, null, 66.67, 100]);
    expect(overHours.slice(3)).toEqual([3, 3, 2]);
    expect(perHourLow.slice(4)).toEqual([33.33, 50]);
    expect(perHourHigh.slice(4)).toEqual([100, 150]);
  });

  test('of a counter that is too coarse for a day are a range and no number', () => {
    const counts = Array.from({ length: 30 }, (_, hour) => [hour, 3_400_000_000] as const);
    const { perHour, overHours, perHourLow, perHourHigh } = hoursOf(counts, 1e8);
    expect(new Set(perHour)).toEqual(new Set([null]));
    expect(overHours.at(-1)).toBe(24);
    expect([perHourLow.at(-1), perHourHigh.at(-1)]).toEqual([0, 4_167_000]);
  });

  test('are unknown after a gap, and the page says so', () => {
    const history = historyOf([
      [0, 1_001],
      [1, 1_101],
      [8, 9_001],
      [9, 9_101],
    ]);
    const { columns, gaps } = hoursPiece(NAMES, history.hours, []);
    expect(columns.perHour).toEqual([null, 100, null, 100]);
    expect(gaps).toEqual([{ from: '2026-11-01T01:00:00Z', to: '2026-11-01T08:00:00Z' }]);
  });

  test('a dip that heals is no growth, nor a loss', () => {
    const { perHour, views } = hoursOf([
      [0, 50_001],
      [1, 50_101],
      [2, 49_001],
      [3, 50_101],
      [4, 50_201],
    ]);
    expect(perHour).toEqual([null, 100, 0, 0, 100]);
    expect(views[2]).toBe(49_001);
  });

  test('a reading that follows the last within a quarter of an hour is passed over', () => {
    expect(
      hoursOf([
        [0, 1_001],
        [1, 1_101],
        [1.1, 1_111],
        [2, 1_201],
      ]).perHour,
    ).toEqual([null, 100, 100]);
  });

  test('the range always holds the true rate, however the counter is rounded', () => {
    const gains = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(
        gains,
        fc.constantFrom(1, 100),
        fc.integer({ min: 20_000, max: 90_000 }),
        (hourly, step, start) => {
          const truth: number[] = [];
          for (const gain of hourly) truth.push((truth.at(-1) ?? start) + gain);
          const shown = truth.map((views, hour) => [hour, Math.round(views / step) * step] as const);
          const { perHourLow, perHourHigh, overHours } = hoursOf(shown, step);
          for (const [row, over] of overHours.entries()) {
            if (over === null) continue;
            const rate = ((truth[row] ?? 0) - (truth[row - over] ?? 0)) / over;
            expect(perHourLow[row]).toBeLessThanOrEqual(rate * 1.001);
            expect(perHourHigh[row]).toBeGreaterThanOrEqual(rate * 0.999);
          }
        },
      ),
    );
  });
});

describe('the band of its own normal', () => {
  const DAYS = 30;
  const ordinary = (hour: number): number =>
    1_000 * (1 + 0.5 * Math.sin((hour * Math.PI) / 12) + 0.1 * Math.sin(hour * 2.3));
  function month(burstFrom: number): HoursColumns {
    let views = 1_000_003;
    return hoursOf(
      Array.from({ length: DAYS * 24 }, (_, hour) => {
        views += Math.round(ordinary(hour) * (hour >= burstFrom && hour < burstFrom + 40 ? 20 : 1));
        return [hour, views] as const;
      }),
    );
  }

  test('holds nine ordinary hours in ten, or a little more or less', () => {
    const { perHour, usualLow, usualHigh } = month(Number.POSITIVE_INFINITY);
    const rows = perHour.flatMap((rate, row) => (row > 20 * 24 && rate !== null ? [row] : []));
    const inside = rows.filter((row) => {
      const [rate, low, high] = [perHour[row] ?? 0, usualLow[row] ?? 0, usualHigh[row] ?? 0];
      return rate >= low && rate <= high;
    });
    expect(inside.length / rows.length).toBeGreaterThan(0.8);
    expect(inside.length / rows.length).toBeLessThan(0.98);
  });

  test('is not known at first', () => {
    expect(month(Number.POSITIVE_INFINITY).usualHigh.slice(0, 72)).toEqual(new Array(72).fill(null));
  });

  test('is not widened by a breakout in it, beside what that does to the usual itself', () => {
    const widest = ({ usual, usualHigh }: HoursColumns) =>
      Math.max(...usualHigh.map((edge, row) => (edge ?? 0) / (usual[row] ?? 1)));
    const calm = widest(month(Number.POSITIVE_INFINITY));
    expect(calm).toBeGreaterThan(1.1);
    expect(widest(month(22 * 24))).toBeLessThan(1.5 * calm);
  });
});

test('the band leaves out what episodes held, whatever their score', () => {
  const hours = Array.from({ length: 20 * 24 }, (_, hour) => hour);
  let views = 1_000_003;
  const history = historyOf(
    hours.map((hour) => {
      views += hour >= 300 && hour < 400 ? 40_000 : 1_000 + (hour % 7);
      return [hour, views] as const;
    }),
  );
  const calmHours = {
    ...history.hours,
    score: history.hours.score.map(() => 0),
    usual: hours.map(() => 1_000),
  };
  const episode = {
    openedAt: new Date(START + 299 * HOUR_MS).toISOString(),
    endedAt: new Date(START + 401 * HOUR_MS).toISOString(),
  };
  const highest = (of: Parameters<typeof hoursPiece>[2]) =>
    hoursPiece(NAMES, calmHours, of).columns.usualHigh.at(-1);
  expect(highest([])).toBe(40_000);
  expect(highest([episode])).toBe(1_006);
});

describe('days', () => {
  test('count from midnight UTC, and growth between two days is shared out by time', () => {
    const { at, readings, views, gained } = daysOf([
      [23, 1_001],
      [26, 1_301],
      [30, 1_701],
    ]);
    expect(at).toEqual([START / 1000, (START + DAY_MS) / 1000]);
    expect(readings).toEqual([1, 2]);
    expect(views).toEqual([1_001, 1_701]);
    expect(gained).toEqual([100, 600]);
  });

  test('without a reading they have no row, and are a gap', () => {
    const history = historyOf([
      [0, 1_001],
      [1, 1_101],
      [73, 8_301],
    ]);
    const { columns, gaps } = daysPiece(NAMES, history.days);
    expect(columns.at).toHaveLength(2);
    expect(gaps).toEqual([{ from: '2026-11-02T00:00:00Z', to: '2026-11-04T00:00:00Z' }]);
  });

  test('of a rounded counter have a range of one step', () => {
    const { gained, gainedLow, gainedHigh } = daysOf(
      [
        [1, 20_000],
        [13, 20_300],
      ],
      100,
    );
    expect([gainedLow, gained, gainedHigh]).toEqual([[200], [300], [400]]);
  });

  test('their usual is the median of the fortnight before', () => {
    const counts = Array.from({ length: 25 }, (_, day) => [day * 24, 1_001 + day * 240] as const);
    const { usual, usualLow, usualHigh } = daysOf(counts);
    expect(usual.slice(0, 7)).toEqual(new Array(7).fill(null));
    expect([usualLow.at(-1), usual.at(-1), usualHigh.at(-1)]).toEqual([240, 240, 240]);
  });

  test('new videos are counted at the mean rate of the day', () => {
    const { posts } = daysOf([
      [0, 1_001, { newPosts: 20 }],
      [1, 1_101, { newPosts: 3 }],
      [2, 1_201, { newPosts: 20, newestSpanHours: 0.5 }],
    ]);
    expect(posts).toEqual([492]);
  });

  test.each<readonly [string, Partial<Reading>, Partial<Reading>, number | null]>([
    ['the exact counter, whatever the list holds', { videos: 2_486 }, { videos: 2_646, newPosts: 0 }, 160],
    ['the list where the counter is rounded', { videos: 12_300 }, { videos: 12_400, newPosts: 3 }, 3],
    ['the list where the counter fell', { videos: 2_486 }, { videos: 2_480, newPosts: 3 }, 3],
    ['the list where the reading before had no counter', {}, { videos: 2_480, newPosts: 3 }, 3],
    ['19 in the span of a list that is all new', {}, { newPosts: 20, newestSpanHours: 0.5 }, 38],
    ['nothing where neither was given', { videos: 2_486 }, {}, null],
    ['nothing where the list is all new and its span unknown', {}, { newPosts: 20 }, null],
  ])('new videos of an hour come from %s', (_, first, second, rate) => {
    const readings: Parameters<typeof historyOf>[0] = [
      [0, 1_001, first],
      [1, 1_101, second],
    ];
    expect(hoursOf(readings).postsPerHour).toEqual([null, rate]);
    expect(daysOf(readings).posts).toEqual([rate === null ? null : rate * 24]);
  });

  test('the usual number comes from the figure that the new videos come from', () => {
    const hours = Array.from(
      { length: 120 },
      (_, hour) => [hour, 1_001 + 100 * hour, { videos: 1_000 + 4 * hour, newPosts: 1 }] as const,
    );
    const counted = hoursOf(hours);
    const listed = hoursOf(hours.map(([hour, views, { newPosts }]) => [hour, views, { newPosts }] as const));
    expect([counted.postsPerHour.at(-1), listed.postsPerHour.at(-1)]).toEqual([4, 1]);
    expect(counted.postsUsual.at(-1)).toBeGreaterThan(3 * (listed.postsUsual.at(-1) ?? Number.NaN));
    expect(counted.postsUsual.slice(0, 20)).toEqual(new Array(20).fill(null));
  });

  test('their gains add up to all growth less what corrections took back, whatever the hours', () => {
    const stride = fc.tuple(
      fc.double({ min: 0.3, max: 40, noNaN: true }),
      fc.integer({ min: 0, max: 5_000 }),
    );
    fc.assert(
      fc.property(fc.array(stride, { minLength: 1, maxLength: 60 }), (strides) => {
        const readings: [number, number][] = [[0, 10_001]];
        for (const [hours, gain] of strides) {
          const [at, views] = readings.at(-1) ?? [0, 0];
          readings.push([at + hours, views + gain]);
        }
        const { days, hours } = historyOf(readings);
        const all = days.reduce((sum, { gained }) => sum + gained, 0);
        const grown = (readings.at(-1)?.[1] ?? 0) - 10_001;
        expect(all).toBeCloseTo(hours.total.at(-1) ?? Number.NaN, 3);
        if (!hours.restated.includes(1)) expect(all).toBeCloseTo(grown, 3);
      }),
    );
  });
});

describe('a restatement', () => {
  const JUMP = 50;
  /** 100 views an hour, and so many at once that stand or not. */
  const jumping = (height: (hour: number) => number): readonly (readonly [number, number])[] =>
    Array.from({ length: 90 }, (_, hour) => [hour, 500_003 + hour * 100 + height(hour)] as const);

  test.each([
    ['stands, and nothing follows', (hour: number) => (hour >= JUMP ? 500_000 : 0)],
    ['is taken back at the next reading', (hour: number) => (hour === JUMP ? 500_000 : 0)],
  ])('that %s is no growth: no rate there, and the page says so', (_, height) => {
    const history = historyOf(jumping(height));
    const { columns, restated } = hoursPiece(NAMES, history.hours, []);
    expect(restated).toEqual(['2026-11-03T02:00:00Z']);
    expect([columns.perHourLow[JUMP], columns.perHour[JUMP], columns.perHourHigh[JUMP]]).toEqual([
      null,
      null,
      null,
    ]);
    expect(Math.max(...columns.perHour.map((rate) => rate ?? 0))).toBe(100);
    expect(columns.views[JUMP]).toBe(1_005_003);
    expect(Math.max(...history.days.map(({ gained }) => gained))).toBeLessThanOrEqual(2_400);
    expect(barsOf(history.hours, START + 90 * HOUR_MS).highest).toBe(100);
    expect(history.classicAt).toEqual([]);
  });

  test('is not what growth confirms', () => {
    const history = historyOf(jumping((hour) => (hour >= JUMP ? 500_000 + (hour - JUMP) * 60_000 : 0)));
    const { columns, restated } = hoursPiece(NAMES, history.hours, []);
    expect(restated).toEqual([]);
    expect(columns.perHour[JUMP]).toBe(500_100);
    expect(history.classicAt[0]).toBe(START + JUMP * HOUR_MS);
  });

  test('before the hours that are kept teaches the days alone', () => {
    const readings = jumping((at) => (at >= JUMP ? 500_000 : 0)).map(([hour, views]) => ({
      at: START + hour * HOUR_MS,
      hashtag: 'booktok',
      views,
      step: 1,
    }));
    const { days, hours } = follow(readings, START + 55 * HOUR_MS);
    expect(days.map(({ gained }) => Math.round(gained))).toEqual([2_400, 2_400, 2_300, 1_700]);
    expect(new Set(hoursPiece(NAMES, hours, []).columns.perHour)).toEqual(new Set([null, 100]));
  });
});

describe('the peak of an episode', () => {
  const counts = [0, 100, 200, 900, 1_200, 3_000, 3_400, 3_500].map(
    (gained, hour) => [hour, 5_003 + gained] as const,
  );
  const episode: PageEpisode = {
    id: 'one',
    hashtag: 'booktok',
    rule: 'breakout',
    openedAt: '2026-11-01T03:00:00Z',
    peakAt: '2026-11-01T03:00:00Z',
    reason: 'Views have run at 7× the usual',
    baseViews: 5_203,
    peakViews: 8_503,
    velocity: { low: 12, nominal: 12, high: 12 },
    creators: 3,
    drivers: [],
    phases: [],
  };

  test('is where its rates are highest', () => {
    const { hours } = historyOf(counts);
    expect(withSeenPeak(episode, hours, NOW).peakAt).toBe('2026-11-01T05:00:00Z');
    expect(withSeenPeak({ ...episode, endedAt: '2026-11-01T04:30:00Z' }, hours, NOW).peakAt).toBe(
      '2026-11-01T03:00:00Z',
    );
  });

  test('stays as recorded where no rate is known, or its hours are not kept', () => {
    const coarse = historyOf(
      counts.map(([hour]) => [hour, 3_400_000_000] as const),
      1e8,
    );
    const later = historyOf(counts.map(([hour, views]) => [hour + 4, views] as const));
    for (const { hours } of [coarse, later, historyOf([])])
      expect(withSeenPeak(episode, hours, NOW)).toBe(episode);
  });
});

describe('bars', () => {
  const now = START + 7 * DAY_MS;

  test('are 56 of three hours until now, 0 to 100 of the highest; hours in a gap are null', () => {
    const history = historyOf(
      Array.from(
        { length: 169 },
        (_, hour) => [hour, 10_001 + hour * 30 + (hour > 165 ? (hour - 165) * 60 : 0)] as const,
      ).filter(([hour]) => hour < 30 || hour > 50),
    );
    const bars = barsOf(history.hours, now);
    expect(bars).toMatchObject({ from: '2026-11-01T00:00:00Z', hours: 3, highest: 90 });
    expect(bars.heights).toHaveLength(56);
    expect(bars.heights.slice(-2)).toEqual([33, 100]);
    expect(bars.heights.slice(9, 18)).toEqual([33, null, null, null, null, null, null, null, 33]);
  });

  test('a rounding step is shared out over the time since the counter moved last, and is no spike', () => {
    const counts = Array.from(
      { length: 169 },
      (_, hour) => [hour, 1_000_000 + Math.floor((hour + 8) / 24) * 100_000] as const,
    );
    const bars = barsOf(historyOf(counts, 100_000).hours, now);
    expect(bars.highest).toBeCloseTo(6_250, 0);
    expect(bars.heights.slice(6, 45)).toEqual(new Array(39).fill(67));
  });

  test('without readings they are all null', () => {
    expect(new Set(barsOf(historyOf([]).hours, now).heights)).toEqual(new Set([null]));
  });
});

test('the last days of a piece are its rows from then on', () => {
  const history = historyOf(Array.from({ length: 100 }, (_, hour) => [hour, 1_001 + hour] as const));
  const hours = hoursPiece(NAMES, history.hours, []);
  const recent = hoursSince(hours, START + 90 * HOUR_MS);
  for (const [name, column] of Object.entries(recent.columns))
    expect([name, column.length]).toEqual([name, 10]);
  expect(recent.columns.views).toEqual(hours.columns.views.slice(-10));
  expect(hoursSince(hours, START + 200 * HOUR_MS).columns.at).toEqual([]);
});

test('the classic rule is listed where it fired or would have, a day apart', () => {
  const views = [1_000_003, 1_200_003, 1_500_003, 1_510_003];
  expect(historyOf(views.map((count, hour) => [hour, count] as const)).classicAt).toEqual([START + HOUR_MS]);
});
