import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reading } from '../../src/readings/reading.ts';
import { EMPTY_STATE } from '../../src/state/state.ts';
import { recentReadings } from '../../src/store/recent-readings.ts';
import { readingsSince } from '../../src/store/record-files.ts';
import { openStore } from '../../src/store/store.ts';
import { at } from '../support/given.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-records-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const reading = (hour: number, index: number): Reading => ({
  at: at(hour),
  hashtag: `${'x'.repeat(80)}${index}`,
  views: 1_000 + hour,
  step: 1,
});
const batch = (hour: number, size: number): readonly Reading[] =>
  Array.from({ length: size }, (_, index) => reading(hour, index));
const write = (readings: readonly Reading[]) =>
  openStore(folder).write({ state: EMPTY_STATE, readings, events: [] });

test('a file far beyond a day is read whole: more readings than a call takes arguments', async () => {
  const line = `{"at":"2026-11-22T05:00:00Z","hashtag":"x","views":1000003,"step":1}\n`;
  await mkdir(join(folder, 'samples/2026/11'), { recursive: true });
  await writeFile(join(folder, 'samples/2026/11/22.ndjson'), line.repeat(150_000));
  const now = Date.parse('2026-11-22T06:00:00Z');
  expect(await recentReadings(folder, () => now)('x')).toHaveLength(150_000);
  expect((await openStore(folder).readRecords(0)).readings).toHaveLength(150_000);
});

async function recorded(): Promise<readonly Reading[]> {
  const all: Reading[] = [];
  for await (const readings of readingsSince(folder, 0)) all.push(...readings);
  return all;
}

/** The parts of the day, with their sizes in bytes. */
async function parts(): Promise<Readonly<Record<string, number>>> {
  const day = join(folder, 'samples/2026/11');
  const names = (await readdir(day)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await readFile(join(day, name))).length])),
  );
}

describe('a day that grows large', () => {
  test('goes on in parts under 1 MB, and its readings come back in the order they were recorded', async () => {
    const batches = [3_000, 2_500, 3_000, 2_500, 1, 1].map((size, hour) => batch(hour, size));
    for (const readings of batches) await write(readings);
    const sizes = await parts();
    expect(Object.keys(sizes)).toEqual(['23-2.ndjson', '23.ndjson']);
    expect(Math.max(...Object.values(sizes))).toBeLessThanOrEqual(900_000);
    expect(await recorded()).toEqual(batches.flat());
  });

  test('one run that is larger than a part is cut at whole lines', async () => {
    const readings = batch(0, 14_000);
    await write(readings);
    const sizes = Object.values(await parts());
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(900_000);
    expect(await recorded()).toEqual(readings);
  });

  test('keeps its parts in order past the tenth', async () => {
    const put = async (path: string, text: string): Promise<void> => {
      await mkdir(join(folder, 'samples/2026', path, '..'), { recursive: true });
      await writeFile(join(folder, 'samples/2026', path), text);
    };
    const line = (hour: number) =>
      `${JSON.stringify({ at: new Date(at(hour)).toISOString(), hashtag: 'x', views: 1, step: 1 })}\n`;
    for (let part = 1; part <= 11; part += 1) {
      await put(`11/23${part === 1 ? '' : `-${part}`}.ndjson`, line(part));
    }
    await put('11/24.ndjson', line(20));
    await put('09/30.ndjson', line(0));
    expect((await recorded()).map((one) => (one.at - at(0)) / 3.6e6)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20,
    ]);
  });
});

test('readings are read from the day of an instant on', async () => {
  for (const hours of [0, 24, 48]) await write(batch(hours, 1));
  const days: number[] = [];
  for await (const readings of readingsSince(folder, at(30))) days.push((readings[0]?.at ?? 0) - at(0));
  expect(days).toEqual([24 * 3.6e6, 48 * 3.6e6]);
});
