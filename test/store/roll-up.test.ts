import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

describe('hours that roll up into days', () => {
  const old = 'samples/2026/11/22.ndjson';
  const hours =
    line('2026-11-22T01:00:00Z', 'booktok', 1) +
    line('2026-11-22T01:00:00Z', 'latte', 5) +
    line('2026-11-22T23:00:00Z', 'booktok', 2);
  const days = line('2026-11-22T01:00:00Z', 'latte', 5) + line('2026-11-22T23:00:00Z', 'booktok', 2);

  test('leave the last reading of each hashtag, as it stood', async () => {
    await put(old, hours);
    expect(await rolledUp(folder, UNTIL)).toEqual(new Map([[old, days]]));
  });

  test('are left alone once they are days, and where there are none', async () => {
    await put(old, days);
    expect(await rolledUp(folder, UNTIL)).toEqual(new Map());
  });

  test('are not those of a day that is not over before the instant', async () => {
    await put('samples/2026/11/23.ndjson', hours.replaceAll('11-22', '11-23'));
    expect(await rolledUp(folder, UNTIL)).toEqual(new Map());
  });

  test('are written with the rest of a run, all or none', async () => {
    await put(old, hours);
    const entry = { state: EMPTY_STATE, readings: [], events: [], rollUpUntil: UNTIL };
    const committed: string[] = [];
    await openStore(folder).write(entry, async (paths) => void committed.push(...paths));
    expect(committed).toEqual([old, 'state.json'].map((path) => join(folder, path)));
    expect(await readFile(join(folder, old), 'utf8')).toBe(days);
  });

  test('that cannot be read stop the run with their place', async () => {
    await put(old, `${hours}<<<<<<< HEAD\n`);
    await expect(rolledUp(folder, UNTIL)).rejects.toThrow('22.ndjson:4: not a line of JSON');
  });
});
