import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dashboardCommand } from '../../src/commands/dashboard.ts';
import { CommandFailure } from '../../src/commands/failure.ts';
import { EMPTY_STATE } from '../../src/core/state.ts';
import { openStore } from '../../src/store/store.ts';
import { UnreadableDataError } from '../../src/store/unreadable.ts';
import { NOW, records } from '../dashboard/given.ts';

describe('dashboard', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
    const hashtags = (records().watched ?? []).map((hashtag) => `  - ${hashtag}\n`).join('');
    await writeFile(join(folder, 'watchlist.yml'), `timezone: Asia/Tokyo\nhashtags:\n${hashtags}`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(output: 'people' | 'json') {
    const said = { out: '', err: '' };
    const code = await dashboardCommand({
      folder,
      now: NOW,
      output,
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
    });
    return { code, ...said };
  }

  test('writes one page from data/, in the reader’s time zone, and says what is on it', async () => {
    const { readings, events } = records();
    await openStore(join(folder, 'data')).write({ state: EMPTY_STATE, readings, events });
    const { code, out, err } = await run('json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ file: 'site/index.html', breaking: ['hotter', 'hot'] });
    expect(err).toMatch(/^site\/index\.html: 2 of 8 hashtags breaking out, from [\d,]+ readings\n$/);
    const page = await readFile(join(folder, 'site', 'index.html'), 'utf8');
    expect(page).toContain('Page made <time datetime="2026-11-23T12:00:00Z">23 Nov 2026, 21:00 GMT+9</time>');
    expect(await readdir(join(folder, 'site'))).toEqual(['index.html']);
  });

  test('without history there is a page that says so', async () => {
    expect((await run('people')).code).toBe(0);
    expect(await readFile(join(folder, 'site', 'index.html'), 'utf8')).toContain('No readings yet');
  });

  test('an unreadable file stops it before anything is written', async () => {
    const { readings } = records();
    await openStore(join(folder, 'data')).write({ state: EMPTY_STATE, readings, events: [] });
    await writeFile(join(folder, 'data', 'samples', '2026', '11', '23.ndjson'), 'not a line\n');
    await expect(run('people')).rejects.toThrow(UnreadableDataError);
    expect(await readdir(folder)).not.toContain('site');
  });

  test('a watchlist with problems stops it too', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'hashtags: []\n');
    await expect(run('people')).rejects.toThrow(CommandFailure);
  });
});
