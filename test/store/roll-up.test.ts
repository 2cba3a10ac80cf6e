import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_STATE } from '../../src/state/state.ts';
import { writeReading } from '../../src/store/record-lines.ts';
import { rolledUp } from '../../src/store/roll-up.ts';
import { openStore } from '../../src/store/store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roll-up-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const UNTIL = Date.parse('2026-11-23T10:00:00Z');

const line = (iso: string, hashtag: string, views: number): string =>
  `${writeReading({ at: Date.parse(iso), hashtag, views, step: 1 })}\n`;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('days that are not kept any longer', () => {
  const paths = ['samples/2025/12/31.ndjson', 'samples/2026/11/21.ndjson', 'samples/2026/11/22.ndjson'];
  const entry = {
    state: EMPTY_STATE,
    readings: [],
    events: [],
    keepFrom: Date.parse('2026-11-22T10:00:00Z'),
  };

  test('go with the run that finds them, and alerts stay', async () => {
    for (const path of [...paths, 'alerts/2025.ndjson']) await put(path, '');
    const committed: string[] = [];
    await openStore(folder).write(entry, async (list) => void committed.push(...list));
    expect(committed).toEqual([...paths.slice(0, 2), 'state.json'].map((path) => join(folder, path)));
    expect(await readdir(join(folder, 'samples/2026/11'))).toEqual(['22.ndjson']);
    expect(await readdir(join(folder, 'alerts'))).toEqual(['2025.ndjson']);
  });

  test('go after all when the run died before', async () => {
    for (const path of paths) await put(path, 'x');
    await expect(
      openStore(folder).write(entry, async () => {
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    await put(paths[0] ?? '', 'x');
    const committed: string[] = [];
    await openStore(folder).recover({
      commit: async (list) => void committed.push(...list),
      drop: async () => undefined,
    });
    expect(committed).toEqual([...paths.slice(0, 2), 'state.json'].map((path) => join(folder, path)));
    await expect(readFile(join(folder, paths[0] ?? ''))).rejects.toThrow('ENOENT');
  });
});

describe('hours that roll up into days', () => {
  const old = 'samples/2026/11/22.ndjson';
  const hours =
    line('2026-11-22T01:00:00Z', 'booktok', 1) +
    line('2026-11-22T01:00:00Z', 'latte', 5) +
    line('2026-11-22T23:00:00Z', 'booktok', 2);
  const days = line('2026-11-22T01:00:00Z', 'latte', 5) + line('2026-11-22T23:00:00Z', 'booktok', 2);

  test('leave the last reading of each hashtag, as it stood', async () => {
    await put(old, hours);
    expect(await rolledUp(folder, { until: UNTIL })).toEqual(new Map([[old, days]]));
  });

  test('are left alone once they are days, and where there are none', async () => {
    await put(old, days);
    expect(await rolledUp(folder, { until: UNTIL })).toEqual(new Map());
  });

  test('are not those of a day that is not over before the instant', async () => {
    await put('samples/2026/11/23.ndjson', hours.replaceAll('11-22', '11-23'));
    expect(await rolledUp(folder, { until: UNTIL })).toEqual(new Map());
  });

  test('are written with the rest of a run, all or none', async () => {
    await put(old, hours);
    const entry = { state: EMPTY_STATE, readings: [], events: [], rollUp: { until: UNTIL } };
    const committed: string[] = [];
    await openStore(folder).write(entry, async (paths) => void committed.push(...paths));
    expect(committed).toEqual([old, 'state.json'].map((path) => join(folder, path)));
    expect(await readFile(join(folder, old), 'utf8')).toBe(days);
  });

  test('are caught up with after any pause, from the first day that is not rolled up', async () => {
    const dayOf = (iso: string): string => `samples/${iso.replaceAll('-', '/')}.ndjson`;
    const stretch = ['2025-12-31', '2026-03-01', '2026-11-21'];
    for (const day of stretch) await put(dayOf(day), hours.replaceAll('2026-11-22', day));
    await put(old, hours);
    const all = await rolledUp(folder, { until: UNTIL });
    expect([...all.keys()]).toEqual([...stretch.map(dayOf), old]);
    expect(all.get(dayOf('2026-03-01'))).toBe(days.replaceAll('2026-11-22', '2026-03-01'));
    const from = Date.parse('2026-11-21T00:00:00Z');
    expect([...(await rolledUp(folder, { from, until: UNTIL })).keys()]).toEqual([dayOf('2026-11-21'), old]);
  });

  test('of a day in parts leave one of them', async () => {
    const later = line('2026-11-22T23:30:00Z', 'booktok', 3) + line('2026-11-22T23:30:00Z', 'chai', 1);
    await put(old, hours);
    await put('samples/2026/11/22-2.ndjson', later);
    const entry = { state: EMPTY_STATE, readings: [], events: [], rollUp: { until: UNTIL } };
    const committed: string[] = [];
    await openStore(folder).write(entry, async (paths) => void committed.push(...paths));
    expect(await readFile(join(folder, old), 'utf8')).toBe(line('2026-11-22T01:00:00Z', 'latte', 5) + later);
    expect(committed).toContain(join(folder, 'samples/2026/11/22-2.ndjson'));
    await expect(readFile(join(folder, 'samples/2026/11/22-2.ndjson'))).rejects.toThrow('ENOENT');
  });

  test('that cannot be read stop the run with their place', async () => {
    await put(old, `${hours}<<<<<<< HEAD\n`);
    await expect(rolledUp(folder, { until: UNTIL })).rejects.toThrow('22.ndjson:4: not a line of JSON');
  });
});
