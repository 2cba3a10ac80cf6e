import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';
import { AS_OURSELVES } from '../git/own-commits.ts';
import type { Update } from './update.ts';

/** Marks the commit of an update, so that `--undo` finds it. */
const TRAILER = 'Hashtag-Radar-Update';

/** Makes the commit of an update. Nothing that is checked out changes. @returns its id */
export async function commitUpdate({ copy: { git, head }, from, to }: Update, tree: string): Promise<string> {
  const message = `update: hashtag-radar ${to}\n\nFrom ${from}.\n\n${TRAILER}: ${to}\n`;
  const identity = await identityOf(git);
  const made = await git(...identity, 'commit-tree', tree, '-p', head, '-m', message);
  return made.trim();
}

/** Moves the branch and its files to the commit. Files that git does not know are in no danger: it refuses instead. */
export async function checkOutUpdate({ copy: { git } }: Update, commit: string): Promise<void> {
  await git('merge', '--quiet', '--ff-only', commit);
}

/** Leaves the merged files with their conflict markers, not committed: a person goes on from there. */
export async function leaveMarked({ copy: { git }, tree }: Update): Promise<void> {
  await git('read-tree', '-m', '-u', 'HEAD', tree);
}

/**
 * Takes the newest update back by a commit that reverts it; what was recorded since stays.
 * @returns the version that was taken back
 * @throws {CommandFailure} where there is none, or later edits stand in the way
 */
export async function undoUpdate(git: Git): Promise<string> {
  const format = `%H %(trailers:key=${TRAILER},valueonly,separator=%x2C)`;
  const found = (await git('log', '-1', `--grep=^${TRAILER}: `, `--format=${format}`)).trim();
  const [commit = '', ...words] = found.split(' ');
  const version = words.join(' ');
  if (commit === '') throw new CommandFailure('there is no update to undo in the history of this branch');
  const reverted = await git('log', '-1', `--grep=^This reverts commit ${commit}`, '--format=%H');
  if (reverted.trim() !== '') throw new CommandFailure(`the update to ${version} has been undone already`);
  try {
    await git(...(await identityOf(git)), 'revert', '--no-edit', commit);
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    await git('revert', '--abort').catch(() => undefined);
    throw new CommandFailure(
      `the update to ${version} cannot be undone by itself, since its files were edited later; nothing was changed. By ` +
        `hand: git revert ${commit.slice(0, 10)}\n${cause.message}`,
      { cause },
    );
  }
  return version;
}

/** Nothing where the person has a name in git; the workflow's own where there is none. */
async function identityOf(git: Git): Promise<readonly string[]> {
  const isNamed = await git('config', 'user.email').then(
    () => true,
    () => false,
  );
  return isNamed ? [] : AS_OURSELVES;
}
