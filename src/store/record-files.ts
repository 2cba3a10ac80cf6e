import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { isoUtc } from '../text/time.ts';
import { namesIn, readIfThere } from './files.ts';
import { checkLines, readingKey, readReadings, writeEvent, writeReading } from './record-lines.ts';
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
  const byDay = Map.groupBy(readings, ({ at }) => dayPath(at));
  const byYear = Map.groupBy(events, ({ at }) => `alerts/${isoUtc(at).slice(0, 4)}`);
  const changes = new Map<string, string>();
  for (const [path, group] of byDay) await append(folder, changes, path, group.map(writeReading), 'once');
  for (const [path, group] of byYear) await append(folder, changes, path, group.map(writeEvent));
  return changes;
}

/** The readings of the UTC day of `from` (ms) and of all later days, in the order they were recorded. */
export async function* readingsSince(folder: string, from: number): AsyncGenerator<readonly Reading[]> {
  for (const path of await recordFiles(folder, 'samples', dayPath(from))) {
    yield readReadings((await readIfThere(join(folder, path))) ?? '', join(folder, path));
  }
}

/**
 * The files of a record, relative to `folder`, in order of time; a day's parts in their order.
 * @param first the path from which on they are wanted: `samples/2026/11/23`
 */
export async function recordFiles(
  folder: string,
  record: 'samples' | 'alerts' | 'companions' | 'discoveries',
  first: string = record,
): Promise<readonly string[]> {
  const files = filesBelow(folder, record, first);
  if (files.length < 2) return files;
  const { compare } = new Intl.Collator('en', { numeric: true });
  return files.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
}

/** Folders that hold only what is older than `first` are not looked into. */
function filesBelow(folder: string, path: string, first: string): readonly string[] {
  try {
    const entries = readdirSync(join(folder, path), { withFileTypes: true });
    return entries.flatMap((entry) => {
      const child = `${path}/${entry.name}`;
      if (child < first.slice(0, child.length)) return [];
      if (entry.isDirectory() && !child.endsWith('.ndjson')) return filesBelow(folder, child, first);
      return child.endsWith('.ndjson') && child >= first ? [child] : [];
    });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw unreadableFile(join(folder, path), error);
  }
}

/** `DD.ndjson` is the first part, before `DD-2.ndjson`. */
function sortKey(path: string): string {
  const stem = path.slice(0, -'.ndjson'.length);
  return /-\d+$/.test(stem) ? stem : `${stem}-1`;
}

/** Where the samples of the UTC day of an instant (ms) stand, without the number of the part and the ending. */
export function dayPath(at: number): string {
  return `samples/${isoUtc(at).slice(0, 10).replaceAll('-', '/')}`;
}

/**
 * Adds lines after the last one of a record: to its last part while there is room, then to new parts.
 * @param repeats `once`: of two runs in one second the first has read a hashtag, and the second adds nothing
 */
export async function append(
  folder: string,
  changes: Map<string, string>,
  path: string,
  lines: readonly string[],
  repeats: 'once' | 'as they come' = 'as they come',
): Promise<void> {
  const { part, text } = await lastPart(folder, path);
  const known = checkLines(text, join(folder, partFile(path, part)));
  const added = repeats === 'once' ? lines.filter((line) => !known.has(readingKey(JSON.parse(line)))) : lines;
  for (const [file, content] of toParts(path, added, { part, text })) changes.set(file, content);
}

/** The files that lines go into, each under the size that a part may have: after the text of the last part, if there is one. */
export function toParts(
  path: string,
  lines: readonly string[],
  last: { readonly part: number; readonly text: string } = { part: 1, text: '' },
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let { part, text } = last;
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  let bytes = Buffer.byteLength(text);
  for (const line of lines) {
    const added = Buffer.byteLength(line) + 1;
    if (bytes > 0 && bytes + added > PART_BYTES_MAX) {
      part += 1;
      text = '';
      bytes = 0;
    }
    text += `${line}\n`;
    bytes += added;
    files.set(partFile(path, part), text);
  }
  return files;
}

/** The last part of a record's day or year: the only one that is read. */
async function lastPart(
  folder: string,
  path: string,
): Promise<{ readonly part: number; readonly text: string }> {
  const part = Math.max(1, ...(await partsOf(folder, path)));
  return { part, text: (await readIfThere(join(folder, partFile(path, part)))) ?? '' };
}

/** Which parts of a record's day or year there are, counted from 1. */
export async function partsOf(folder: string, path: string): Promise<readonly number[]> {
  const stem = basename(path);
  return namesIn(join(folder, dirname(path)))
    .filter((entry) => entry.startsWith(stem))
    .map((entry) => /^(?:-(\d+))?\.ndjson$/.exec(entry.slice(stem.length)))
    .flatMap((found) => (found === null ? [] : [Number(found[1] ?? 1)]));
}

export function partFile(path: string, part: number): string {
  return part === 1 ? `${path}.ndjson` : `${path}-${part}.ndjson`;
}
