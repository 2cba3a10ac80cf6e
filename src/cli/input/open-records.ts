import { join } from 'node:path';
import type { Environment } from '../../environment.ts';
import { type Git, GitError } from '../../git/git.ts';
import { fetchBranch, followUpstream, openTree } from '../../git/record-branch.ts';
import {
  type ClonedRepository,
  currentBranch,
  openRepository,
  PushError,
  type Repository,
} from '../../git/repository.ts';
import { findStrayRecord } from '../../git/stray-record.ts';
import { readIfThere } from '../../store/files.ts';
import { lockRun } from '../../store/run-lock.ts';
import { openStore, type Store } from '../../store/store.ts';
import { HOUR_MS, isoUtc } from '../../text/time.ts';
import { jobGit } from './job-git.ts';
import { dataBranchOf, recordFolder } from './record-folder.ts';

/** The records that one run works on, for itself alone. */
export interface Records {
  readonly store: Store;
  readonly repository?: Repository;
  release(): Promise<void>;
}

/** How a run keeps its records, when it began (ms), and what it knows of its surroundings. */
interface Opening {
  readonly mode: 'dry-run' | 'write' | 'push';
  readonly environment: Environment;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly now: number;
}

/**
 * Opens the records of `folder` for a run, and finishes first what runs have left that died.
 * @throws {CommandFailure} while another run is at work there
 * @throws {PushError} {GitError} {UnreadableDataError}
 */
export async function openRecords(folder: string, opening: Opening): Promise<Records> {
  const { mode, environment, variables, now } = opening;
  if (mode === 'dry-run') {
    const { folder: records } = await recordFolder(folder, variables);
    return { store: openStore(join(records, 'data')), release: nothing };
  }
  const branch = await dataBranchOf(folder);
  const git = jobGit(folder, environment);
  const isNeeded = mode === 'push' || branch !== undefined;
  const gitFolder = isNeeded ? await gitFolderOf(git) : await gitFolderOf(git).catch(noRepository);
  const { release, ...died } = await lockRun(folder, gitFolder);
  try {
    if (branch === undefined && mode === 'push') await assertRecordHere(git, folder, now);
    const place =
      branch === undefined ? { folder, git } : await branchPlace(git, { folder, branch, environment });
    const store = openStore(join(place.folder, 'data'));
    if (mode === 'write' || gitFolder === undefined) {
      await store.recover({ commit: nothing, drop: nothing });
      if (branch !== undefined) await followUpstream(place.git, branch);
      return { store, release };
    }
    const gitFolders = branch === undefined ? [gitFolder] : [gitFolder, await gitFolderOf(place.git)];
    const repository = await openRepository({ git: place.git, workFolder: folder, gitFolders, ...died });
    await putInOrder(store, repository, now);
    if (branch !== undefined) await repository.catchUp();
    return { store, repository, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The work tree of the branch that keeps the record, as it was last fetched. */
async function branchPlace(
  git: Git,
  {
    folder,
    branch,
    environment,
  }: { readonly folder: string; readonly branch: string; readonly environment: Environment },
): Promise<{ readonly folder: string; readonly git: Git }> {
  const upstream = await fetchBranch(git, branch);
  const tree = await openTree(git, folder, { branch, upstream });
  return { folder: tree, git: jobGit(tree, environment) };
}

/** Where runs come as they should, a record elsewhere would have been met before. */
const SURE_MS = 6 * HOUR_MS;

/** @throws {PushError} where the record has gone on on a branch of its own, and the watchlist no longer names it */
async function assertRecordHere(git: Git, folder: string, now: number): Promise<void> {
  const here = lastRunOf(await readIfThere(join(folder, 'data', 'state.json')));
  if (here !== undefined && Math.abs(now - here) < SURE_MS) return;
  // The branch that is checked out holds a watchlist, so it is none that holds a record alone.
  const other = await findStrayRecord(git, [await currentBranch(git)]);
  if (other === undefined || (lastRunOf(other.state) ?? 0) <= (here ?? 0)) return;
  throw new PushError(
    `the record has gone on on the branch \`${other.branch}\`, and watchlist.yml no longer names it: write ` +
      `\`data-branch: ${other.branch}\`, or bring its data/ to this branch first (docs/setup.md, “Branch protection”)`,
  );
}

/** When the run was that wrote this state, ms; undefined where it does not say. */
function lastRunOf(state: string | undefined): number | undefined {
  const at = /^\s*"at"\s*:\s*"([^"]+)"/m.exec(state ?? '')?.[1];
  const instant = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(instant) ? undefined : instant;
}

async function putInOrder(store: Store, repository: ClonedRepository, now: number): Promise<void> {
  const message = `data: ${isoUtc(now).slice(0, 16).replace('T', ' ')}Z, what an earlier run left unfinished\n`;
  await store.recover({ commit: (paths) => repository.commit(paths, message), drop: repository.drop });
  await repository.prepare();
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
