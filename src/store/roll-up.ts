import { join } from 'node:path';
import { DAY_MS } from '../text/time.ts';
import { type Changes, readIfThere } from './files.ts';
import { dayPath, partFile, partsOf, recordFiles, toParts } from './record-files.ts';
import { readReadings } from './record-lines.ts';

/** The days to roll up, from their first on (ms); absent: from the first that is on record. */
export interface RollUp {
  readonly from?: number;
  /** Days that ended before this instant, ms. */
  readonly until: number;
}

/**
 * The files of old days with their hours rolled up: of each hashtag only the day's last reading is left. Days that are
 * rolled up already are not among them. What the hours were stays in git.
 * @returns new texts by path, relative to `folder`; null for a part of a day that is no longer needed
 * @throws {UnreadableDataError}
 */
export async function rolledUp(folder: string, { from, until }: RollUp): Promise<Changes> {
  const begin = from ?? (await firstDay(folder));
  const changes = new Map<string, string | null>();
  if (begin === undefined) return changes;
  for (let day = startOf(begin); day < startOf(until); day += DAY_MS)
    for (const [path, text] of await rolledDay(folder, dayPath(day))) changes.set(path, text);
  return changes;
}

/** The files of samples of days that ended before an instant (ms): what is not kept any longer. */
export async function agedFiles(folder: string, before: number): Promise<readonly string[]> {
  const limit = dayPath(startOf(before));
  return (await recordFiles(folder, 'samples')).filter((path) => path < limit);
}

async function rolledDay(folder: string, day: string): Promise<Changes> {
  const parts = await partsOf(folder, day);
  const paths = parts.toSorted((a, b) => a - b).map((part) => partFile(day, part));
  const lines: string[] = [];
  const last = new Map<string, number>();
  for (const path of paths) {
    const text = (await readIfThere(join(folder, path))) ?? '';
    for (const [index, { hashtag }] of readReadings(text, join(folder, path)).entries())
      last.set(hashtag, lines.length + index);
    lines.push(...text.split('\n').filter((line) => line !== ''));
  }
  if (last.size === lines.length) return new Map();
  const kept = [...last.values()].toSorted((a, b) => a - b).map((index) => lines[index] ?? '');
  return new Map([...paths.map((path) => [path, null] as const), ...toParts(day, kept)]);
}

/** The start of the first day on record, ms. */
async function firstDay(folder: string): Promise<number | undefined> {
  const [path = ''] = await recordFiles(folder, 'samples');
  const [, year, month, day] = /^samples\/(\d{4})\/(\d{2})\/(\d{2})/.exec(path) ?? [];
  return day === undefined ? undefined : Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}

function startOf(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}
