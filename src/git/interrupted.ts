import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { RECORDS } from './own-commits.ts';

/**
 * Goes back to `HEAD` where a run died while git was taking the upstream branch: files then hold what stands upstream,
 * or a first piece of it. Where any change is somebody's own work, nothing is touched.
 * @param changed what differs from `HEAD`
 * @param upstreams commits other than `HEAD` whose files may have been on their way here
 * @returns whether files were taken back
 */
export async function undoInterrupted(
  git: Git,
  changed: readonly string[],
  upstreams: readonly string[],
): Promise<boolean> {
  const added = new Set<string>();
  for (const upstream of upstreams) {
    const listed = await git(
      'diff',
      '--name-only',
      '-z',
      '--no-renames',
      '--diff-filter=A',
      'HEAD',
      upstream,
    );
    for (const path of listed.split('\0')) if (path !== '' && !changed.includes(path)) added.add(path);
  }
  if (changed.length === 0 && added.size === 0) return false;
  const root = (await git('rev-parse', '--show-toplevel')).trim();
  const isUpstreams = async (path: string): Promise<boolean> => {
    const here = await readFile(join(root, path), 'utf8').catch(() => undefined);
    for (const commit of [...upstreams, ...(path.startsWith(`${RECORDS}/`) ? ['HEAD'] : [])]) {
      const there = await git('show', `${commit}:${path}`).catch(() => undefined);
      if (here === there) return true;
      if (path.startsWith(`${RECORDS}/`) && here !== undefined && there?.startsWith(here)) return true;
    }
    return false;
  };
  for (const path of changed) if (!(await isUpstreams(path))) return false;
  if (changed.length > 0) await git('reset', '--quiet', '--hard', 'HEAD');
  for (const path of added) if (await isUpstreams(path)) await rm(join(root, path), { force: true });
  return true;
}

/** What git keeps while a person is in the middle of a merge or the like. */
export const AT_WORK: readonly string[] = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'REBASE_HEAD'];

/** The files that differ from `HEAD`, in the index or in the work tree, from the root of the work tree. */
export async function changedPaths(git: Git): Promise<readonly string[]> {
  const status = await git('status', '--porcelain', '-z', '--no-renames', '--untracked-files=no');
  return status
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}
