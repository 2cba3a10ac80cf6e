import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { MINUTE_MS } from '../text/time.ts';

/** Locks that a git leaves behind which was killed: `index.lock`, `HEAD.lock`, `refs/heads/main.lock` and so on. */

/** How old a lock is that no running git has made. */
const OLD_MS = { 'no git at work': MINUTE_MS, unknown: 10 * MINUTE_MS } as const;

/**
 * Removes locks of git's that nobody holds any more.
 * @param diedSince when the run before began that never ended, ms: what is younger is its git's
 * @returns the locks that somebody may still hold, as paths
 */
export async function clearStaleLocks(
  { workFolder, gitFolders }: { readonly workFolder: string; readonly gitFolders: readonly string[] },
  diedSince: number | undefined,
): Promise<readonly string[]> {
  const locks = (await Promise.all(gitFolders.map(locksIn))).flat();
  if (locks.length === 0) return [];
  const atWork = await gitAtWork(workFolder);
  const held: string[] = [];
  for (const path of locks) {
    const madeAt = (await stat(path).catch(() => undefined))?.mtimeMs;
    if (madeAt === undefined) continue;
    // A file system may keep times to the second only.
    const isOurs = diedSince !== undefined && madeAt >= diedSince - 1000;
    const isStale = atWork !== 'git at work' && (isOurs || Date.now() - madeAt > OLD_MS[atWork]);
    if (isStale) await rm(path, { force: true });
    else held.push(path);
  }
  return held;
}

async function locksIn(gitFolder: string): Promise<readonly string[]> {
  const top = await namesIn(gitFolder);
  const refs = await namesIn(join(gitFolder, 'refs'), { recursive: true });
  return [...top.map((name) => join(gitFolder, name)), ...refs.map((name) => join(gitFolder, 'refs', name))]
    .filter((path) => path.endsWith('.lock') && !path.includes('hashtag-radar-'))
    .toSorted();
}

async function namesIn(
  folder: string,
  options: { readonly recursive?: true } = {},
): Promise<readonly string[]> {
  return readdir(folder, options).catch(() => []);
}

/** Whether a git runs in the folder. Linux shows it; where that cannot be seen it is unknown. */
async function gitAtWork(folder: string): Promise<'git at work' | 'no git at work' | 'unknown'> {
  const ids = (await namesIn('/proc')).filter((name) => /^\d+$/.test(name));
  if (ids.length === 0) return 'unknown';
  for (const id of ids) {
    const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => '');
    if (!/^git(-.*)?\n$/.test(name)) continue;
    const place = await readlink(`/proc/${id}/cwd`).catch(() => undefined);
    if (place === undefined) return 'unknown';
    const path = relative(folder, place);
    if (!path.startsWith(`..${sep}`) && path !== '..') return 'git at work';
  }
  return 'no git at work';
}
