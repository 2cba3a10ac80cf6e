import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReading } from '../../src/store/record-lines.ts';
import { runProgram } from '../support/hourly-job.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const readings = [
  { at: Date.parse('2026-11-22T10:00:00Z'), hashtag: 'booktok', views: 1_000_003, step: 1, videos: 7 },
  { at: Date.parse('2026-11-23T10:00:00Z'), hashtag: 'booktok', views: 1_100_000, step: 100_000 },
  { at: Date.parse('2026-11-23T10:00:00Z'), hashtag: '日本旅行', views: 5, step: 1, explained: 0.25 },
];
const event = { at: '2026-11-23T10:00:00Z', kind: 'suppressed', hashtag: 'booktok', reason: 'a lone jump' };

/** One day of two runs: a creator of the second one was there in the first. */
const companions = [
  { at: '2026-11-23T10:00:00Z', beside: { booktok: { romantasy: 'aBcD' } }, titles: { 7: '=1+1,"x"' } },
  { at: '2026-11-23T11:00:00Z', beside: { booktok: { romantasy: 'aBeF' }, 日本旅行: { 京都: 2 } } },
].map((line) => `${JSON.stringify(line)}\n`);

async function history(): Promise<void> {
  await mkdir(join(folder, 'data/companions/2026'), { recursive: true });
  await writeFile(join(folder, 'data/companions/2026/11-23.ndjson'), companions.join(''));
  await mkdir(join(folder, 'data/samples/2026/11'), { recursive: true });
  await mkdir(join(folder, 'data/alerts'), { recursive: true });
  const [first, ...rest] = readings.map((reading) => `${writeReading(reading)}\n`);
  await writeFile(join(folder, 'data/samples/2026/11/22.ndjson'), first ?? '');
  await writeFile(join(folder, 'data/samples/2026/11/23.ndjson'), rest.join(''));
  await writeFile(join(folder, 'data/alerts/2026.ndjson'), `${JSON.stringify(event)}\n`);
}

const program = (...words: readonly string[]) => runProgram(folder, ['export', ...words], {});

describe('export', () => {
  test('prints CSV with a header, exact counts and empty cells', async () => {
    await history();
    const { code, stdout } = await program();
    expect(code).toBe(0);
    expect(stdout.split('\r\n')).toEqual([
      'at,hashtag,views,videos,step,newPosts,newestSpanHours,explained,breadth,pickUp',
      '2026-11-22T10:00:00Z,booktok,1000003,7,1,,,,,',
      '2026-11-23T10:00:00Z,booktok,1100000,,100000,,,,,',
      '2026-11-23T10:00:00Z,日本旅行,5,,1,,,0.25,,',
      '',
    ]);
  });

  test('prints NDJSON as it stands in data/, of one hashtag if asked', async () => {
    await history();
    const { stdout } = await program('--format', 'ndjson', '--hashtag', '#BookTok');
    expect(stdout).toBe(
      readings
        .slice(0, 2)
        .map((reading) => `${writeReading(reading)}\n`)
        .join(''),
    );
  });

  test('with --json prints NDJSON, or says which file was written', async () => {
    await history();
    const ndjson = await program('--format', 'ndjson');
    expect(await program('--json')).toMatchObject({ code: 0, stdout: ndjson.stdout });
    const { code, stdout, stderr } = await program('--json', '--to', 'history.csv');
    expect([code, JSON.parse(stdout)]).toEqual([0, { file: 'history.csv', format: 'csv' }]);
    expect(stderr).toContain('history.csv written');
  });

  test('fills an SQLite file that can be asked', async () => {
    await history();
    expect(await program('--format', 'sqlite', '--to', 'history.sqlite')).toMatchObject({
      code: 0,
      stderr: 'history.sqlite written\n',
    });
    const database = new DatabaseSync(join(folder, 'history.sqlite'), { readOnly: true });
    expect({ ...database.prepare('SELECT count(*) AS n, max(views) AS most FROM samples').get() }).toEqual({
      n: 3,
      most: 1_100_000,
    });
    expect({ ...database.prepare("SELECT details ->> 'reason' AS why FROM events").get() }).toEqual({
      why: 'a lone jump',
    });
    const sql = 'SELECT companion, creators FROM companions ORDER BY creators DESC';
    expect({ ...database.prepare(sql).get() }).toEqual({ companion: 'romantasy', creators: 3 });
    database.close();
  });

  test('prints companions by day, or as they stand in data/', async () => {
    await history();
    const { stdout } = await program('--companions');
    expect(stdout.split('\r\n')).toEqual([
      'day,hashtag,companion,creators',
      '2026-11-23,booktok,romantasy,3',
      '2026-11-23,日本旅行,京都,2',
      '',
    ]);
    expect((await program('--companions', '--format', 'ndjson')).stdout).toBe(companions.join(''));
  });

  test.each<readonly [string, readonly string[], string]>([
    ['SQLite needs a file', ['--format', 'sqlite'], '--to history.sqlite'],
    ['a file that is there is not overwritten', ['--to', 'data/alerts/2026.ndjson'], 'is there already'],
    ['a folder that is not there', ['--to', 'no/such.csv'], 'the folder that it belongs into is not there'],
    [
      'a folder that is not there, for SQLite',
      ['--to', 'no/such.db', '--format', 'sqlite'],
      'no/such.db: it cannot be written',
    ],
    ['a hashtag that cannot be', ['--hashtag', 'book tok'], '--hashtag cannot be that'],
    ['another format', ['--format', 'xlsx'], 'Allowed choices are csv, ndjson, sqlite'],
  ])('%s', async (_why, words, told) => {
    await history();
    const { code, stderr, stdout } = await program(...words);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('says so where there is no history, and where a line cannot be read', async () => {
    expect(await program()).toMatchObject({ code: 1, stderr: expect.stringContaining('no history') });
    await history();
    await writeFile(join(folder, 'data/samples/2026/11/23.ndjson'), '<<<<<<<\n');
    for (const format of ['csv', 'sqlite']) {
      const broken = await program('--to', 'history', '--format', format);
      expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining('23.ndjson:1') });
      expect(await readdir(folder)).toEqual(['data']);
    }
  });
});
