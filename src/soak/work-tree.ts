import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Texts by path, from the root of the work tree. */
export type SoakTree = ReadonlyMap<string, string>;

/** A folder, and what is known of its files since they were last written here: as git's index does it. */
export interface WorkTree {
  readonly folder: string;
  readonly known: Map<string, KnownFile>;
}

interface KnownFile {
  readonly text: string;
  /** What tells that nobody has touched the file since. */
  readonly stamp: string;
}

export function openWorkTree(folder: string): WorkTree {
  mkdirSync(folder, { recursive: true });
  return { folder, known: new Map() };
}

/** Makes the folder hold exactly a tree. A file that still stands as the tree has it is left alone. */
export function checkOut({ folder, known }: WorkTree, tree: SoakTree): void {
  const standing = new Set(filesBelow(folder, ''));
  for (const path of standing) {
    if (tree.has(path)) continue;
    rmSync(join(folder, path));
    known.delete(path);
  }
  for (const [path, text] of tree) {
    const file = join(folder, path);
    const before = known.get(path);
    if (standing.has(path) && before?.text === text && before.stamp === stampOf(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    known.set(path, { text, stamp: stampOf(file) });
  }
}

function filesBelow(folder: string, path: string): readonly string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, child) : [child];
  });
}

function stampOf(file: string): string {
  const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
