import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PIECES } from '../../src/dashboard/formats/schemas.ts';
import type { HashtagPage, Summary } from '../../src/dashboard/schema/site.ts';
import { backtest } from '../../src/replay/backtest.ts';
import { everyHashtag } from '../../src/replay/watches.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { growing, HOSTILE, NOW, play, readJson, siteOf } from './given.ts';

const HOURS = 300;
/** Hashtags that break file names, objects, addresses or the direction of text. */
const ODD = ['booktok', 'constructor', '__proto__', '読書', '🔥', 'مكياج', 'café', 'con'];
const HOT = '読書';
const OPTIONS = { url: 'https://me.example/radar/', repository: 'https://github.com/me/radar' };

describe('the site of hostile hashtags, captions and names', () => {
  let folder: string;
  let watchlist: Watchlist;
  let summary: Summary;
  let files: readonly string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'site-'));
    const entries = ODD.map(
      (name) => `  - { name: "${name}", group: "<b>${name.length}", note: "</script>" }\n`,
    );
    ({ watchlist } = await play(folder, {
      watchlist: `hashtags:\n${entries.join('')}`,
      hours: HOURS,
      views: (hashtag, hour) =>
        growing(300_000, 80, hashtag === HOT ? { from: HOURS - 12, times: 60 } : {})(hour),
      listing: (_, at) =>
        HOSTILE.map((caption, index) => ({
          id: `77${index}`,
          creator: `<i>maker${index}`,
          caption,
          views: 5_000 + Math.round((at - NOW + 400 * HOUR_MS) / 600_000) * (index + 1),
          postedAt: NOW - 500 * HOUR_MS,
        })),
    }));
    ({ summary } = await siteOf(folder, watchlist, OPTIONS));
    files = (await readdir(join(folder, 'site'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, 'site').length + 1));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('has the same files for each hashtag, under names that every disk keeps', () => {
    for (const file of files) expect(file).toMatch(/^(?:[a-z0-9_-]+\/)*[a-z0-9_.-]+$/);
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
    const folders = new Set(files.flatMap((file) => /^hashtags\/([^/]+)\//.exec(file)?.[1] ?? []));
    expect(folders).toEqual(new Set(summary.hashtags.map(({ file }) => file)));
    for (const name of folders) {
      expect(files.filter((file) => file.startsWith(`hashtags/${name}/`)).toSorted()).toEqual(
        [
          'badge.json',
          'days.csv',
          'days.js',
          'days.json',
          'hours.js',
          'hours.json',
          'page.js',
          'page.json',
          'readings.csv',
        ].map((file) => `hashtags/${name}/${file}`),
      );
    }
  });

  test('every piece hands over, as a script, just what stands in its JSON', async () => {
    const scripts = files.filter((file) => file.endsWith('.js') && file !== 'app.js');
    expect(scripts).toHaveLength(4 + 3 * ODD.length);
    for (const file of scripts) {
      const taken: [string, string][] = [];
      const text = await readFile(join(folder, 'site', file), 'utf8');
      expect(text).not.toMatch(/<|\u2028|\u2029|\n./);
      runInNewContext(text, {
        hashtagRadar: { take: (name: string, json: string) => taken.push([name, json]) },
      });
      const name = file.slice(0, -'.js'.length);
      const json = await readFile(join(folder, 'site', `${name}.json`), 'utf8');
      expect(taken).toEqual([[name, json.trimEnd()]]);
    }
  });

  test('every piece fits its schema to the last field, and the published schema says the same', async () => {
    const checked = new Set<string>();
    for (const file of files.filter((name) => name.endsWith('.json') && !name.startsWith('schema/'))) {
      const name = file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
      const shape = Object.entries(PIECES).find(([piece]) => piece === name)?.[1];
      if (shape === undefined) continue;
      const piece = await readJson(folder, file);
      expect(shape.parse(piece), file).toEqual(piece);
      const published = z.fromJSONSchema(schemaOf(await readJson(folder, `schema/${name}.json`)));
      expect(published.safeParse(piece).error, file).toBeUndefined();
      expect(published.safeParse({ ...Object(piece), version: 2 }).success, file).toBe(false);
      checked.add(name);
    }
    expect(checked).toEqual(new Set(Object.keys(PIECES)));
  });

  test('an episode has its course, its drivers, and no link but to TikTok', async () => {
    const { episodes } = await pageOf(HOT);
    expect(episodes).toHaveLength(1);
    const [episode] = episodes;
    expect(episode).toMatchObject({
      hashtag: HOT,
      rule: 'breakout',
      phases: [{ phase: 'strong' }],
    });
    expect(episode?.drivers.map(({ caption }) => caption)).toEqual(expect.arrayContaining([HOSTILE[0]]));
    for (const { url } of episode?.drivers ?? [])
      expect(url).toMatch(/^https:\/\/www\.tiktok\.com\/@%3Ci%3Emaker\d\/video\/77\d$/);
    expect(Date.parse(episode?.onset ?? '')).toBeLessThan(Date.parse(episode?.openedAt ?? ''));
  });

  async function pageOf(hashtag: string): Promise<HashtagPage> {
    const { file } = summary.hashtags.find((row) => row.hashtag === hashtag) ?? expect.fail(hashtag);
    return PIECES.page.parse(await readJson(folder, `hashtags/${file}/page.json`));
  }

  test('the feeds name each breakout once, by an id that stays, and carry no live markup', async () => {
    const atom = await readFile(join(folder, 'site', 'breakouts.atom'), 'utf8');
    const json = z
      .object({
        items: z.array(
          z.object({ id: z.string(), url: z.string(), title: z.string(), content_html: z.string() }),
        ),
      })
      .parse(await readJson(folder, 'breakouts.feed.json'));
    const [item, ...more] = json.items;
    expect(more).toEqual([]);
    expect(item?.id).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(item?.url).toBe(`https://me.example/radar/#/tag/${encodeURIComponent(HOT)}`);
    expect(item?.title).toMatch(/^#読書 is breaking out: \d+× its baseline$/);
    for (const text of [atom, item?.content_html ?? '']) {
      expect(text).not.toMatch(/<(?:script|iframe|i>|b>)|[\uFFFE\u202E\u2028]/);
      expect([text.includes('\u0000'), text.isWellFormed()]).toEqual([false, true]);
      expect(text).toContain('&lt;script&gt;');
    }
    expect(atom.match(/<entry>/g)).toHaveLength(1);
    expect(atom.match(/<id>(.*)<\/id>/g)?.[1]).toBe(`<id>${item?.id}</id>`);
    expect(atom).toContain('<link rel="self" href="https://me.example/radar/breakouts.atom"/>');
  });

  test('a badge is what shields.io reads', async () => {
    expect(await readJson(folder, 'badge.json')).toEqual({
      schemaVersion: 1,
      label: 'hashtags',
      message: '1 of 8 breaking out',
      color: 'orange',
    });
    expect(await readJson(folder, 'health-badge.json')).toMatchObject({ label: 'radar', message: 'sees' });
    expect(await readJson(folder, 'health.json')).toMatchObject({ state: 'sees', causes: [] });
    const { file } = summary.hashtags.find(({ hashtag }) => hashtag === HOT) ?? expect.fail();
    expect(await readJson(folder, `hashtags/${file}/badge.json`)).toMatchObject({
      label: `#${HOT}`,
      message: expect.stringMatching(/^strong, \d+× its baseline$/),
      color: 'red',
    });
  });

  test('a CSV of readings goes through the backtest, and gives the alert that was', async () => {
    const { file } = summary.hashtags.find(({ hashtag }) => hashtag === HOT) ?? expect.fail();
    const path = join(folder, 'site', 'hashtags', file, 'readings.csv');
    const result = await backtest({
      source: { kind: 'csv', path },
      watchOf: everyHashtag({ rule: 'both', sensitivity: { score: 8 }, thresholdPercentPerHour: 10 }),
      sensitivity: { score: 8 },
    });
    expect([result.readings, result.refused]).toEqual([HOURS, 0]);
    const { episodes } = await pageOf(HOT);
    expect(result.alerts.map(({ hashtag, at }) => [hashtag, at])).toEqual([[HOT, episodes[0]?.openedAt]]);
    const days = await readFile(join(folder, 'site', 'hashtags', file, 'days.csv'), 'utf8');
    expect(days.split('\n')[1]).toMatch(/^2026-11-11,"読書",\d+,\d+,\d+,\d+,\d+,\d+,/);
  });

  test('index.html tells the headline and where the picture stands', async () => {
    const html = await readFile(join(folder, 'site', 'index.html'), 'utf8');
    expect(html).toContain('#読書 is breaking out');
    expect(html).toContain('https://me.example/radar/picture.png');
    expect(html).toContain('breakouts.atom');
  });

  test('made again from the same records it is the same, byte for byte', async () => {
    const textOf = (file: string) => readFile(join(folder, 'site', file), 'latin1');
    const before = await Promise.all(files.map(textOf));
    await siteOf(folder, watchlist, OPTIONS);
    expect(await Promise.all(files.map(textOf))).toEqual(before);
  });
});

function schemaOf(value: unknown): Parameters<typeof z.fromJSONSchema>[0] {
  return Object(value);
}
