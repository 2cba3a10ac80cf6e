import { join } from 'node:path';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { readIfThere } from './files.ts';
import { readingsSince } from './record-files.ts';
import { readReadings } from './record-lines.ts';

/** Days that one run looks at, so that a pause of a week is caught up with and a run stays short. */
const DAYS_LOOKED_AT = 14;

/** `rolledUp` for all the days on record: those that runs no longer look at included. */
export async function daysBehind(folder: string, until: number): Promise<ReadonlyMap<string, string>> {
  const first = await firstReadingAt(folder);
  const changes = new Map<string, string>();
  for (let end = until; first !== undefined && end > first; end -= DAYS_LOOKED_AT * DAY_MS)
    for (const [path, text] of await rolledUp(folder, end)) changes.set(path, text);
  return changes;
}

async function firstReadingAt(folder: string): Promise<number | undefined> {
  for await (const [reading] of readingsSince(folder, 0)) if (reading !== undefined) return reading.at;
  return undefined;
}

/**
 * The files of old days with their hours rolled up: of each hashtag only the day's last reading is left. Days that are
 * rolled up already are not among them. What the hours were stays in git.
 * @param until days that ended before this instant (ms) are old
 * @returns new texts by path, relative to `folder`
 * @throws {UnreadableDataError}
 */
export async function rolledUp(folder: string, until: number): Promise<ReadonlyMap<string, string>> {
  const changes = new Map<string, string>();
  for (let day = 1; day <= DAYS_LOOKED_AT; day += 1) {
    const path = `samples/${isoUtc(until - day * DAY_MS)
      .slice(0, 10)
      .replaceAll('-', '/')}.ndjson`;
    const text = (await readIfThere(join(folder, path))) ?? '';
    const lines = text.split('\n').filter((line) => line !== '');
    const readings = readReadings(text, join(folder, path));
    const last = new Map(readings.map(({ hashtag }, index) => [hashtag, index]));
    if (last.size === lines.length) continue;
    const kept = [...last.values()].toSorted((a, b) => a - b).map((index) => lines[index]);
    changes.set(path, `${kept.join('\n')}\n`);
  }
  return changes;
}
