import type { SoakTree } from './work-tree.ts';

/** A branch on a server, in memory: its commits, the newest last. */
export interface Remote {
  commits: readonly SoakTree[];
}

export function tipOf({ commits }: Remote): SoakTree {
  return commits.at(-1) ?? new Map();
}

/** Commits that are kept: more than a person takes back at once. */
const COMMITS_MAX = 20;

/** A commit on top of the branch. */
export function pushOn(remote: Remote, tree: SoakTree): void {
  remote.commits = [...remote.commits.slice(-COMMITS_MAX), tree];
}
