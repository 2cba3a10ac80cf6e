import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Event } from '../../src/alerts/log-event.ts';
import { readAllEvents, readEventsSince, recordedReceipt } from '../../src/store/log-files.ts';
import { recentReadings } from '../../src/store/recent-readings.ts';
import { writeEvent, writeReading } from '../../src/store/record-lines.ts';
import { at } from '../support/given.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-log-'));
  await mkdir(join(folder, 'alerts'));
  await mkdir(join(folder, 'samples/2026/11'), { recursive: true });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const event = (hours: number): Event => ({
  kind: 'delivered',
  at: at(hours),
  notification: `a-${hours}/opened/team`,
  receipt: `https://example.com/${hours}`,
});
const put = (path: string, lines: readonly string[]) =>
  writeFile(join(folder, path), lines.map((line) => `${line}\n`).join(''));
const events = (from: number, to: number): readonly Event[] =>
  Array.from({ length: to - from }, (_, index) => event(from + index));

describe('the end of the log', () => {
  test('is all that happened since an instant, over years and parts, and no more', async () => {
    await put('alerts/2025.ndjson', events(-400, -200).map(writeEvent));
    await put('alerts/2026.ndjson', events(-200, -150).map(writeEvent));
    await put('alerts/2026-2.ndjson', events(-150, 0).map(writeEvent));
    for (const from of [-500, -400, -250, -200, -199, -151, -150, -1, 0])
      expect(await readEventsSince(folder, at(from))).toEqual(events(Math.max(from, -400), 0));
    expect(await readAllEvents(folder)).toEqual(events(-400, 0));
  });

  test('is found behind a line that is out of order', async () => {
    const lines = [...events(-300, -2), event(-290), event(-1)];
    await put('alerts/2026.ndjson', lines.map(writeEvent));
    expect(await readEventsSince(folder, at(-4))).toEqual([event(-4), event(-3), event(-1)]);
  });

  test('does not look at what is older, and names a line that cannot be read by its place', async () => {
    const lines = events(-300, 0).map(writeEvent);
    await put('alerts/2026.ndjson', lines.with(10, '<<<<<<< HEAD'));
    expect(await readEventsSince(folder, at(-3))).toEqual(events(-3, 0));
    await expect(readAllEvents(folder)).rejects.toThrow('2026.ndjson:11: not a line of JSON');
    await put('alerts/2026.ndjson', lines.with(297, '<<<<<<< HEAD'));
    await expect(readEventsSince(folder, at(-1))).rejects.toThrow('2026.ndjson:298: not a line of JSON');
  });

  test('is empty where nothing has happened, and has the receipt of what arrived', async () => {
    expect(await readEventsSince(folder, 0)).toEqual([]);
    await put('alerts/2026.ndjson', events(-3, 0).map(writeEvent));
    expect(await recordedReceipt(folder, 'a--2/opened/team')).toBe('https://example.com/-2');
    expect(await recordedReceipt(folder, 'a--9/opened/team')).toBeUndefined();
  });
});

describe('what charts are drawn from', () => {
  const reading = (hashtag: string, hours: number) => ({
    at: at(hours),
    hashtag,
    views: 1_000 + hours,
    step: 1,
  });
  const lines = (hours: readonly number[]): readonly string[] =>
    hours.flatMap((hour) =>
      ['booktok', '__proto__', '日記'].map((name) => writeReading(reading(name, hour))),
    );

  test('is three days of each hashtag, whatever its name', async () => {
    await put('samples/2026/11/19.ndjson', lines([-100, -80]));
    await put('samples/2026/11/22.ndjson', lines([-24, -20]));
    await put('samples/2026/11/23.ndjson', lines([0, 1]));
    const recent = recentReadings(folder, () => at(1));
    for (const name of ['booktok', '__proto__', '日記'])
      expect(await recent(name)).toEqual([-24, -20, 0, 1].map((hour) => reading(name, hour)));
    expect(await recent('constructor')).toEqual([]);
  });

  test('is read once, and from lines of any make', async () => {
    const own = JSON.stringify({ hashtag: 'booktok', at: '2026-11-23T05:00:00Z', step: 1, views: 7 });
    await put('samples/2026/11/23.ndjson', [...lines([0]), own]);
    const recent = recentReadings(folder, () => at(24));
    const before = await recent('booktok');
    expect(before.map(({ views }) => views)).toContain(7);
    await rm(join(folder, 'samples'), { recursive: true });
    expect(await recent('booktok')).toEqual(before);
  });

  test('cannot be read: the error has the line', async () => {
    await put('samples/2026/11/23.ndjson', [...lines([0]), '<<<<<<< HEAD']);
    await expect(recentReadings(folder, () => at(1))('booktok')).rejects.toThrow(
      '23.ndjson:4: not a line of JSON',
    );
  });
});
