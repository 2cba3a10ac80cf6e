import { rm } from 'node:fs/promises';
import { filterRemedy, recordFilter } from './filtered.ts';
import { type Git, GitError } from './git.ts';
import { clearStaleLocks } from './git-locks.ts';
import { AT_WORK, changedPaths, undoInterrupted } from './interrupted.ts';
import { lookUp, type NamedObject } from './look-up.ts';
import { AS_OURSELVES, areOurs, carryOver, RECORDS } from './own-commits.ts';
import { lastRewritten } from './rewritten.ts';

/** The work tree in which records are committed, and the branch they are pushed to. */
export interface Repository {
  /** Commits these files as they stand; nothing else, and nothing at all when none of them changed. */
  commit(paths: readonly string[], message: string): Promise<void>;
  /** Pushes; `refused` when somebody else was faster or the server faltered. @throws {PushError} when trying again is in vain */
  push(): Promise<{ readonly kind: 'pushed' } | { readonly kind: 'refused'; readonly message: string }>;
  /**
   * Drops the run's own commit and takes the branch as it now stands upstream. `there-already`: upstream holds that
   * commit; `unreachable`: nothing came of it; both leave all as it is.
   * @throws {PushError} when that would drop commits or changes that nobody else has
   */
  takeUpstream(): Promise<{ readonly kind: 'taken' | 'there-already' | 'unreachable' }>;
}

/** A repository that earlier runs may have left in disorder. */
export interface ClonedRepository extends Repository {
  /**
   * Makes the clone ready for a run, before anything is spent: what runs that died or could not push have left is put
   * in order. What a person has left is not touched.
   * @throws {PushError} when a person's changes or commits are in the way
   */
  prepare(): Promise<void>;
  /** Goes on to the branch as it was last fetched, where nothing here is newer. */
  catchUp(): Promise<void>;
  /** Takes these files back to what was committed last. */
  drop(paths: readonly string[]): Promise<void>;
}

/** The records could not be pushed. The run fails, and nothing is sent. */
export class PushError extends Error {
  override readonly name = 'PushError';
}

const REMOTE = 'origin';

/** A clone that runs work in. */
export interface Clone {
  readonly git: Git;
  readonly workFolder: string;
  /** Where git keeps its own files; of a linked work tree these are two. */
  readonly gitFolders: readonly string[];
  /** When the run before began that never ended, ms; absent where it ended. */
  readonly diedSince?: number;
}

/**
 * Opens the repository for recording.
 * @throws {PushError} when it is not one that a run can push from
 * @throws {GitError}
 */
export async function openRepository(clone: Clone): Promise<ClonedRepository> {
  const { git } = clone;
  const branch = await currentBranch(git);
  await git('remote', 'get-url', REMOTE);
  const held = await clearStaleLocks(clone, clone.diedSince);
  if (held.length > 0) throw new PushError(`${HELD}\n${held.join('\n')}`);
  const { head, tracking, fetched, records, isAtWork } = await standing(git, branch);
  // What upstream is known to hold: a person who takes it back there wants it gone here too.
  const known = tracking === undefined ? [] : [tracking];
  let start = head;
  let own = start;
  const take = async (upstream: string): Promise<void> => {
    const isUnpushed = !(await isAncestor(git, start, upstream)) && start !== tracking;
    start = (isUnpushed ? await carryOver(git, start, upstream) : undefined) ?? upstream;
    // `--keep` refuses where it would overwrite a change or an untracked file of a person's.
    await git('reset', '--quiet', '--keep', start);
    own = start;
  };
  return {
    prepare: async () => {
      // What an earlier run has left may have been committed since.
      start = own;
      const upstreams = new Set([...known, ...(fetched === undefined ? [] : [fetched])]);
      upstreams.delete(start);
      const changed = await changedPaths(git);
      const isUndone = !isAtWork && (await undoInterrupted(git, changed, [...upstreams]));
      await assertClean(git, isUndone ? await changedPaths(git) : changed);
      if (records?.type === 'blob') await assertFolder(git);
      const filter = await recordFilter(git);
      if (filter !== undefined) throw new PushError(filterRemedy(filter));
      if (tracking === undefined || (await isAncestor(git, start, tracking))) return;
      const upstream = await fetch(git, branch);
      if (upstream === undefined || (await isAncestor(git, upstream, start))) return;
      if (await isAncestor(git, start, upstream)) return;
      await assertOurs(git, upstream, known);
      await take(upstream);
    },
    catchUp: async () => {
      if (tracking === undefined || start === tracking || !(await isAncestor(git, start, tracking))) return;
      await take(tracking);
    },
    commit: async (paths, message) => {
      const { length } = paths;
      if (length === 0) return;
      await git(...AS_OURSELVES, 'add', '--force', '--', ...paths);
      if ((await git('status', '--porcelain', '--untracked-files=no', '--', ...paths)).trim() === '') return;
      await git(...AS_OURSELVES, 'commit', '--quiet', '--no-verify', '--message', message, '--', ...paths);
      own = (await git('rev-parse', 'HEAD')).trim();
    },
    drop: (paths) => drop(git, paths),
    push: () => push(git, branch),
    takeUpstream: async () => {
      const upstream = await fetch(git, branch);
      if (upstream === undefined) return { kind: 'unreachable' };
      // The push went through after all, and only its answer was lost.
      if (await isAncestor(git, own, upstream)) return { kind: 'there-already' };
      if ((await git('rev-parse', 'HEAD')).trim() !== own) throw new PushError(MEANWHILE);
      await assertOurs(git, upstream, known);
      await take(upstream);
      return { kind: 'taken' };
    },
  };
}

