import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../support/hourly-job.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unusable-'));
  await mkdir(join(folder, 'data/samples'), { recursive: true });
  await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [booktok]\n');
  await writeFile(join(folder, 'site'), 'a file');
  await writeFile(join(folder, 'history.csv'), 'time,hashtag,views\n');
  await writeFile(join(folder, 'plain.csv.gz'), 'time,hashtag,views\n');
  await writeFile(join(folder, 'half.csv.gz'), gzipSync('time,hashtag,views\n').subarray(0, 20));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a file where the folder of the records belongs is named by every command', async () => {
  await rm(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data'), 'a file');
  for (const command of ['export', 'doctor']) {
    const { code, stdout, stderr } = await runProgram(folder, [command], {});
    expect(`${stdout}${stderr}`).toContain('a file stands where a folder belongs');
    expect(stderr).not.toContain('unexpected error');
    expect(code).toBe(1);
  }
});

test.each<readonly [string, string]>([
  ['check --markdown data', 'data: a folder stands where a file belongs'],
  ['check --markdown no/such.md', 'no/such.md: the folder that it belongs into is not there'],
  ['backtest --from data', '--from data is a folder: name a CSV file in it'],
  ['backtest --from plain.csv.gz', 'plain.csv.gz: it is not compressed as its name says'],
  ['backtest --from half.csv.gz', 'half.csv.gz: it ends too early'],
  ['backtest --from history.csv --scores data', 'data: a folder stands where a file belongs'],
  [
    'backtest --from history.csv --scores no/such',
    '--scores cannot be written: no/such: the folder that it belongs into is not there',
  ],
  ['backtest --sensitivity early --threshold-score 5', "cannot be used with option '--sensitivity <name>'"],
  ['dashboard', 'site: a file stands where a folder belongs'],
])('%s is refused in words', async (words, said) => {
  const { code, stderr } = await runProgram(folder, words.split(' '), {});
  expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/^\s+at |triggerUncaught/m);
  expect(code).toBe(1);
});
