import { createHash } from 'node:crypto';
import { readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CommandFailure } from '../failure.ts';
import { isoUtc } from '../text/time.ts';
import { systemCode } from './unreadable.ts';

/** The right to be the one run in a folder. */
export interface RunLock {
  /** When the first run began that never ended, of those right before, by the machine's clock, ms; absent where the last ended. */
  readonly diedSince?: number;
  release(): Promise<void>;
}

/**
 * Takes the lock of a folder for one run. The system holds it for this process alone and lets go of it when the process
 * ends, however that happens: SQLite locks a file in the same way on every system.
 * @param folder the one with watchlist.yml
 * @param gitFolder where git keeps its own files; absent: there is none, and the lock stands among temporary files
 * @throws {CommandFailure} while another run holds it
 * @see https://sqlite.org/lockingv3.html
 */
export async function lockRun(folder: string, gitFolder?: string): Promise<RunLock> {
  const path = await lockPath(folder, gitFolder);
  const database = openLocked(`${path}.lock`);
  if (database === undefined) throw new CommandFailure(await busyText(path));
  const before = await readBeginning(path);
  // One that died before it could put in order what the one before it left passes that on.
  const diedSince = before?.diedSince ?? before?.began;
  await writeFile(
    `${path}.run`,
    `${[Date.now(), process.pid, ...(diedSince === undefined ? [] : [diedSince])].join(' ')}\n`,
  );
  return {
    ...(diedSince !== undefined && { diedSince }),
    release: async () => {
      await rm(`${path}.run`, { force: true });
      database.close();
    },
  };
}

/**
 * Does what no run may meet: nothing while one is at work in the folder, and nothing before the next one has put in order
 * what one left that died.
 */
export async function betweenRuns<T>(
  folder: string,
  gitFolder: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  const path = await lockPath(folder, gitFolder);
  const database = openLocked(`${path}.lock`);
  if (database === undefined) return undefined;
  try {
    return (await readBeginning(path)) === undefined ? await act() : undefined;
  } finally {
    database.close();
  }
}

async function lockPath(folder: string, gitFolder: string | undefined): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 12);
  return join(gitFolder ?? tmpdir(), `hashtag-radar-${name}`);
}

const BUSY = 5;

/** undefined while another process has it. */
function openLocked(path: string): DatabaseSync | undefined {
  try {
    const database = new DatabaseSync(path);
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return undefined;
    const message = `${path}: the lock that keeps two runs apart cannot be taken (${error instanceof Error ? error.message : 'unknown error'})`;
    throw new CommandFailure(`${message}. Give the folder to the user that runs this`, { cause: error });
  }
}

async function busyText(path: string): Promise<string> {
  const began = (await readBeginning(path))?.began;
  const since = began === undefined ? '' : ` since ${isoUtc(Math.floor(began / 1000) * 1000)}`;
  return `another run is at work in this folder${since}, so this one did nothing: start it again when that one has ended`;
}

/** When the run began that wrote its name here, and `diedSince` of those before it, ms. */
async function readBeginning(
  path: string,
): Promise<{ readonly began: number; readonly diedSince?: number } | undefined> {
  try {
    const [began = 0, , diedSince = 0] = (await readFile(`${path}.run`, 'utf8')).split(' ').map(Number);
    return {
      began: began > 0 ? began : (await stat(`${path}.run`)).mtimeMs,
      ...(diedSince > 0 && { diedSince }),
    };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
