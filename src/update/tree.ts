import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import type { OpenGit } from './copy.ts';

/** A file of a tree. */
export interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
  readonly path: string;
}

/** What an update leaves alone: the people's own, and the built file that only the tag of a release has. */
export const UNTOUCHED_PATHS = ['watchlist.yml', 'data', 'dist'];

/** Where the token of a workflow may not write. */
export const WORKFLOWS = '.github/workflows';

/** The files of a tree, at and below `paths`; all of them without any. */
export async function listTree(
  git: Git,
  tree: string,
  paths: readonly string[] = [],
): Promise<readonly TreeEntry[]> {
  const listed = await git('ls-tree', '-r', '-z', '--full-tree', tree, '--', ...paths);
  return listed
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode = '', blob = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
      return { mode, blob, path };
    });
}

/** A tree with some paths removed, then some files set. @returns its id */
export async function editTree(
  open: OpenGit,
  tree: string,
  edit: { readonly remove: readonly string[]; readonly set: readonly TreeEntry[] },
): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'hashtag-radar-update-'));
  try {
    const index = join(scratch, 'index');
    await open({ index })('read-tree', tree);
    const lines = [
      ...edit.remove.map((path) => `0 ${'0'.repeat(40)}\t${path}\0`),
      ...edit.set.map(({ mode, blob, path }) => `${mode} ${blob}\t${path}\0`),
    ];
    await open({ index, input: lines.join('') })('update-index', '-z', '--index-info');
    return (await open({ index })('write-tree')).trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** `tree` with everything at and below `paths` as `source` has it. */
export async function graftPaths(
  open: OpenGit,
  tree: string,
  { paths, source }: { readonly paths: readonly string[]; readonly source: string },
): Promise<string> {
  const git = open();
  const [old, set] = await Promise.all([listTree(git, tree, paths), listTree(git, source, paths)]);
  return editTree(open, tree, { remove: old.map(({ path }) => path), set });
}
