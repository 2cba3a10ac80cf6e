import { join } from 'node:path';
import { dayOf, HISTORY_DAYS, recentLines } from '../discovery/companion-history.ts';
import { type CompanionLine, rollUpCompanions } from '../discovery/companion-line.ts';
import type { DiscoveryEvent, DiscoveryRecord } from '../discovery/discovery.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { readCompanions, readDiscoveries, writeCompanions, writeDiscovery } from './companion-lines.ts';
import { isThere, readIfThere } from './files.ts';
import { append, recordFiles } from './record-files.ts';

/**
 * What is found beside the watched hashtags: `companions/YYYY/MM-DD.ndjson`, the counts of a UTC day, and
 * `discoveries/YYYY.ndjson`, what was proposed and what people said.
 */

/** A day keeps its marks for as long as a run looks at them, and its counts from then on. */
export const MARKS_DAYS = 3;
/** Days that one run looks at, so that a pause is caught up with and a run stays short. */
const DAYS_LOOKED_AT = 14;

/** Undefined where nothing is on record. @throws {UnreadableDataError} */
export async function readDiscoveryRecord(folder: string): Promise<DiscoveryRecord | undefined> {
  const files = await recordFiles(folder, 'companions');
  const latest = files.at(-1);
  const lines: CompanionLine[] = [];
  for (const path of files.filter((file) => latest !== undefined && isRecent(file, latest)))
    lines.push(...readCompanions((await readIfThere(join(folder, path))) ?? '', join(folder, path)));
  const events: DiscoveryEvent[] = [];
  for (const path of await recordFiles(folder, 'discoveries'))
    events.push(...readDiscoveries((await readIfThere(join(folder, path))) ?? '', join(folder, path)));
  return lines.length + events.length === 0 ? undefined : { lines: recentLines(lines), events };
}

/** Every line of companions on record, a file at a time, the oldest first. @throws {UnreadableDataError} */
export async function* allCompanions(folder: string): AsyncGenerator<readonly CompanionLine[]> {
  for (const path of await recordFiles(folder, 'companions'))
    yield readCompanions((await readIfThere(join(folder, path))) ?? '', join(folder, path));
}

/** Whether a day's file is among those that are looked back on from the latest one. */
function isRecent(path: string, latest: string): boolean {
  return dayOfFile(path) >= dayOfFile(latest) - HISTORY_DAYS;
}

/** The whole days since 1970 of `companions/2026/11-23.ndjson`; one that is named otherwise is read. */
function dayOfFile(path: string): number {
  const [, date = ''] = /(\d{4}\/\d\d-\d\d)/.exec(path) ?? [];
  const at = Date.parse(`${date.replace('/', '-')}T00:00:00Z`);
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : dayOf(at);
}

function pathOf(at: number): string {
  return `companions/${isoUtc(at).slice(0, 10).replace('-', '/')}`;
}

/**
 * The files that change, with their new text, when lines are added. The first of a UTC day rolls up the days before, of
 * which counts are left.
 */
export async function appendedDiscovery(
  folder: string,
  { lines, events }: DiscoveryRecord,
): Promise<ReadonlyMap<string, string>> {
  const changes = new Map<string, string>();
  for (const [path, group] of Map.groupBy(lines, ({ at }) => pathOf(at))) {
    const isFirst = !(await isThere(join(folder, `${path}.ndjson`)));
    await append(folder, changes, path, group.map(writeCompanions), 'once');
    if (isFirst)
      for (const [old, text] of await rolledUpTo(folder, group[0]?.at ?? 0)) changes.set(old, text);
  }
  for (const [path, group] of Map.groupBy(events, ({ at }) => `discoveries/${isoUtc(at).slice(0, 4)}`))
    await append(folder, changes, path, group.map(writeDiscovery));
  return changes;
}

async function rolledUpTo(folder: string, at: number): Promise<ReadonlyMap<string, string>> {
  const changes = new Map<string, string>();
  for (let days = MARKS_DAYS; days < MARKS_DAYS + DAYS_LOOKED_AT; days += 1) {
    const path = `${pathOf(at - days * DAY_MS)}.ndjson`;
    const text = (await readIfThere(join(folder, path))) ?? '';
    const rolled = rollUpCompanions(readCompanions(text, join(folder, path)));
    if (rolled === undefined) continue;
    const now = `${writeCompanions(rolled)}\n`;
    if (now !== text) changes.set(path, now);
  }
  return changes;
}
