import { join } from 'node:path';
import type { Event } from '../alerts/log-event.ts';
import { readIfThere } from './files.ts';
import { recordFiles } from './record-files.ts';
import { readEvents } from './record-lines.ts';

/** The log of events, `alerts/YYYY.ndjson`. It grows for ever, so an hourly run reads it from its end. */

/** Every event, in the order they were recorded. @throws {UnreadableDataError} */
export async function readAllEvents(folder: string): Promise<readonly Event[]> {
  const events: (readonly Event[])[] = [];
  for (const path of await recordFiles(folder, 'alerts'))
    events.push(readEvents(await textOf(folder, path), join(folder, path)));
  return events.flat();
}

/** So many lines in a row that are older end the reading: clocks differ, and a line may stand a little out of order. */
const OLDER_LINES_MAX = 100;

/**
 * The events from `from` (ms) on, in the order they were recorded. Only the end of the log is read: what lies before it is
 * neither parsed nor checked.
 * @throws {UnreadableDataError}
 */
export async function readEventsSince(folder: string, from: number): Promise<readonly Event[]> {
  const found: (readonly Event[])[] = [];
  let older = 0;
  for (const path of (await recordFiles(folder, 'alerts')).toReversed()) {
    const text = await textOf(folder, path);
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    let first = lines.length;
    while (first > 0 && older < OLDER_LINES_MAX) {
      first -= 1;
      older = isOlder(lines[first] ?? '', from) ? older + 1 : 0;
    }
    const isEnough = older >= OLDER_LINES_MAX;
    if (isEnough) first += older;
    const read = readEvents(lines.slice(first).join('\n'), join(folder, path), first);
    found.unshift(read.filter(({ at }) => at >= from));
    if (isEnough) break;
  }
  return found.flat();
}

/** How a line begins that `writeEvent` wrote. Any other is not taken for old, but read. */
const HEAD = /^\{"at":"([^"]+)"/;

function isOlder(line: string, from: number): boolean {
  return Date.parse(HEAD.exec(line)?.[1] ?? '') < from;
}

/** The receipt of a delivered notification; undefined where none is recorded. */
export async function recordedReceipt(folder: string, notification: string): Promise<string | undefined> {
  for (const path of (await recordFiles(folder, 'alerts')).toReversed()) {
    const text = await textOf(folder, path);
    if (!text.includes(notification)) continue;
    const found = readEvents(text, join(folder, path)).findLast(
      (event) => event.kind === 'delivered' && event.notification === notification,
    );
    if (found?.kind === 'delivered') return found.receipt;
  }
  return undefined;
}

async function textOf(folder: string, path: string): Promise<string> {
  return (await readIfThere(join(folder, path))) ?? '';
}
