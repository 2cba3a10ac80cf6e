import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { variablesToRedact } from '../../channels/registry.ts';
import { type Environment, readEnvironment } from '../../environment.ts';
import { CommandFailure } from '../../failure.ts';
import { type Git, GitError } from '../../git/git.ts';
import {
  fetchBranch,
  followUpstream,
  isTreeThere,
  notFetched,
  openTree,
  TREE,
} from '../../git/record-branch.ts';
import { dataBranchIn } from '../../settings/data-branch.ts';
import { betweenRuns } from '../../store/run-lock.ts';
import { systemCode } from '../../store/unreadable.ts';
import { jobGit } from './job-git.ts';

/** Where the record is, for a command that reads it. */
export interface RecordFolder {
  /** The folder that holds `data/`. */
  readonly folder: string;
  /** Why it may be older than what is upstream; absent: it is not. */
  readonly warning?: string;
}

/** The branch that keeps the record of `folder`; undefined where it is the one that is checked out. */
export async function dataBranchOf(folder: string): Promise<string | undefined> {
  try {
    return dataBranchIn(await readFile(join(folder, 'watchlist.yml'), 'utf8'));
  } catch (error) {
    if (systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

/**
 * Finds the record that belongs to the watchlist in `folder`, and brings it up to date where it is on a branch of its own.
 * @throws {CommandFailure} where that branch is nowhere to be had
 */
export async function recordFolder(
  folder: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<RecordFolder> {
  const branch = await dataBranchOf(folder);
  if (branch === undefined) return { folder };
  return branchFolder(folder, branch, readEnvironment(variables, variablesToRedact([])));
}

async function branchFolder(folder: string, branch: string, environment: Environment): Promise<RecordFolder> {
  const git = jobGit(folder, environment);
  const gitFolder = await gitFolderOf(git, branch);
  const upstream = await fetchBranch(git, branch);
  const isHere = await isTreeThere(git, folder, branch);
  // It begins with the next run, and from what is here.
  if (upstream.kind === 'missing' && !isHere) return { folder };
  const offline = upstream.kind === 'unreachable' ? notFetched(branch, upstream) : undefined;
  const tree = join(folder, TREE);
  if (!isHere) {
    try {
      await openTree(git, folder, { branch, upstream });
    } catch (error) {
      if (!(error instanceof Error && ['PushError', 'GitError'].includes(error.name))) throw error;
      throw new CommandFailure(error.message, { cause: error });
    }
  }
  const followed = await betweenRuns(folder, gitFolder, () =>
    followUpstream(jobGit(tree, environment), branch),
  );
  const behind =
    followed === 'behind' ? `${TREE}/ holds changes of its own, so it is read as it stands` : undefined;
  const warning = offline === undefined ? behind : `${offline}\nwhat is read was fetched earlier`;
  return { folder: tree, ...(warning !== undefined && { warning }) };
}

async function gitFolderOf(git: Git, branch: string): Promise<string> {
  try {
    return (await git('rev-parse', '--absolute-git-dir')).trim();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const message = `watchlist.yml keeps the record on the branch \`${branch}\` (\`data-branch\`), and this is no clone that could have it: ${error.message}`;
    throw new CommandFailure(message, { cause: error });
  }
}