async function push(git: Git, branch: string): ReturnType<Repository['push']> {
  try {
    await git('push', '--quiet', REMOTE, `HEAD:refs/heads/${branch}`);
    return { kind: 'pushed' };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.final) throw new PushError(error.message, { cause: error });
    return { kind: 'refused', message: error.message };
  }
}

async function drop(git: Git, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await git('rm', '--cached', '--quiet', '--force', '--ignore-unmatch', '--', path);
    const isCommitted = (await git('ls-tree', '--name-only', 'HEAD', '--', path)) !== '';
    if (isCommitted) await git('checkout', '--quiet', 'HEAD', '--', path);
    else await rm(path, { force: true });
  }
}

const HELD =
  'another git process is at work in this repository, or one has crashed: wait for it; if there is none, delete the file named below:';
const NO_COMMIT = 'this branch has no commit yet: commit watchlist.yml first, then push it';
const LOST_COMMIT =
  'the commit of this branch is missing, so this clone is damaged: clone the repository again, and copy over what you have not pushed';
const MEANWHILE = 'somebody committed here while the run went on: push your commits, then run again';

/** @returns the branch as it stands upstream; undefined where it cannot be reached. A tag of its name is not meant. */
async function fetch(git: Git, branch: string): Promise<string | undefined> {
  try {
    await git('fetch', '--quiet', REMOTE, `refs/heads/${branch}`);
    return (await git('rev-parse', 'FETCH_HEAD')).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** How the clone stands when it is opened. */
interface Standing {
  readonly head: string;
  /** The branch as it last stood upstream. */
  readonly tracking: string | undefined;
  /** What was fetched last. */
  readonly fetched: string | undefined;
  /** What stands at the place of the records; a link is a blob. */
  readonly records: NamedObject | undefined;
  /** Whether a person is in the middle of a merge or the like. */
  readonly isAtWork: boolean;
}

async function standing(git: Git, branch: string): Promise<Standing> {
  const names = [
    'HEAD',
    `refs/remotes/${REMOTE}/${branch}^{commit}`,
    'FETCH_HEAD^{commit}',
    `HEAD:./${RECORDS}`,
  ];
  const [head, tracking, fetched, records, ...atWork] = await lookUp(git, [...names, ...AT_WORK]);
  if (head === undefined) throw new PushError(await withoutHead(git, branch));
  return {
    head: head.id,
    tracking: tracking?.id,
    fetched: fetched?.id,
    records,
    isAtWork: atWork.some((object) => object !== undefined),
  };
}

/** Why HEAD leads to no commit: there is none yet, or git has lost it. */
async function withoutHead(git: Git, branch: string): Promise<string> {
  try {
    const id = (await git('rev-parse', '--verify', '--quiet', 'HEAD')).trim();
    return `${LOST_COMMIT} (${id})`;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return `${NO_COMMIT}: git push --set-upstream ${REMOTE} ${branch}`;
  }
}

/** @throws {PushError} where no branch is checked out */
export async function currentBranch(git: Git): Promise<string> {
  try {
    return (await git('symbolic-ref', '--quiet', '--short', 'HEAD')).trim();
  } catch (cause) {
    if (!(cause instanceof GitError) || cause.final) throw cause;
    const message =
      'to push, run in a git clone with a branch checked out (not a detached commit): git switch BRANCH';
    throw new PushError(message, { cause });
  }
}

async function isAncestor(git: Git, commit: string, of: string): Promise<boolean> {
  if (commit === of) return true;
  try {
    await git('merge-base', '--is-ancestor', commit, of);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** What would refuse the records later is found before anything is spent. */
async function assertClean(git: Git, changed: readonly string[]): Promise<void> {
  // Adds nothing, but takes the lock that the records will need.
  await git('add', '--dry-run', '--update');
  if (changed.length === 0) return;
  throw new PushError(
    `these files have changes that are not committed; commit or stash them first:\n${changed.map((path) => `  ${path}`).join('\n')}`,
  );
}

const LINK_MODE = '120000 ';

/** Git refuses to add what stands behind a link, and would say so at the commit only. */
async function assertFolder(git: Git): Promise<void> {
  const entry = await git('ls-tree', 'HEAD', '--', RECORDS);
  if (!entry.startsWith(LINK_MODE)) return;
  throw new PushError(
    `${RECORDS} is a link, and git does not follow links: commit the folder itself in its place (git rm ${RECORDS}, then move it here)`,
  );
}

/** Taking the upstream may drop what runs have committed, and nothing that a person made. */
async function assertOurs(git: Git, upstream: string, known: readonly string[]): Promise<void> {
  const rewritten = await lastRewritten(git, 'HEAD', upstream);
  if (await areOurs(git, [upstream, ...known, ...(rewritten === undefined ? [] : [rewritten])])) return;
  throw new PushError('commits of yours are not upstream, and upstream has gone on: push or drop them first');
}
