import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Git, GitError } from '../git/git.ts';
import type { Reading } from '../readings/reading.ts';
import type { State } from '../state/state.ts';
import { readingsSince } from '../store/record-files.ts';
import type { Store } from '../store/store.ts';
import { systemCode, UnreadableDataError, unreadableFile } from '../store/unreadable.ts';
import { broken, type Check, quoted, warning } from './finding.ts';
import { healthCheck } from './health.ts';
import { aheadCheck, outboxCheck, type Weight, weightCheck } from './records.ts';
import type { Remedies } from './remedies.ts';
import { SCHEDULE_MS, scheduleChecks, scheduleHealth } from './schedule.ts';

/** When and for whom the data is looked at. */
export interface DataExamination {
  /** ms */
  readonly now: number;
  readonly remedies: Remedies;
  /** IANA zone in which people read times. */
  readonly timezone: string;
  /** Beginnings of the hours in which the workflow runs, ms; absent: in all of them. */
  readonly dueHours?: readonly number[];
}

/** What `data/` says: whether it can be read, what the schedule has been like, what is owed, what it weighs. */
export async function checkData(
  store: Store,
  git: Git,
  { now, remedies, timezone, dueHours }: DataExamination,
): Promise<{ readonly checks: readonly Check[]; readonly state?: State }> {
  try {
    const state = await store.readState();
    const { first, recent } = await readRecent(store.folder, now);
    const weight = weightCheck(await weigh(store.folder, git));
    if (first === undefined) {
      const remedy =
        'open Actions → Track hashtags and press Run workflow; on your own machine: npm run track';
      return { state, checks: [warning('last run', 'no run has been recorded yet', remedy), weight] };
    }
    return {
      state,
      checks: [
        aheadCheck(recent, state, now),
        ...scheduleChecks(scheduleHealth(recent, first, now, dueHours), now),
        outboxCheck(state.outbox, now, remedies),
        healthCheck(state.health, timezone),
        weight,
      ],
    };
  } catch (error) {
    if (!(error instanceof UnreadableDataError)) throw error;
    const remedy =
      systemCode(error.cause) === undefined
        ? 'npm run doctor -- --repair mends what is safe to mend. Otherwise mend the file at that place, or take an older version of it from git; nothing is written over it'
        : 'no run can record before that is done; nothing is written over it';
    return { checks: [broken('data/', quoted(error.message), remedy)] };
  }
}

/** The instant of the first reading, and the readings of the last days and of any day ahead. */
async function readRecent(
  folder: string,
  now: number,
): Promise<{ readonly first: number | undefined; readonly recent: readonly Reading[] }> {
  let first: number | undefined;
  for await (const [reading] of readingsSince(folder, 0)) {
    first = reading?.at;
    if (first !== undefined) break;
  }
  const recent: (readonly Reading[])[] = [];
  for await (const readings of readingsSince(folder, now - SCHEDULE_MS))
    recent.push(readings.filter(({ at }) => at >= now - SCHEDULE_MS));
  return { first, recent: recent.flat() };
}

async function weigh(folder: string, git: Git): Promise<Weight> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(missingIn(folder));
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path: relative(join(folder, '..'), path), bytes: (await stat(path)).size };
      }),
  );
  const largest = files.toSorted((a, b) => b.bytes - a.bytes)[0];
  const folders = Map.groupBy(entries, ({ parentPath }) => parentPath);
  const repositoryBytes = await weighRepository(git);
  return {
    dataBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: files.length,
    ...(largest !== undefined && { largest }),
    entriesMax: Math.max(0, ...[...folders.values()].map(({ length }) => length)),
    ...(repositoryBytes !== undefined && { repositoryBytes }),
  };
}

function missingIn(folder: string): (error: unknown) => never[] {
  return (error) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw unreadableFile(folder, error);
  };
}

/** All objects of the repository, bytes; undefined for a shallow clone, and where there is no repository. */
async function weighRepository(git: Git): Promise<number | undefined> {
  try {
    if ((await git('rev-parse', '--is-shallow-repository')).trim() !== 'false') return undefined;
    const counts = await git('count-objects', '-v');
    const kibibytes = [...counts.matchAll(/^size(?:-pack)?: (\d+)$/gm)].map(([, count]) => Number(count));
    return kibibytes.reduce((sum, count) => sum + count, 0) * 1024;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
