import { type Git, GitError } from './git.ts';

/** Commits of a clone's own that are looked through; a clone with more of them has other worries. */
const OWN_MAX = 10_000;

/**
 * The newest commit of `own` that a rewritten `upstream` still has, under another id: `archive` makes commits again with
 * the files that they had. What came before it is upstream too, or in the archive.
 * @returns undefined where the two have a past in common, and where nothing of `own` is upstream
 */
export async function lastRewritten(git: Git, own: string, upstream: string): Promise<string | undefined> {
  if (await haveCommonPast(git, own, upstream)) return undefined;
  const trees = new Set((await git(...PLAIN, 'log', '--format=%T', upstream)).trim().split('\n'));
  const line = await git(
    ...[...PLAIN, 'log', '--first-parent', `--max-count=${OWN_MAX}`],
    ...['--format=%T %H', own],
  );
  const found = line.split('\n').find((commit) => trees.has(commit.split(' ')[0] ?? ''));
  return found?.split(' ')[1];
}

/** History as it is stored, whatever was joined to this clone by `git replace`. */
const PLAIN = ['--no-replace-objects', '-c', 'log.showSignature=false'];

async function haveCommonPast(git: Git, own: string, upstream: string): Promise<boolean> {
  try {
    await git(...PLAIN, 'merge-base', own, upstream);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
