import { join } from 'node:path';
import type { Event } from '../alerts/log-event.ts';
import type { WeekRecords } from '../alerts/weekly-digest.ts';
import type { DiscoveryRecord } from '../discovery/discovery.ts';
import type { Reading } from '../readings/reading.ts';
import type { State } from '../state/state.ts';
import { appendedDiscovery, readDiscoveryRecord } from './companion-files.ts';
import { type Disk, realDisk } from './disk.ts';
import { dropJournal, finishChanges, writeChanges } from './files.ts';
import { readEventsSince } from './log-files.ts';
import { RECENT_MS, recentReadings } from './recent-readings.ts';
import { appended, readingsSince } from './record-files.ts';
import { agedFiles, type RollUp, rolledUp } from './roll-up.ts';
import { readStateFiles, stateChanges } from './state-files.ts';
import { readTrouble, removeTrouble, withTrouble } from './trouble-file.ts';
import { bringUpToDate, rebuild } from './up-to-date.ts';

/** The folder that keeps the numbers: the state, and the two records that are only ever appended to. */
export interface Store {
  readonly folder: string;
  /**
   * The state as of the last run. Where `state.json` is missing all of it is made again from the records. It changes
   * nothing: what a run left unfinished that died is finished by `recover`.
   * @throws {UnreadableDataError} for a file that is there and cannot be read
   */
  readState(): Promise<State>;
  /** What was recorded after an instant, ms, in the order it was. @throws {UnreadableDataError} */
  readRecords(from: number): Promise<WeekRecords>;
  /** The readings of some hashtags since an instant, ms, the oldest first. @throws {UnreadableDataError} */
  readReadings(hashtags: ReadonlySet<string>, from: number): Promise<ReadonlyMap<string, readonly Reading[]>>;
  /**
   * Writes the state and appends to the records, all or none.
   * @param commit makes the files at these paths last; until it is through, a run that dies here is finished by the next
   */
  write(entry: StoreEntry, commit?: (paths: readonly string[]) => Promise<void>): Promise<void>;
  /** Finishes the write of a run that died. Only for who holds the lock on the folder. */
  recover(salvage: Salvage): Promise<void>;
}

/** What becomes of files that a run left which died before it committed them. */
export interface Salvage {
  /** They are whole. */
  commit(paths: readonly string[]): Promise<void>;
  /** The other files have gone on since: these are the dead run's own, and nobody needs them. */
  drop(paths: readonly string[]): Promise<void>;
}

export interface StoreEntry {
  readonly state: State;
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** What was found beside the watched hashtags; absent: nothing. */
  readonly discovered?: DiscoveryRecord;
  /** Days that keep one reading of each hashtag from now on; absent: nothing is rolled up. */
  readonly rollUp?: RollUp;
  /** Days that ended before this instant, ms, go; absent: none. */
  readonly keepFrom?: number;
}

export function openStore(folder: string, disk: Disk = realDisk): Store {
  const located = (paths: Iterable<string>): readonly string[] =>
    [...paths].map((path) => join(folder, path));
  return {
    folder,
    readState: async () => {
      const trouble = await readTrouble(folder);
      const parsed = await readStateFiles(folder);
      const state = parsed === undefined ? await rebuild(folder) : await bringUpToDate(folder, parsed);
      const discovery = await readDiscoveryRecord(folder);
      return {
        ...state,
        ...(discovery !== undefined && { discovery }),
        health: withTrouble(state.health, trouble),
      };
    },
    readRecords: async (from) => {
      const days: (readonly Reading[])[] = [];
      for await (const day of readingsSince(folder, from)) days.push(day.filter(({ at }) => at > from));
      const events = (await readEventsSince(folder, from)).filter(({ at }) => at > from);
      return { readings: days.flat(), events };
    },
    readReadings: async (hashtags, from) => {
      const found = new Map<string, readonly Reading[]>();
      const recent = recentReadings(folder, () => from + RECENT_MS);
      for (const hashtag of hashtags) found.set(hashtag, await recent(hashtag));
      return found;
    },
    write: async ({ state, readings, events, discovered, rollUp, keepFrom }, commit = keepAsIs) => {
      const rolled = rollUp === undefined ? [] : await rolledUp(folder, rollUp);
      const aged = keepFrom === undefined ? [] : await agedFiles(folder, keepFrom);
      const appends = await appended(folder, readings, events);
      const found = discovered === undefined ? [] : await appendedDiscovery(folder, discovered);
      const changes = new Map<string, string | null>([
        ...rolled,
        ...aged.map((path) => [path, null] as const),
        ...appends,
        ...found,
        ...(await stateChanges(folder, state)),
      ]);
      await writeChanges(folder, changes, {
        commit: async () => commit([...located(changes.keys()), ...(await removeTrouble(folder))]),
        disk,
      });
    },
    recover: async ({ commit, drop }) => {
      const left = await finishChanges(folder, disk);
      if (left.kind === 'completed') await commit(located(left.paths));
      if (left.kind === 'overtaken' && left.paths.length > 0) await drop(located(left.paths));
      await dropJournal(folder, disk);
    },
  };
}

/** Files that nobody commits stand as they were written. */
async function keepAsIs(): Promise<void> {
  await Promise.resolve();
}
