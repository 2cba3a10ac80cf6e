import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SitePieces } from '../../src/dashboard/pieces.ts';
import { listBreakouts, listHashtags, readHistory, showHashtag } from '../../src/mcp/answers.ts';
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
    const { newestReadingAt, hashtags } = listHashtags(pieces) as {
      newestReadingAt: string;
      hashtags: Record<string, unknown>[];
    };
    expect(newestReadingAt).toBe('2026-11-23T11:10:04Z');
    expect(hashtags.map(({ hashtag }) => hashtag)).toEqual(['booktok', 'skincare']);
    expect(hashtags[0]).toMatchObject({ phase: 'strong', episode: { rule: 'breakout' } });
    expect(Object.keys(hashtags[0] ?? {})).not.toContain('bars');
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
    expect(rows.length).toBe(7 * 24);
    expect(rows.at(-1)).toMatch(/^2026-11-23T11:10:04Z,\d{7},1,1,/);
  });

  test.each([
    ['2026-11-22', '2026-11-22', 24],
    ['2026-11-22T05:00:00Z', '2026-11-22T08:30:00Z', 4],
    ['2026-11-22T05:10:04Z', '2026-11-22T05:10:04Z', 1],
    ['2026-11-23', undefined, 12],
    ['2026-01-01', '2026-01-02', 0],
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
    expect(listHashtags(await read())).toMatchObject({
      hashtags: [{ phase: 'unknown' }, { phase: 'unknown' }],
    });
    await rm(empty, { recursive: true, force: true });
  });
});
