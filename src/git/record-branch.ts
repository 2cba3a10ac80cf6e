import { appendFile, mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Git, GitError } from './git.ts';
import { AS_OURSELVES, RECORDS } from './own-commits.ts';
import { PushError } from './repository.ts';
import { lastRewritten } from './rewritten.ts';
import { findStrayRecord } from './stray-record.ts';

/**
 * The record on a branch of its own, for repositories whose main branch takes no direct push. Its files stand in a work
 * tree beside the watchlist, so that everything else goes on as it does on the main branch.
 * @see https://git-scm.com/docs/git-worktree
 */

/** The folder of that work tree, in the folder with watchlist.yml. */
export const TREE = 'data-branch';

/** What the remote says of a branch. */
export type RemoteBranch =
  | { readonly kind: 'there' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreachable'; readonly message: string };

/** Where git remembers the branch as it last stood upstream. */
export function trackingRef(branch: string): string {
  return `refs/remotes/origin/${branch}`;
}

/** Fetches the branch; only its newest commit where the clone is shallow and has nothing of it yet. */
export async function fetchBranch(git: Git, branch: string): Promise<RemoteBranch> {
  try {
    const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
    const isKnown = (await idOf(git, trackingRef(branch))) !== undefined;
    const depth = isShallow && !isKnown ? ['--depth=1'] : [];
    await git(
      ...['fetch', '--quiet', '--no-tags', ...depth, 'origin'],
      `+refs/heads/${branch}:${trackingRef(branch)}`,
    );
    return { kind: 'there' };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const isMissing = /couldn't find remote ref/i.test(error.message);
    return isMissing ? { kind: 'missing' } : { kind: 'unreachable', message: error.message };
  }
}

/** Whether the work tree of `branch` stands in `folder`. */
export async function isTreeThere(git: Git, folder: string, branch: string): Promise<boolean> {
  return (await branchAt(git, join(folder, TREE))) === branch;
}

/**
 * Sees to it that the work tree of `branch` stands in `folder`. Where the branch is neither here nor upstream it begins,
 * with no past, from the record that `HEAD` holds.
 * @param upstream what `fetchBranch` found
 * @returns the path of the work tree
 * @throws {PushError} where the branch or the folder cannot be had
 */
export async function openTree(
  git: Git,
  folder: string,
  { branch, upstream }: { readonly branch: string; readonly upstream: RemoteBranch },
): Promise<string> {
  const tree = join(folder, TREE);
  const standing = await branchAt(git, tree);
  if (standing === branch) return tree;
  if ((await branchAt(git, folder)) === branch) throw new PushError(checkedOut(branch));
  await ignoreTree(git, folder);
  // Git refuses where files there have changes that are in no commit.
  if (standing !== undefined) await git('worktree', 'remove', tree);
  await git('worktree', 'prune');
  if ((await idOf(git, `refs/heads/${branch}`)) === undefined) await begin(git, branch, upstream);
  await git('-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--quiet', tree, branch);
  return tree;
}

function checkedOut(branch: string): string {
  return (
    `\`data-branch: ${branch}\` in watchlist.yml names the branch that is checked out here: name one of its own for the ` +
    'record, as in `data-branch: radar-data`, or leave the key out'
  );
}

/** Goes on to what was fetched, where nothing here is in the way. @returns whether this is now what was fetched, or newer */
export async function followUpstream(tree: Git, branch: string): Promise<'current' | 'behind'> {
  const upstream = await idOf(tree, trackingRef(branch));
  if (upstream === undefined) return 'current';
  try {
    await tree('-c', 'core.hooksPath=/dev/null', 'merge', '--quiet', '--ff-only', upstream);
    return 'current';
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return followRewritten(tree, upstream);
  }
}

/** The same where `archive` has shortened the history upstream, and all that is here stands there too. */
async function followRewritten(tree: Git, upstream: string): Promise<'current' | 'behind'> {
  if ((await lastRewritten(tree, 'HEAD', upstream)) !== (await idOf(tree, 'HEAD'))) return 'behind';
  try {
    await tree('-c', 'core.hooksPath=/dev/null', 'reset', '--quiet', '--keep', upstream);
    return 'current';
  } catch (error) {
    if (error instanceof GitError) return 'behind';
    throw error;
  }
}

/** The branch whose work tree has its top at `path`; undefined where there is none of this repository. */
async function branchAt(git: Git, path: string): Promise<string | undefined> {
  try {
    const top = (await git('-C', path, 'rev-parse', '--show-toplevel')).trim();
    if ((await realpath(top)) !== (await realpath(path))) return undefined;
    return (await git('-C', path, 'symbolic-ref', '--quiet', '--short', 'HEAD')).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

async function begin(git: Git, branch: string, upstream: RemoteBranch): Promise<void> {
  const tracking = await idOf(git, trackingRef(branch));
  if (upstream.kind === 'unreachable' && tracking === undefined)
    throw new PushError(notFetched(branch, upstream));
  if (tracking === undefined) await assertOnlyRecord(git, branch);
  const start = tracking ?? (await firstCommit(git));
  await git('update-ref', `refs/heads/${branch}`, start, '');
}

/** A second record would begin where the first one has only got another name. */
async function assertOnlyRecord(git: Git, branch: string): Promise<void> {
  const other = await findStrayRecord(git, [branch]);
  if (other === undefined) return;
  throw new PushError(
    `the record is on the branch \`${other.branch}\`, and \`data-branch: ${branch}\` in watchlist.yml names one that is not ` +
      `there: write \`data-branch: ${other.branch}\`, or rename the branch (docs/setup.md, “Branch protection”)`,
  );
}

/** Says that the record is somewhere that cannot be reached. */
export function notFetched(branch: string, { message }: { readonly message: string }): string {
  return `the branch \`${branch}\` (\`data-branch\` in watchlist.yml), which keeps the record, could not be fetched: ${message}`;
}

/** A commit without a past that holds the record of `HEAD`. */
async function firstCommit(git: Git): Promise<string> {
  const records = await git('rev-parse', '--verify', '--quiet', `HEAD:${RECORDS}`).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  await git.scratch('read-tree', '--empty');
  if (records.trim() !== '') await git.scratch('read-tree', `--prefix=${RECORDS}/`, records.trim());
  const tree = (await git.scratch('write-tree')).trim();
  return (
    await git(...AS_OURSELVES, 'commit-tree', tree, '-m', 'data: the record, on a branch of its own')
  ).trim();
}

/** Keeps the work tree out of the main branch, in copies too whose .gitignore does not know it. */
async function ignoreTree(git: Git, folder: string): Promise<void> {
  const path = resolve(folder, (await git('rev-parse', '--git-path', 'info/exclude')).trim());
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.split('\n').includes(`/${TREE}/`)) return;
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, `${text === '' || text.endsWith('\n') ? '' : '\n'}/${TREE}/\n`);
}

async function idOf(git: Git, name: string): Promise<string | undefined> {
  const id = await git('rev-parse', '--verify', '--quiet', `${name}^{commit}`).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  return id.trim() === '' ? undefined : id.trim();
}
