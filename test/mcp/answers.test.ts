import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SitePieces } from '../../src/dashboard/pieces.ts';
import { listBreakouts, readHistory, showHashtag } from '../../src/mcp/answers.ts';
import { HASHTAGS_MAX, listDiscoveries, listHashtags, showHealth } from '../../src/mcp/overviews.ts';
import { createRecordReader } from '../../src/mcp/record-reader.ts';
import { ROWS_MAX, tableOf } from '../../src/mcp/tables.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/text/time.ts';
import { growing, NOW, play, watchlistOf } from '../dashboard/given.ts';

const WATCHLIST = 'hashtags: [booktok, skincare]\n';
const HOURS = 9 * 24;
const BROKE_OUT_AT_HOUR = HOURS - 20;

let folder = '';
let pieces: SitePieces;
let now = NOW;
let readings = 0;

function reader(): () => Promise<SitePieces> {
  return createRecordReader({
    folder,
    data: join(folder, 'data'),
    readWatchlist: async () => {
      readings += 1;
      return watchlistOf(WATCHLIST);
    },
    now: () => now,
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-answers-'));
  const booktok = growing(5_000_000, 2000, { from: BROKE_OUT_AT_HOUR, times: 12 });
  const skincare = growing(800_000, 300);
  await play(folder, {
    watchlist: WATCHLIST,
    hours: HOURS,
    views: (hashtag, hour) => (hashtag === 'booktok' ? booktok(hour) : skincare(hour)),
  });
  pieces = await reader()();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('list_hashtags', () => {
  test('ranks by momentum, says how old the numbers are, and leaves out what only a page draws', () => {
    const { hashtags, ...rest } = listHashtags(pieces) as { hashtags: Record<string, unknown>[] };
    expect(rest).toEqual({
      asOf: '2026-11-23T12:10:00Z',
      newestReadingAt: '2026-11-23T11:10:04Z',
      newestReadingHoursAgo: 1,
      timezone: 'UTC',
      count: 2,
      weaker: [],
    });
    expect(hashtags.map(({ hashtag }) => hashtag)).toEqual(['booktok', 'skincare']);
    expect(hashtags[0]).toMatchObject({ phase: 'strong', episode: { rule: 'breakout' } });
    expect(Object.keys(hashtags[0] ?? {})).not.toContain('bars');
  });

  test('names the weakest of a long list, and describes the others', () => {
    const [row] = pieces.summary.hashtags;
    const many = Array.from({ length: HASHTAGS_MAX + 2 }, (_, index) => ({ ...row, hashtag: `tag${index}` }));
    const long = { ...pieces, summary: { ...pieces.summary, hashtags: many } } as SitePieces;
    const { hashtags, ...rest } = listHashtags(long) as { hashtags: object[] };
    expect(hashtags.length).toBe(HASHTAGS_MAX);
    expect(rest).toMatchObject({ count: HASHTAGS_MAX + 2, weaker: ['tag100', 'tag101'] });
  });
});

describe('show_health', () => {
  test('sums runs up, and says how old the record is', () => {
    const health = showHealth(pieces);
    expect(health).toMatchObject({
      newestRunAt: '2026-11-23T11:10:04Z',
      newestReadingHoursAgo: 1,
      stateAtNewestRun: 'sees',
      periods: [{ days: 1 }, { days: 7 }, { days: 30 }],
      hashtagsWithMissedReadings: [],
    });
    expect(JSON.stringify(health).length).toBeLessThan(2000);
  });

  test('names the hashtags that have no reading, at most twenty', () => {
    const hashtags = Array.from({ length: 25 }, (_, index) => ({
      ...{ hashtag: `tag${index}`, file: 'x', expected: 9, missed: index === 0 ? 0 : 9 },
      ...(index === 0 && { lastAt: '2026-11-23T11:10:04Z' }),
    }));
    const missing = { ...pieces, health: () => ({ ...pieces.health(), hashtags }) };
    const { hashtagsWithMissedReadings: named } = showHealth(missing) as {
      hashtagsWithMissedReadings: object[];
    };
    expect(named.length).toBe(20);
    expect(named[0]).toEqual({ hashtag: 'tag1', expected: 9, missed: 9 });
  });
});

describe('list_discoveries', () => {
  test('gives days as dates, and only those with creators', () => {
    const found = {
      ...{ hashtag: 'adaptogens', url: 'https://www.tiktok.com/tag/adaptogens', videos: [] },
      ...{ at: '2026-11-22T10:00:00Z', firstSeenAt: '2026-11-22T09:00:00Z', creators: 12 },
      ...{ usualCreatorsPerDay: 0, beside: [{ hashtag: 'booktok', file: 'booktok', creators: 12 }] },
      creatorsByDay: [0, 12, 0],
    };
    const days = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) => Date.parse(day) / 1000);
    const asked = {
      ...pieces,
      discoveries: () => ({ version: 1 as const, madeAt: pieces.summary.madeAt, days, found: [found] }),
    };
    expect(listDiscoveries(asked)).toMatchObject({
      newestReadingHoursAgo: 1,
      found: [
        {
          hashtag: 'adaptogens',
          beside: [{ hashtag: 'booktok', creators: 12 }],
          creatorsByDay: { '2026-11-22': 12 },
        },
      ],
    });
    expect(JSON.stringify(listDiscoveries(asked))).not.toContain('"file"');
  });
});

describe('a hashtag', () => {
  test.each(['booktok', '#BookTok', ' booktok'])('is found as %j', (hashtag) => {
    expect(showHashtag(pieces, { hashtag })).toMatchObject({ hashtag: 'booktok', readings: HOURS });
  });

  test.each([
    ['boktok', '"boktok" is not on the watchlist. Did you mean booktok?'],
    ['gardening', '"gardening" is not on the watchlist. Ask list_hashtags for the names.'],
    ['two words', '"two words" is not on the watchlist. Ask list_hashtags for the names.'],
  ])('that is not on the list, %j, is an error that helps', (hashtag, message) => {
    expect(() => showHashtag(pieces, { hashtag })).toThrow(message);
    expect(() => readHistory(pieces, { hashtag, by: 'day' })).toThrow(message);
    expect(() => listBreakouts(pieces, { hashtag })).toThrow(message);
  });
});

describe('read_history', () => {
  test('gives every reading of the last seven days, the rate and the baseline beside it', () => {
    const [head, ...rows] = readHistory(pieces, { hashtag: 'booktok', by: 'reading' }).split('\n');
    expect(head).toBe(
      'at,views,step,overHours,perHourLow,perHour,perHourHigh,usualLow,usual,usualHigh,score,postsPerHour,postsUsual',
    );
    expect(rows.length).toBe(7 * 24 + 1);
    expect(rows.at(-1)).toMatch(/^2026-11-23T11:10:04Z,\d{7},1,1,/);
  });

  test.each([
    ['2026-11-22', '2026-11-22', 24],
    ['2026-11-22T05:00:00Z', '2026-11-22T08:30:00Z', 4],
    ['2026-11-22T05:10:04Z', '2026-11-22T05:10:04Z', 1],
    ['2026-11-23', undefined, 12],
    ['2026-11-23T12:00:00+09:00', '2026-11-23T13:59:59+09:00', 2],
    [undefined, '2026-11-22', 7 * 24],
  ])('keeps to the time from %s to %s', (from, to, count) => {
    const rows = readHistory(pieces, { hashtag: 'skincare', by: 'reading', from, to }).split('\n').slice(1);
    expect(rows.length).toBe(count);
  });

  test('gives days, each with what it gained', () => {
    const [head, ...rows] = readHistory(pieces, { hashtag: 'skincare', by: 'day' }).split('\n');
    expect(head).toMatch(/^at,readings,views,step,gained,/);
    expect(rows.length).toBe(10);
    expect(rows[1]).toMatch(/^2026-11-15T00:00:00Z,24,/);
  });

  test.each([
    [{ to: '2026-01-02' }],
    [{ from: '2026-01-01', to: '2026-01-02' }],
    [{ from: '2026-11-23T12:00:00Z' }],
  ])('says what the record has where it has nothing of %j', (period) => {
    const [note, head, ...rows] = readHistory(pieces, {
      hashtag: 'skincare',
      by: 'reading',
      ...period,
    }).split('\n');
    expect(note).toBe(
      'No rows in that time. The record has rows from 2026-11-14T12:10:04Z to 2026-11-23T11:10:04Z.',
    );
    expect(head).toMatch(/^at,views/);
    expect(rows).toEqual([]);
  });

  test.each([
    ['reading', 7 * 24 + 1],
    ['day', 10],
  ] as const)('gives the last %ss of a clone that nobody has pulled for months', (by, count) => {
    const old = { ...pieces, summary: { ...pieces.summary, madeAt: '2027-06-01T00:00:00Z' } };
    expect(readHistory(old, { hashtag: 'skincare', by }).split('\n').slice(1).length).toBe(count);
  });

  test('refuses a time that ends before it begins', () => {
    expect(() =>
      readHistory(pieces, { hashtag: 'skincare', by: 'day', from: '2026-11-23', to: '2026-11-20' }),
    ).toThrow('from 2026-11-23 lies after 2026-11-20');
  });

  test('keeps the newest rows of a long time, and counts the others', () => {
    const at = Array.from({ length: ROWS_MAX + 5 }, (_, row) => 3600 * row);
    const { csv, omitted } = tableOf(
      { at, views: at.map((_, row) => (row === ROWS_MAX ? null : row)) },
      0,
      NOW,
    );
    const rows = csv.split('\n').slice(1);
    expect(omitted).toBe(5);
    expect(rows.length).toBe(ROWS_MAX);
    expect(rows[0]).toBe('1970-01-01T05:00:00Z,5');
    expect(rows.at(-5)).toMatch(/Z,$/);
  });
});

describe('list_breakouts', () => {
  const opened = new Date(NOW - (HOURS - BROKE_OUT_AT_HOUR) * HOUR_MS).toISOString().slice(0, 10);

  test.each([
    [{}, 1],
    [{ from: opened }, 1],
    [{ to: '2026-11-20' }, 0],
    [{ to: '1969-01-01' }, 0],
    [{ hashtag: 'skincare' }, 0],
    [{ hashtag: 'booktok', from: '2026-11-23T11:00:00Z' }, 1],
  ])('of %j', (asked, count) => {
    expect(listBreakouts(pieces, asked)).toMatchObject({ count, omitted: 0 });
  });
});

describe('the record', () => {
  test('is read once a minute, and again when it or the watchlist changes', async () => {
    readings = 0;
    const read = reader();
    await read();
    await read();
    expect(readings).toBe(1);
    now += MINUTE_MS;
    await read();
    expect(readings).toBe(2);
    await utimes(join(folder, 'data/state.json'), 1, 1);
    await read();
    expect(readings).toBe(3);
    await writeFile(join(folder, 'watchlist.yml'), `${WATCHLIST}# changed\n`);
    await read();
    expect(readings).toBe(4);
  });

  test('that could not be read is tried again', async () => {
    let isBroken = true;
    const read = createRecordReader({
      folder,
      data: join(folder, 'data'),
      readWatchlist: async () => {
        if (isBroken) throw new Error('not yet');
        return watchlistOf(WATCHLIST);
      },
      now: () => now,
    });
    await expect(read()).rejects.toThrow('not yet');
    isBroken = false;
    expect((await read()).summary.hashtags.length).toBe(2);
  });

  test('of a folder without any data says so for each hashtag', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'mcp-empty-'));
    const read = createRecordReader({
      folder: empty,
      data: join(empty, 'data'),
      readWatchlist: async () => watchlistOf(WATCHLIST),
      now: () => now,
    });
    const none = await read();
    expect(listHashtags(none)).toMatchObject({ hashtags: [{ phase: 'unknown' }, { phase: 'unknown' }] });
    expect(showHealth(none)).toMatchObject({ stateAtNewestRun: 'no-run-yet' });
    expect(readHistory(none, { hashtag: 'booktok', by: 'day' })).toMatch(
      /^There is no reading of it yet\.\nat,/,
    );
    await rm(empty, { recursive: true, force: true });
  });
});
