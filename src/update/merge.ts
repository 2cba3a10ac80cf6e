import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';
import type { Copy, OpenGit } from './copy.ts';
import { type MergeResult, readMergeOutput, settle, type UnsettledPath } from './merge-output.ts';
import { editTree, graftPaths, type TreeEntry, UNTOUCHED_PATHS } from './tree.ts';

/** What happens where a person and the new version changed the same lines. */
export const CONFLICT_CHOICES = ['stop', 'mine', 'new', 'mark'] as const;
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

/** A file that both sides changed in the same lines. */
export interface Conflict {
  readonly path: string;
  /** The lines in question, both sides, between conflict markers. */
  readonly hunks: readonly string[];
}

/** A file that stays as the copy has it although the new version changed it. */
export interface Kept {
  readonly path: string;
  readonly why: string;
}

export interface Merged {
  readonly tree: string;
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
}

/** Merges a version into the copy, file by file against the version that the copy came from. */
export async function mergeVersion(
  copy: Copy,
  { base, target }: { readonly base: string; readonly target: string },
  choice: ConflictChoice,
): Promise<Merged> {
  const { open, git, tree } = copy;
  // What is the people's own is the same on all sides, so that no merge can touch it.
  const own = { paths: UNTOUCHED_PATHS, source: tree };
  const sides = [await graftPaths(open, base, own), tree, await graftPaths(open, `${target}^{tree}`, own)];
  const merged = await mergeTrees(git, sides);
  const kept: Kept[] = [];
  const conflicts: Conflict[] = [];
  const remove: string[] = [];
  const set: TreeEntry[] = [];
  for (const unsettled of merged.unsettled) {
    const { path, mine, theirs } = unsettled;
    const outcome = settle(unsettled);
    if (outcome.kind === 'mine') kept.push({ path, why: outcome.why });
    if (outcome.kind === 'conflict') {
      const resolved = await resolve(open, unsettled, choice);
      conflicts.push({ path, hunks: resolved.hunks });
      set.push({ path, mode: mine?.mode ?? '100644', blob: resolved.blob });
      continue;
    }
    const side = outcome.kind === 'mine' ? mine : theirs;
    if (side === undefined) remove.push(path);
    else set.push({ path, ...side });
  }
  const edited =
    remove.length + set.length === 0 ? merged.tree : await editTree(open, merged.tree, { remove, set });
  return { tree: edited, conflicts, kept };
}

/** Trees have no history, so each side becomes a commit on top of the base: then git finds it by itself. */
async function mergeTrees(
  git: Git,
  [base = '', mine = '', theirs = '']: readonly string[],
): Promise<MergeResult> {
  const commit = async (tree: string, ...parents: readonly string[]): Promise<string> =>
    (await git(...NOBODY, 'commit-tree', tree, ...parents.flatMap((id) => ['-p', id]), '-m', 'side')).trim();
  const root = await commit(base);
  const sides = [await commit(mine, root), await commit(theirs, root)];
  try {
    return readMergeOutput(await git('merge-tree', '--write-tree', '-z', ...sides));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (/^[0-9a-f]{40,}\0/.test(error.output)) return readMergeOutput(error.output);
    throw new CommandFailure(
      `this git cannot merge so: the update needs git 2.38 or newer (git --version)\n${error.message}`,
      { cause: error },
    );
  }
}

const NOBODY = ['-c', 'user.name=hashtag-radar', '-c', 'user.email=update@hashtag-radar.invalid'];

const FAVOUR: Readonly<Record<ConflictChoice, readonly string[]>> = {
  stop: [],
  mark: [],
  mine: ['--ours'],
  new: ['--theirs'],
};

/** Merges one file by lines. @returns the blob by the choice, and the lines in question */
async function resolve(
  open: OpenGit,
  { base, mine, theirs }: UnsettledPath,
  choice: ConflictChoice,
): Promise<{ readonly blob: string; readonly hunks: readonly string[] }> {
  const scratch = await mkdtemp(join(tmpdir(), 'hashtag-radar-update-'));
  try {
    const git = open();
    const files = await Promise.all(
      [mine, base, theirs].map(async (side, index) => {
        const file = join(scratch, String(index));
        await writeFile(file, side === undefined ? '' : await git('cat-file', 'blob', side.blob));
        return file;
      }),
    );
    const marked = await mergeFile(git, files, []);
    const text = FAVOUR[choice].length === 0 ? marked : await mergeFile(git, files, FAVOUR[choice]);
    const blob = (await open({ input: text })('hash-object', '-w', '--stdin')).trim();
    return { blob, hunks: hunksOf(marked) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** `git merge-file` exits with the number of conflicts, and prints the text all the same. */
async function mergeFile(git: Git, files: readonly string[], favour: readonly string[]): Promise<string> {
  const labels = ['-L', 'yours', '-L', 'before', '-L', 'the new version'];
  try {
    return await git('merge-file', '-p', ...favour, ...labels, ...files);
  } catch (error) {
    if (error instanceof GitError && error.output !== '') return error.output;
    throw error;
  }
}

function hunksOf(marked: string): readonly string[] {
  return [...marked.matchAll(/^<{7} yours\n[\s\S]*?^>{7} the new version$/gm)].map(([hunk]) => hunk);
}
