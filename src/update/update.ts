import { type Git, GitError, type GitOptions } from '../git/git.ts';
import { parseVersion } from '../text/version.ts';
import { handwork, notesBetween, type ReleaseNotes } from './changelog.ts';
import { type Copy, openCopy } from './copy.ts';
import { findBase } from './find-base.ts';
import { type Conflict, type ConflictChoice, type Kept, mergeVersion } from './merge.ts';
import { UNTOUCHED_PATHS } from './tree.ts';
import { chooseTarget, fetchUpstream, forgetUpstream } from './upstream.ts';

/** An update as it would be made: nothing in the copy is changed yet. */
export interface Update {
  readonly copy: Copy;
  /** What the copy is and what it becomes: `0.1.0 (03535c1)`, `v0.2.0`. */
  readonly from: string;
  readonly to: string;
  /** The tree that the copy becomes. */
  readonly tree: string;
  readonly files: ChangedFiles;
  /** Files with people's own lines, which stay. */
  readonly edited: readonly string[];
  readonly kept: readonly Kept[];
  readonly conflicts: readonly Conflict[];
  readonly notes: readonly ReleaseNotes[];
  readonly byHand: readonly string[];
}

export interface ChangedFiles {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export interface UpdateRequest extends Pick<GitOptions, 'folder' | 'redact'> {
  /** Address or folder of the repository that the program comes from. */
  readonly from: string;
  /** A release or commit; absent: the newest release. */
  readonly to?: string;
  readonly onConflict: ConflictChoice;
}

/** Prepares an update. @throws {CommandFailure} where the copy or the version cannot be used */
export async function prepareUpdate({ from, to, onConflict, ...place }: UpdateRequest): Promise<Update> {
  const copy = await openCopy(place);
  const { git } = copy;
  try {
    const upstream = await fetchUpstream(git, from);
    const target = await chooseTarget(git, upstream, to);
    const base = await findBase(copy);
    const merged = await mergeVersion(copy, { base: base.tree, target: target.commit }, onConflict);
    const isBase = ([name, commit]: readonly [string, string]): boolean =>
      commit === base.commit && parseVersion(name) !== undefined;
    const tag = [...upstream.tags].find(isBase)?.[0];
    const before = tag ?? (await versionAt(git, base.commit));
    const isRelease = parseVersion(target.name) !== undefined;
    const after = isRelease ? target.name : await versionAt(git, target.commit);
    const changelog = await fileAt(git, target.commit, 'CHANGELOG.md');
    const notes = notesBetween(changelog ?? '', { from: before, to: after });
    return {
      copy,
      from: tag ?? `${before} (${base.commit.slice(0, 7)})`,
      to: target.name,
      tree: merged.tree,
      files: await changedFiles(git, copy.tree, merged.tree),
      edited: await editedFiles(git, base.tree, copy.tree),
      kept: merged.kept,
      conflicts: merged.conflicts,
      notes,
      byHand: handwork(notes),
    };
  } finally {
    await forgetUpstream(git);
  }
}

async function versionAt(git: Git, commit: string): Promise<string> {
  const text = await fileAt(git, commit, 'package.json');
  return /"version": "([^"]+)"/.exec(text ?? '')?.[1] ?? '0.0.0';
}

async function fileAt(git: Git, commit: string, path: string): Promise<string | undefined> {
  try {
    return await git('cat-file', 'blob', `${commit}:${path}`);
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

async function changedFiles(git: Git, before: string, after: string): Promise<ChangedFiles> {
  const printed = await git('diff-tree', '-r', '-z', '--no-renames', '--name-status', before, after);
  const fields = printed.split('\0').filter((field) => field !== '');
  const files = { added: [] as string[], changed: [] as string[], removed: [] as string[] };
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const path = fields[index + 1] ?? '';
    if (fields[index] === 'A') files.added.push(path);
    else if (fields[index] === 'D') files.removed.push(path);
    else files.changed.push(path);
  }
  return files;
}

/** Files of the base that the copy has changed or deleted. */
async function editedFiles(git: Git, base: string, copy: string): Promise<readonly string[]> {
  const outside = UNTOUCHED_PATHS.map((path) => `:(exclude)${path}`);
  const printed = await git(
    ...['diff-tree', '-r', '-z', '--no-renames', '--name-only', '--diff-filter=MDT', base, copy],
    ...['--', '.', ...outside],
  );
  return printed.split('\0').filter((path) => path !== '');
}
