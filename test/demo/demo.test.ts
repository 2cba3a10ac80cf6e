import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCommand } from '../../src/cli/demo.ts';
import { compareWithLog } from '../../src/replay/compare-with-log.ts';
import { watchesOf } from '../../src/replay/watches.ts';
import { readWatchlist } from '../../src/watchlist/read.ts';
import { at } from '../simulator/ask.ts';

/** Nine days: one breakout that every rule can see is in them, and one that is only planned later. */
const HOURS = 216;

describe('the demo', () => {
  let folder: string;
  const said = { out: '', err: '' };
  const progress: number[] = [];
  let code: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-'));
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [mine]\n');
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data', 'state.json'), 'mine');
    code = await demoCommand({
      folder,
      seed: 1,
      hours: HOURS,
      output: 'json',
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
      progress: (done) => progress.push(done),
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const result = (): unknown => JSON.parse(said.out);

  test('ends well, after as many runs as it says', () => {
    expect(code).toBe(0);
    expect(at(result(), 'simulated')).toBe(true);
    expect(at(result(), 'runs', 'came')).toBe(progress.length);
    expect(at(result(), 'runs', 'due')).toBe(HOURS - 1);
    expect(progress.at(-1)).toBe(1);
  });

  test('every run asked the server for each of the thirteen hashtags, twice', () => {
    expect(at(result(), 'runs', 'requests')).toBe(progress.length * 13 * 2);
  });

  test('finds what was planted, after it began, and says by which rule', () => {
    expect(at(result(), 'breakouts')).toHaveLength(1);
    expect(at(result(), 'breakouts', 0)).toMatchObject({
      hashtag: 'pocketloom',
      onset: '2026-11-10T04:00:00Z',
    });
    expect(at(result(), 'breakouts', 0, 'hoursAfterOnset')).toBeGreaterThan(0);
    expect(said.err).toMatch(/#pocketloom .* (classic|breakout) /);
  });

  test('leaves a record whose replay opens what its runs opened', async () => {
    const place = join(folder, 'demo', 'simulated');
    const parsed = await readWatchlist(join(place, 'watchlist.yml'));
    if (parsed.kind === 'invalid') throw new Error('the demo has a watchlist that cannot be read');
    expect(await compareWithLog(join(place, 'data'), watchesOf(parsed.watchlist))).toMatchObject({
      openings: expect.any(Number),
      missing: [],
      extra: [],
    });
  });

  test('prints the alert as people get it, with its hidden marker, its videos and how to turn it down', () => {
    expect(at(result(), 'issue', 'title')).toMatch(/^#pocketloom is breaking out/);
    for (const text of ['<!-- hashtag-radar:episode=pocketloom-', '### What drives it', '**Too much?**']) {
      expect(at(result(), 'issue', 'body')).toContain(text);
      expect(said.err).toContain(text);
    }
  });

  test('says that it is simulated: first and last in the terminal, and on the page', async () => {
    expect(said.err).toMatch(/^SIMULATED: /);
    expect(said.err.trimEnd().split('\n').at(-1)).toMatch(/^SIMULATED: /);
    const page = await readFile(join(folder, String(at(result(), 'page'))), 'utf8');
    expect(page).toContain('<title>Simulated: ');
    expect(page).toContain('<strong>Simulated.</strong>');
    expect(page).toContain('#pocketloom');
  });

  test('keeps to its own folder', async () => {
    expect((await readdir(folder)).toSorted()).toEqual(['data', 'demo', 'watchlist.yml']);
    expect(await readdir(join(folder, 'data'))).toEqual(['state.json']);
    expect(await readdir(join(folder, 'demo'))).toEqual(['simulated']);
    expect(await readFile(join(folder, 'watchlist.yml'), 'utf8')).toBe('hashtags: [mine]\n');
    expect(await readFile(join(folder, 'data', 'state.json'), 'utf8')).toBe('mine');
  });
});
