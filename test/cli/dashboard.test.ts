import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DashboardOptions, dashboardCommand } from '../../src/cli/dashboard.ts';
import { CommandFailure } from '../../src/failure.ts';
import { UnreadableDataError } from '../../src/store/unreadable.ts';
import { growing, NOW, play, readJson } from '../dashboard/given.ts';

const HOURS = 200;

describe('dashboard', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(output: 'people' | 'json', more: Partial<DashboardOptions> = {}) {
    const said = { out: '', err: '' };
    const code = await dashboardCommand({
      folder,
      now: NOW,
      variables: {},
      output,
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
      ...more,
    });
    return { code, ...said };
  }

  const record = (hashtags: string) =>
    play(folder, {
      watchlist: `timezone: Asia/Tokyo\nhashtags: [${hashtags}]\n`,
      hours: HOURS,
      views: (hashtag, hour) =>
        growing(300_000, 80, hashtag === 'hot' ? { from: HOURS - 12, times: 60 } : {})(hour),
    });

  test('writes the site from data/, and says what is on it', async () => {
    await record('calm, hot');
    const { code, out, err } = await run('json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file: 'site/index.html',
      breaking: ['hot'],
      files: expect.any(Number),
    });
    expect(err).toMatch(/^site\/index\.html: 1 of 2 hashtags breaking out; \d+ files, [\d.]+ MB\n$/);
    expect(await readJson(folder, 'summary.json')).toMatchObject({ timezone: 'Asia/Tokyo', origin: 'real' });
    expect(await readdir(folder)).toEqual(expect.not.arrayContaining([expect.stringMatching(/^site\./)]));
  });

  test('one hashtag is enough, and so is none that was ever read', async () => {
    await record('hot');
    expect((await run('people')).out).toContain('1 of 1 hashtags breaking out');
    await rm(join(folder, 'data'), { recursive: true });
    expect((await run('people')).out).toContain('0 of 1 hashtags breaking out');
    expect(await readFile(join(folder, 'site', 'index.html'), 'utf8')).toContain('No readings yet');
  });

  test('a file that has no place in the new site is gone', async () => {
    await record('calm, hot');
    await run('people');
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [calm]\n');
    await run('people');
    expect(await readdir(join(folder, 'site', 'hashtags'))).toEqual(['calm']);
  });

  test('a broken line stops it with file and line, and the site before stays as it was', async () => {
    await record('calm, hot');
    await run('people');
    const before = await readFile(join(folder, 'site', 'summary.json'), 'utf8');
    const day = join(folder, 'data', 'samples', '2026', '11', '20.ndjson');
    const lines = (await readFile(day, 'utf8')).split('\n');
    await writeFile(day, lines.with(6, '<<<<<<< HEAD').join('\n'));
    await expect(run('people', { now: NOW + 3_600_000 })).rejects.toThrow(UnreadableDataError);
    await expect(run('people')).rejects.toThrow(/20\.ndjson:7: not a line of JSON/);
    expect(await readFile(join(folder, 'site', 'summary.json'), 'utf8')).toBe(before);
    expect((await readdir(folder)).toSorted()).toEqual(['data', 'site', 'watchlist.yml']);
  });

  test('a watchlist with problems stops it too, before anything is written', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: []\n');
    await expect(run('people')).rejects.toThrow(CommandFailure);
    expect(await readdir(folder)).toEqual(['watchlist.yml']);
  });

  test('a folder of somebody else’s is not replaced', async () => {
    await record('calm');
    await mkdir(join(folder, 'site'));
    await writeFile(join(folder, 'site', 'thesis.txt'), 'years of work');
    await expect(run('people')).rejects.toThrow(/site holds files that this program did not write/);
    expect(await readdir(join(folder, 'site'))).toEqual(['thesis.txt']);
  });

  test('with an address, previews and feeds have whole links; without one, nothing leads to a made-up place', async () => {
    await record('hot');
    await run('people', { url: 'https://me.example/radar' });
    const page = () => readFile(join(folder, 'site', 'index.html'), 'utf8');
    expect(await page()).toContain('content="https://me.example/radar/picture.png"');
    expect(await readJson(folder, 'breakouts.feed.json')).toMatchObject({
      feed_url: 'https://me.example/radar/breakouts.feed.json',
      items: [{ url: 'https://me.example/radar/#/tag/hot' }],
    });
    await run('people');
    expect(await page()).not.toContain('me.example');
    expect(await readJson(folder, 'breakouts.feed.json')).toMatchObject({
      items: [{ url: 'https://www.tiktok.com/tag/hot' }],
    });
  });

  test.each(['me.example/radar', 'javascript:alert(1)', ''])('%j is no address', async (url) => {
    await record('calm');
    await expect(run('people', { url })).rejects.toThrow(/--url takes the address of the site/);
  });

  test('inside GitHub Actions the site names its repository', async () => {
    await record('calm');
    await run('people', {
      variables: { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'me/radar' },
    });
    expect(await readJson(folder, 'summary.json')).toMatchObject({
      repository: 'https://github.com/me/radar',
    });
  });
});
