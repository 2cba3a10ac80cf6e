import { join } from 'node:path';
import type { Environment } from '../../environment.ts';
import { type Git, GitError } from '../../git/git.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { lockRun } from '../../store/run-lock.ts';
import { openStore, type Store } from '../../store/store.ts';
import { isoUtc } from '../../text/time.ts';
import { jobGit } from './job-git.ts';

/** The records that one run works on, for itself alone. */
export interface Records {
  readonly store: Store;
  readonly repository?: Repository;
  release(): Promise<void>;
}

/**
 * Opens the records of `folder` for a run that begins at `now`, and finishes first what runs have left that died.
 * @throws {CommandFailure} while another run is at work there
 * @throws {PushError} {GitError} {UnreadableDataError}
 */
export async function openRecords(
  folder: string,
  mode: 'dry-run' | 'write' | 'push',
  environment: Environment,
  now: number,
): Promise<Records> {
  const store = openStore(join(folder, 'data'));
  if (mode === 'dry-run') return { store, release: nothing };
  const git = jobGit(folder, environment);
  const gitFolder = mode === 'push' ? await gitFolderOf(git) : await gitFolderOf(git).catch(noRepository);
  const { release, ...died } = await lockRun(folder, gitFolder);
  try {
    if (mode === 'write' || gitFolder === undefined) {
      await store.recover({ commit: nothing, drop: nothing });
      return { store, release };
    }
    const repository = await openRepository({ git, workFolder: folder, gitFolder, ...died });
    const message = `data: ${isoUtc(now).slice(0, 16).replace('T', ' ')}Z, what an earlier run left unfinished\n`;
    await store.recover({ commit: (paths) => repository.commit(paths, message), drop: repository.drop });
    await repository.prepare();
    return { store, repository, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function gitFolderOf(git: Git): Promise<string> {
  return (await git('rev-parse', '--absolute-git-dir')).trim();
}

function noRepository(error: unknown): undefined {
  if (error instanceof GitError) return undefined;
  throw error;
}

async function nothing(): Promise<void> {
  await Promise.resolve();
}
