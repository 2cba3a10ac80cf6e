import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { periodOf } from '../../../src/dashboard/data/periods.ts';
import { PIECES } from '../../../src/dashboard/formats/schemas.ts';
import { createRunLog, type RecordedRun } from '../../../src/dashboard/history/runs.ts';
import type { Health } from '../../../src/dashboard/schema/site.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/text/time.ts';
import { growing, play, readJson, siteOf } from '../given.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

/** Runs so many minutes after noon. */
function runsAt(...minutes: readonly number[]): readonly RecordedRun[] {
  return minutes.map((minute) => ({
    at: NOON + minute * MINUTE_MS,
    until: NOON + minute * MINUTE_MS,
    hashtags: 5,
  }));
}

describe('the schedule', () => {
  test('readings a quarter of an hour apart are of two runs, and a hashtag counts once in each', () => {
    const log = createRunLog(NOON);
    for (const [hashtag, minute] of [
      ['early', -5],
      ['a', 1],
      ['b', 9],
      ['a', 12],
      ['c', 26],
      ['a', 61],
      ['b', 62],
    ] as const) {
      log.take({ at: NOON + minute * MINUTE_MS, hashtag, views: 1_001, step: 1 });
    }
    expect(log.runs().map(({ at, hashtags }) => [(at - NOON) / MINUTE_MS, hashtags])).toEqual([
      [1, 3],
      [61, 2],
    ]);
    expect([...log.sampled]).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 1],
    ]);
  });

  test.each([
    ['every hour came', [2, 63, 128], 3, 3, [3, 8]],
    ['one hour was missed', [2, 128], 3, 2, [2, 8]],
    ['two runs in one hour are one hour, as late as the first', [2, 40, 63, 128], 3, 3, [3, 8]],
    ['the hour that is going on is not missed before its run has come', [2, 63], 2, 2, [2, 3]],
  ])('%s', (_, minutes, expected, came, [median, p90]) => {
    const now = NOON + (minutes.includes(128) ? 170 : 125) * MINUTE_MS;
    const period = periodOf(7, runsAt(...minutes), NOON + 2 * MINUTE_MS, now);
    expect(period).toMatchObject({ days: 7, from: '2026-11-23T12:00:00Z', expected, came });
    expect([period.delayMedianMinutes, period.delayP90Minutes]).toEqual([median, p90]);
  });

  test('the longest gap reaches to now where the runs have stopped', () => {
    expect(periodOf(1, runsAt(2, 63), NOON, NOON + 10 * HOUR_MS).longestGapHours).toBe(9);
  });

  test('without a run there is no delay, and every hour is missing', () => {
    const period = periodOf(1, [], NOON - 100 * HOUR_MS, NOON);
    expect(period).toEqual({ days: 1, from: '2026-11-22T12:00:00Z', expected: 24, came: 0 });
  });
});

