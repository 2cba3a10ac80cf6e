import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { dropJournal, finishChanges, isThere, type JournalStatus, readJournal } from '../store/files.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import { rolledUp } from '../store/roll-up.ts';
import { readStateFiles, STATE_FILES } from '../store/state-files.ts';
import { openStore } from '../store/store.ts';
import { systemCode, UnreadableDataError, unreadableFile } from '../store/unreadable.ts';
import { formatAmount, formatHours } from '../text/numbers.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../text/time.ts';
import { plainLine } from '../text/untrusted.ts';

/** Something that is safe to mend: it loses nothing that could still be read. */
export interface Repair {
  /** What would be done, in a sentence without a full stop. */
  readonly does: string;
  readonly apply: () => Promise<void>;
}

export interface RepairPlace {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  /** Where git keeps its own files; absent where there is no repository. */
  readonly gitFolder?: string;
  /** ms */
  readonly now: number;
  /** Days after which hours roll up; absent: never. */
  readonly keepHoursDays?: number;
}

/**
 * The next repairs, in the order in which they are to be made. What stands behind one may show only after it, so this is
 * asked again until there is none. What is not understood is left alone.
 */
export async function nextRepairs(place: RepairPlace): Promise<readonly Repair[]> {
  try {
    return await repairsNext(place);
  } catch (error) {
    // What the system does not let anybody read is for a person to mend; the check of data/ says so.
    if (error instanceof UnreadableDataError) return [];
    throw error;
  }
}

async function repairsNext(place: RepairPlace): Promise<readonly Repair[]> {
  const lock = await staleLock(place);
  if (lock !== undefined) return [lock];
  const journal = await unfinishedWrite(place);
  if (journal !== undefined) return [journal];
  const cut = await cutLines(place);
  if (cut.length > 0) return cut;
  const state = await brokenState(place);
  if (state !== undefined) return [state];
  return lateRollUp(place);
}

/** Git takes its lock for seconds at most. */
const LOCK_AGE_MIN_MS = 10 * MINUTE_MS;

async function staleLock({ gitFolder }: RepairPlace): Promise<Repair | undefined> {
  if (gitFolder === undefined) return undefined;
  const path = join(gitFolder, 'index.lock');
  const age = await ageOf(path);
  if (age === undefined || age < LOCK_AGE_MIN_MS) return undefined;
  return {
    does: `delete .git/index.lock, which a git command left behind ${formatHours(age / HOUR_MS)} ago`,
    apply: () => rm(path),
  };
}

async function ageOf(path: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** A journal of a run that died. Where the files have gone on since, the next run decides with git's help. */
async function unfinishedWrite({ folder }: RepairPlace): Promise<Repair | undefined> {
  const data = join(folder, 'data');
  switch (await journalKind(data)) {
    case 'open':
      return {
        does: 'complete the write that a run left unfinished in data/.pending.json',
        apply: async () => {
          if ((await finishChanges(data)).kind === 'completed') await dropJournal(data);
        },
      };
    case 'cut':
      return {
        does: 'delete data/.pending.json, which was cut before the write that it announces had begun',
        apply: () => dropJournal(data),
      };
    default:
      return undefined;
  }
}

/** A journal of another release is not understood, so it is left alone: the check of data/ names it. */
async function journalKind(data: string): Promise<JournalStatus['kind']> {
  try {
    return (await readJournal(data)).kind;
  } catch (error) {
    if (error instanceof UnreadableDataError) return 'none';
    throw error;
  }
}

const SHOWN_CHARS_MAX = 60;

/** Last lines that end in the middle: the rest of them is nowhere. */
async function cutLines({ folder }: RepairPlace): Promise<readonly Repair[]> {
  const data = join(folder, 'data');
  const repairs: Repair[] = [];
  for (const path of await recordsIn(data)) {
    const text = await readText(path);
    const start = text.lastIndexOf('\n') + 1;
    const last = text.slice(start);
    if (last === '' || isJson(last)) continue;
    repairs.push({
      does: `cut the last line off ${relative(folder, path)}, which ends in the middle: ${plainLine(last, SHOWN_CHARS_MAX)}`,
      apply: () => writeFile(path, text.slice(0, start)),
    });
  }
  return repairs;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

async function recordsIn(data: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const record of ['samples', 'alerts', 'companions', 'discoveries']) {
    const folder = join(data, record);
    if (!(await isThere(folder))) continue;
    found.push(...(await linesBelow(folder)));
  }
  return found.toSorted();
}

async function linesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ndjson'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    throw unreadableFile(folder, error);
  }
}

/**
 * A state that says nothing although the records can be read: it is made again from them. Where the system does not let
 * it be read, or a folder stands in its place, it may hold everything, so it is not deleted.
 */
async function brokenState({ folder }: RepairPlace): Promise<Repair | undefined> {
  const data = join(folder, 'data');
  try {
    await readStateFiles(data);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableDataError) || error.message.includes('newer release')) return undefined;
    if (systemCode(error.cause) !== undefined) return undefined;
  }
  if (!(await canReadRecords(data))) return undefined;
  return {
    does:
      'make data/state.json again from the records, since it or a part of it cannot be read: the ' +
      'month’s count of credits and the record of false alarms begin again',
    apply: async () => {
      for (const part of STATE_FILES) await rm(join(data, part), { recursive: true, force: true });
      const store = openStore(data);
      await store.write({ state: await store.readState(), readings: [], events: [] });
    },
  };
}

async function canReadRecords(data: string): Promise<boolean> {
  try {
    await readAllEvents(data);
    for await (const _ of readingsSince(data, 0));
    return true;
  } catch (error) {
    if (error instanceof UnreadableDataError) return false;
    throw error;
  }
}

/** Runs roll up the days that have ended; where they could not, days lie behind. */
async function lateRollUp({ folder, now, keepHoursDays }: RepairPlace): Promise<readonly Repair[]> {
  if (keepHoursDays === undefined) return [];
  const data = join(folder, 'data');
  // A day of grace: the first run of a day does it by itself.
  const changes = await rolledUp(data, { until: now - (keepHoursDays + 1) * DAY_MS });
  if (changes.size === 0) return [];
  return [
    {
      does: `roll up ${formatAmount(changes.size, 'day file')} older than ${keepHoursDays} days`,
      apply: async () => {
        for (const [path, text] of changes) {
          if (text === null) await rm(join(data, path));
          else await writeFile(join(data, path), text);
        }
      },
    },
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
