import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { readIfThere } from './files.ts';
import {
  checkLines,
  readEvents,
  readingKey,
  readReadings,
  writeEvent,
  writeReading,
} from './record-lines.ts';
import { systemCode, unreadableFile } from './unreadable.ts';

/**
 * The two records that are only ever appended to: `samples/YYYY/MM/DD.ndjson` and `alerts/YYYY.ndjson`. GitHub advises
 * files under 1 MB, so a day or a year that grows past that goes on in `DD-2.ndjson`, `DD-3.ndjson` and so on.
 */

const PART_BYTES_MAX = 900_000;

/** The files that change, with their new text, when readings and events are appended. */
export async function appended(
  folder: string,
  readings: readonly Reading[],
  events: readonly Event[],
): Promise<ReadonlyMap<string, string>> {
  const byDay = Map.groupBy(readings, ({ at }) => `samples/${isoUtc(at).slice(0, 10).replaceAll('-', '/')}`);
  const byYear = Map.groupBy(events, ({ at }) => `alerts/${isoUtc(at).slice(0, 4)}`);
  const changes = new Map<string, string>();
  for (const [path, group] of byDay) await append(folder, changes, path, group.map(writeReading), 'once');
  for (const [path, group] of byYear) await append(folder, changes, path, group.map(writeEvent));
  return changes;
}

/** The readings of the UTC day of `from` (ms) and of all later days, in the order they were recorded. */
export async function* readingsSince(folder: string, from: number): AsyncGenerator<readonly Reading[]> {
  const first = `samples/${isoUtc(from).slice(0, 10).replaceAll('-', '/')}`;
  for (const path of await recordFiles(folder, 'samples')) {
    if (path < first) continue;
    yield readReadings((await readIfThere(join(folder, path))) ?? '', join(folder, path));
  }
}

/** How far back charts look. */
const RECENT_MS = 3 * DAY_MS;

/** A hashtag's readings of the last three days before `now` (ms), the oldest first. */
export async function recentReadings(
  folder: string,
  hashtag: string,
  now: number,
): Promise<readonly Reading[]> {
  const found: (readonly Reading[])[] = [];
  for await (const readings of readingsSince(folder, now - RECENT_MS)) {
    found.push(readings.filter((reading) => reading.hashtag === hashtag && reading.at >= now - RECENT_MS));
  }
  return found.flat().toSorted((a, b) => a.at - b.at);
}

/** The receipt of a delivered notification; undefined where none is recorded. */
export async function recordedReceipt(folder: string, notification: string): Promise<string | undefined> {
  const files = (await recordFiles(folder, 'alerts')).toReversed();
  for (const path of files) {
    const text = (await readIfThere(join(folder, path))) ?? '';
    if (!text.includes(notification)) continue;
    const found = readEvents(text, join(folder, path)).findLast(
      (event) => event.kind === 'delivered' && event.notification === notification,
    );
    if (found?.kind === 'delivered') return found.receipt;
  }
  return undefined;
}

/** Every event, in the order they were recorded. */
export async function readAllEvents(folder: string): Promise<readonly Event[]> {
  const events: (readonly Event[])[] = [];
  for (const path of await recordFiles(folder, 'alerts')) {
    events.push(readEvents((await readIfThere(join(folder, path))) ?? '', join(folder, path)));
  }
  return events.flat();
}

/** The files of a record, relative to `folder`, in order of time; a day's parts in their order. */
async function recordFiles(folder: string, record: 'samples' | 'alerts'): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, record), { recursive: true });
    const files = entries.filter((entry) => entry.endsWith('.ndjson')).map((entry) => `${record}/${entry}`);
    return files.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b), 'en', { numeric: true }));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw unreadableFile(join(folder, record), error);
  }
}

/** `DD.ndjson` is the first part, before `DD-2.ndjson`. */
function sortKey(path: string): string {
  const stem = path.slice(0, -'.ndjson'.length);
  return /-\d+$/.test(stem) ? stem : `${stem}-1`;
}

/**
 * Adds lines after the last one of a record: to its last part while there is room, then to new parts.
 * @param repeats `once`: of two runs in one second the first has read a hashtag, and the second adds nothing
 */
async function append(
  folder: string,
  changes: Map<string, string>,
  path: string,
  lines: readonly string[],
  repeats: 'once' | 'as they come' = 'as they come',
): Promise<void> {
  let { part, text } = await lastPart(folder, path);
  const known = checkLines(text, join(folder, partFile(path, part)));
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  let bytes = Buffer.byteLength(text);
  for (const line of lines) {
    if (repeats === 'once' && known.has(readingKey(JSON.parse(line)))) continue;
    const added = Buffer.byteLength(line) + 1;
    if (bytes > 0 && bytes + added > PART_BYTES_MAX) {
      part += 1;
      text = '';
      bytes = 0;
    }
    text += `${line}\n`;
    bytes += added;
    changes.set(partFile(path, part), text);
  }
}

async function lastPart(
  folder: string,
  path: string,
): Promise<{ readonly part: number; readonly text: string }> {
  let text = (await readIfThere(join(folder, partFile(path, 1)))) ?? '';
  for (let part = 1; ; part += 1) {
    const next = await readIfThere(join(folder, partFile(path, part + 1)));
    if (next === undefined) return { part, text };
    text = next;
  }
}

function partFile(path: string, part: number): string {
  return part === 1 ? `${path}.ndjson` : `${path}-${part}.ndjson`;
}
