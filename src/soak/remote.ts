import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { PushError, type Repository } from '../git/repository.ts';
import type { Salvage } from '../store/store.ts';
import type { Death } from './death.ts';
import type { PushFault } from './plan.ts';

/** Texts by path, from the root of the work tree. */
export type SoakTree = ReadonlyMap<string, string>;

/** A branch on a server, in memory: its commits, the newest last. */
export interface Remote {
  commits: readonly SoakTree[];
}

/** A work tree with git in memory. It lasts as long as its folder. */
export interface SoakClone {
  readonly folder: string;
  head: SoakTree;
  /** What upstream was when it was last taken. */
  base: SoakTree;
}

export function tipOf({ commits }: Remote): SoakTree {
  return commits.at(-1) ?? new Map();
}

/** Makes the folder hold exactly a tree. */
export async function checkOut(folder: string, tree: SoakTree): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [path, text] of tree) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** What becomes of the pushes of one run. */
export interface SoakPushes {
  readonly death: Death;
  /** Of its first pushes, one after the other. */
  readonly faults: readonly PushFault[];
  /** What others push in between. */
  readonly others: (fault: PushFault) => Promise<void>;
}

/** What runs do with git, on a remote in memory whose pushes meet `faults`, one after the other. */
export function soakRepository(
  clone: SoakClone,
  remote: Remote,
  { death, faults, others }: SoakPushes,
): Repository & Salvage {
  const left = [...faults];
  const take = (): void => {
    remote.commits = [...remote.commits, clone.head];
    clone.base = clone.head;
  };
  return {
    commit: (paths) =>
      death.effect(async () => {
        const next = new Map(clone.head);
        for (const path of paths) next.set(relative(clone.folder, path), await readFile(path, 'utf8'));
        clone.head = next;
      }),
    drop: async (paths) => {
      for (const path of paths) {
        const text = clone.head.get(relative(clone.folder, path));
        if (text === undefined) await rm(path, { force: true });
        else await writeFile(path, text);
      }
    },
    push: () =>
      death.effect(async () => {
        const fault = left.shift();
        if (fault === 'refused for good') throw new PushError('no permission to push');
        if (fault === 'faltered') return { kind: 'refused', message: 'HTTP 502' };
        if (fault === 'overtaken' || fault === 'overrun') await others(fault);
        if (tipOf(remote) !== clone.base) return { kind: 'refused', message: 'fetch first' };
        take();
        return fault === 'answer lost'
          ? { kind: 'refused', message: 'connection reset' }
          : { kind: 'pushed' };
      }),
    takeUpstream: () =>
      death.effect(async () => {
        const tip = tipOf(remote);
        if (tip === clone.head) return { kind: 'there-already' };
        clone.head = tip;
        clone.base = tip;
        await checkOut(clone.folder, tip);
        return { kind: 'taken' };
      }),
  };
}

/** The clone as a run finds it that begins there: what could not be pushed is made again on top of upstream. */
export async function prepareClone(clone: SoakClone, remote: Remote): Promise<void> {
  const tip = tipOf(remote);
  if (tip === clone.base) return;
  const dataOf = (tree: SoakTree): string =>
    JSON.stringify([...tree].filter(([path]) => path.startsWith('data/')));
  const isCarried = clone.head !== clone.base && dataOf(tip) === dataOf(clone.base);
  const own = [...clone.head].filter(([path]) => path.startsWith('data/'));
  clone.head = isCarried ? new Map([...tip, ...own]) : tip;
  clone.base = tip;
  await checkOut(clone.folder, clone.head);
}
