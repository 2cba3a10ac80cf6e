import { relative } from 'node:path';
import { PushError, type Repository } from '../git/repository.ts';
import type { Salvage } from '../store/store.ts';
import { pushOn, type Remote, tipOf } from './branch.ts';
import type { RunContext } from './stage.ts';
import { checkOut, openWorkTree, removeFile, type SoakTree, type WorkTree, writeFile } from './work-tree.ts';

/** A work tree with git in memory. It lasts as long as its folder. */
export interface SoakClone {
  readonly workTree: WorkTree;
  head: SoakTree;
  /** What upstream was when it was last taken. */
  base: SoakTree;
}

export function openClone(folder: string): SoakClone {
  return { workTree: openWorkTree(folder), head: new Map(), base: new Map() };
}

/** What runs do with git, on a remote in memory whose pushes meet the faults of the plan, one after the other. */
export function soakRepository(
  clone: SoakClone,
  { stage: { remote }, plan, death, others }: RunContext,
): Repository & Salvage {
  const left = [...plan.pushes];
  const { workTree } = clone;
  const pathOf = (file: string): string => relative(workTree.folder, file);
  return {
    commit: (paths) =>
      death.effect(async () => {
        const next = new Map(clone.head);
        for (const path of paths.map(pathOf)) {
          const text = workTree.files.get(path);
          if (text === undefined) next.delete(path);
          else next.set(path, text);
        }
        clone.head = next;
      }),
    drop: async (paths) => {
      for (const path of paths.map(pathOf)) {
        const text = clone.head.get(path);
        if (text === undefined) removeFile(workTree, path);
        else writeFile(workTree, path, text);
      }
    },
    push: () =>
      death.effect(async () => {
        const fault = left.shift();
        if (fault === 'refused for good') throw new PushError('no permission to push');
        if (fault === 'faltered') return { kind: 'refused', message: 'HTTP 502' };
        if (fault === 'overtaken' || fault === 'overrun' || fault === 'rewritten') await others(fault);
        if (tipOf(remote) !== clone.base) return { kind: 'refused', message: 'fetch first' };
        pushOn(remote, clone.head);
        clone.base = clone.head;
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
        checkOut(clone.workTree, tip);
        return { kind: 'taken' };
      }),
  };
}

/** The clone as a run finds it that begins there: what could not be pushed is made again on top of upstream. */
export function prepareClone(clone: SoakClone, remote: Remote): void {
  const tip = tipOf(remote);
  if (tip === clone.base) return;
  const isCarried = clone.head !== clone.base && isSameData(tip, clone.base);
  const own = [...clone.head].filter(isData);
  clone.head = isCarried ? new Map([...tip, ...own]) : tip;
  clone.base = tip;
  checkOut(clone.workTree, clone.head);
}

function isData([path]: readonly [string, string]): boolean {
  return path.startsWith('data/');
}

function isSameData(a: SoakTree, b: SoakTree): boolean {
  const [here, there] = [[...a].filter(isData), [...b].filter(isData)];
  return here.length === there.length && here.every(([path, text]) => b.get(path) === text);
}
