import { type Git, GitError } from './git.ts';

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

/** The records could not be pushed. The run fails, and nothing is sent. */
export class PushError extends Error {
  override readonly name = 'PushError';
}

const IDENTITY = [
  '-c',
  'user.name=github-actions[bot]',
  '-c',
  'user.email=41898282+github-actions[bot]@users.noreply.github.com',
  '-c',
  'commit.gpgsign=false',
];
const REMOTE = 'origin';

/**
 * Opens the repository for recording. What would refuse the records later is found here, before anything is spent.
 * @throws {PushError} when it is not one that a run can push from without losing somebody's work
 * @throws {GitError}
 */
export async function openRepository(git: Git): Promise<Repository> {
  const branch = await currentBranch(git);
  await git('remote', 'get-url', REMOTE);
  // Adds nothing, but takes the lock that the records will need.
  await git('add', '--dry-run', '--update');
  const changed = (await git('status', '--porcelain', '--untracked-files=no')).trimEnd();
  if (changed !== '') {
    throw new PushError(
      `these files have changes that are not committed; commit or stash them first:\n${changed}`,
    );
  }
  const start = (await git('rev-parse', 'HEAD')).trim();
  let own = start;
  return {
    commit: async (paths, message) => {
      await git('add', '--', ...paths);
      if ((await git('status', '--porcelain', '--untracked-files=no', '--', ...paths)).trim() === '') return;
      await git(...IDENTITY, 'commit', '--quiet', '--no-verify', '--message', message, '--', ...paths);
      own = (await git('rev-parse', 'HEAD')).trim();
    },
    push: async () => {
      try {
        await git('push', '--quiet', REMOTE, `HEAD:refs/heads/${branch}`);
        return { kind: 'pushed' };
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        if (error.final) throw new PushError(error.message, { cause: error });
        return { kind: 'refused', message: error.message };
      }
    },
    takeUpstream: async () => {
      try {
        await git('fetch', '--quiet', REMOTE, branch);
      } catch (error) {
        if (error instanceof GitError) return { kind: 'unreachable' };
        throw error;
      }
      // The push went through after all, and only its answer was lost.
      if (await isAncestor(git, own, 'FETCH_HEAD')) return { kind: 'there-already' };
      await assertSafe(git, start, own);
      // `--keep` refuses where it would overwrite a change or an untracked file of a person's.
      await git('reset', '--quiet', '--keep', 'FETCH_HEAD');
      return { kind: 'taken' };
    },
  };
}

async function currentBranch(git: Git): Promise<string> {
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
  try {
    await git('merge-base', '--is-ancestor', commit, of);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

/** Taking the upstream may drop the run's own commit, and nothing that a person made before or meanwhile. */
async function assertSafe(git: Git, start: string, own: string): Promise<void> {
  if ((await git('rev-parse', 'HEAD')).trim() !== own) {
    throw new PushError('somebody committed here while the run went on: push your commits, then run again');
  }
  if (!(await isAncestor(git, start, 'FETCH_HEAD'))) {
    const message = `the upstream branch does not hold ${start.slice(0, 10)}, where this run began: push or drop your own commits first`;
    throw new PushError(message);
  }
}
