import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Texts by path, from the root of the work tree. */
export type SoakTree = ReadonlyMap<string, string>;

/** A folder, and what stands in it: all that is written there is noted here, so that nobody need look. */
export interface WorkTree {
  readonly folder: string;
  readonly files: Map<string, string>;
}

export function openWorkTree(folder: string): WorkTree {
  mkdirSync(folder, { recursive: true });
  return { folder, files: new Map() };
}

/** Makes the folder hold exactly a tree. */
export function checkOut(workTree: WorkTree, tree: SoakTree): void {
  for (const path of workTree.files.keys()) if (!tree.has(path)) removeFile(workTree, path);
  for (const [path, text] of tree) if (workTree.files.get(path) !== text) writeFile(workTree, path, text);
}

export function writeFile({ folder, files }: WorkTree, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  files.set(path, text);
}

export function removeFile({ folder, files }: WorkTree, path: string): void {
  rmSync(join(folder, path), { force: true });
  files.delete(path);
}

/** Paths of files that stand in the folder otherwise than noted: something was written past the run's disk. */
export function strayFiles({ folder, files }: WorkTree): readonly string[] {
  const standing = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const other = standing.filter((path) => readFileSync(join(folder, path), 'utf8') !== files.get(path));
  return [...other, ...[...files.keys()].filter((path) => !standing.includes(path))];
}