describe('health', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'health-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function healthOf(
    watchlistText: string,
    fails: (hashtag: string, hour: number) => boolean,
  ): Promise<Health> {
    const { watchlist } = await play(folder, {
      watchlist: watchlistText,
      hours: 240,
      views: (hashtag, hour) => (fails(hashtag, hour) ? undefined : growing(90_000, 40)(hour)),
    });
    await siteOf(folder, watchlist);
    return PIECES.health.parse(await readJson(folder, 'health.json'));
  }

  test('names the hours without a run, and the hashtags that runs brought nothing of', async () => {
    const health = await healthOf('hashtags: [good, poor, never]\n', (hashtag, hour) => {
      return (
        hashtag === 'never' ||
        (hour >= 200 && hour < 203) ||
        (hashtag === 'poor' && hour % 10 === 0 && hour > 0)
      );
    });
    expect(health.missedHours).toEqual([
      '2026-11-21T20:00:00Z',
      '2026-11-21T21:00:00Z',
      '2026-11-21T22:00:00Z',
    ]);
    expect(health.periods.map(({ days, expected, came }) => [days, expected, came])).toEqual([
      [1, 24, 24],
      [7, 168, 165],
      [30, 240, 237],
    ]);
    expect(health.hashtags).toEqual([
      { hashtag: 'never', file: 'never', expected: 237, missed: 237 },
      { hashtag: 'poor', file: 'poor', expected: 237, missed: 22, lastAt: '2026-11-23T11:10:04Z' },
      { hashtag: 'good', file: 'good', expected: 237, missed: 0, lastAt: '2026-11-23T11:10:04Z' },
    ]);
    expect(health.runs.at).toHaveLength(237);
    expect(health.data.files).toBe(13);
    expect(health.data.largest?.file).toBe('memories/0.json');
  });

  test('forecasts the month from the pace of the last week, the budget at most', async () => {
    const free = await healthOf('hashtags: [a, b]\n', () => false);
    // 96 credits a day from 240 hours on; 7.5 days and a bit are left of November.
    expect(free.credits).toMatchObject({ month: '2026-11', used: 960, left: 9_761 });
    expect(free.credits?.perDay).toBeGreaterThan(94);
    expect(free.credits?.perDay).toBeLessThan(98);
    expect(free.credits?.monthEnd).toBeGreaterThan(1_650);
    expect(free.credits?.monthEnd).toBeLessThan(1_720);
    expect(free.credits?.emptyAt).toMatch(/^2027-03-0/);
    const capped = await healthOf('budget: 1000 credits/month\nhashtags: [a, b]\n', () => false);
    expect(capped.credits).toMatchObject({ budget: 1_000, monthEnd: 1_000 });
  });

  test('a hashtag that two runs in a row brought nothing of has failed; one is no news', async () => {
    const { watchlist } = await play(folder, {
      watchlist: 'hashtags: [good, other, once, twice, never]\n',
      hours: 100,
      views: (hashtag, hour) => {
        if (hashtag === 'never' || (hashtag === 'once' && hour > 98) || (hashtag === 'twice' && hour > 97))
          return undefined;
        return growing(90_000, 40)(hour);
      },
    });
    const { summary } = await siteOf(folder, watchlist);
    const rows = Object.fromEntries(
      summary.hashtags.map((row) => [row.hashtag, [row.phase, row.missedRuns]]),
    );
    expect(rows).toEqual({
      good: ['quiet', undefined],
      other: ['quiet', undefined],
      once: ['quiet', 1],
      twice: ['failed', 2],
      never: ['failed', 100],
    });
  });

  test('nothing recorded yet: all is unknown, and nothing is missing', async () => {
    const { watchlist } = await play(folder, { watchlist: 'hashtags: [new]\n', hours: 0, views: () => 1 });
    await rm(join(folder, 'data'), { recursive: true });
    const { summary } = await siteOf(folder, watchlist);
    expect(summary.hashtags).toMatchObject([
      { hashtag: 'new', phase: 'unknown', velocity: { kind: 'unknown' } },
    ]);
    const health = PIECES.health.parse(await readJson(folder, 'health.json'));
    expect(health).toMatchObject({ periods: [], missedHours: [], owed: 0, data: { files: 0, bytes: 0 } });
    expect(health).not.toHaveProperty('credits');
    expect(await readJson(folder, 'compare.json')).toMatchObject({
      days: [],
      hashtags: [{ views: [], gained: [] }],
    });
  });
});

test('compare has a row a day, and groups share what was gained', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  try {
    const { watchlist } = await play(folder, {
      watchlist:
        'hashtags: [{ name: a, group: books }, { name: b, group: books }, { name: c, group: food }, d]\n',
      hours: 100,
      views: (hashtag, hour) =>
        hashtag === 'd' && hour < 60 ? undefined : 100_001 + hour * (hashtag === 'c' ? 60 : 10),
    });
    await siteOf(folder, watchlist);
    const compare = PIECES.compare.parse(await readJson(folder, 'compare.json'));
    expect(compare.days.at(-1)).toBe(Date.parse('2026-11-23T00:00:00Z') / 1000);
    expect(compare.days).toHaveLength(5);
    for (const { views, gained } of compare.hashtags) expect([views.length, gained.length]).toEqual([5, 5]);
    expect(compare.hashtags.find(({ hashtag }) => hashtag === 'd')?.views.slice(0, 2)).toEqual([null, null]);
    expect(compare.groups.map(({ group, hashtags }) => [group, hashtags])).toEqual([
      ['food', 1],
      ['books', 2],
      [undefined, 1],
    ]);
    expect(compare.groups.map(({ share }) => share[1])).toEqual([0.75, 0.25, 0]);
    for (const [day] of compare.days.entries()) {
      const sum = compare.groups.reduce((total, { share }) => total + (share[day] ?? 0), 0);
      expect(sum).toBeCloseTo(1, 3);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
