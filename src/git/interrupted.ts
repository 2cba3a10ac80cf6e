import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';
import { RECORDS } from './own-commits.ts';

/**
 * Goes back to `HEAD` where a run died while git was taking the upstream branch: files then hold what stands upstream,
 * or a first piece of it. Where any change is somebody's own work, nothing is touched.
 * @param upstreams commits whose files may have been on their way here
 */
export async function undoInterrupted(git: Git, upstreams: readonly string[]): Promise<void> {
  if (await isAtWork(git)) return;
  const changed = await changedPaths(git);
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
  if (changed.length === 0 && added.size === 0) return;
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
  for (const path of changed) if (!(await isUpstreams(path))) return;
  if (changed.length > 0) await git('reset', '--quiet', '--hard', 'HEAD');
  for (const path of added) if (await isUpstreams(path)) await rm(join(root, path), { force: true });
}

/** Whether a person is in the middle of a merge or the like. */
async function isAtWork(git: Git): Promise<boolean> {
  const heads = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'REBASE_HEAD'];
  const found = await Promise.all(
    heads.map((head) => git('rev-parse', '--verify', '--quiet', head).catch(() => '')),
  );
  return found.some((id) => id !== '');
}

/** The files that differ from `HEAD`, in the index or in the work tree, from the root of the work tree. */
export async function changedPaths(git: Git): Promise<readonly string[]> {
  const status = await git('status', '--porcelain', '-z', '--no-renames', '--untracked-files=no');
  return status
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}
