/** Names of a branch that may keep the record: those of git's that are the same on every system. */
export const DATA_BRANCH_PATTERN = /^[A-Za-z0-9_]+(?:[-./][A-Za-z0-9_]+)*$/;

const LINE = /^\uFEFF?data-branch:[ \t]+(["']?)([^\s"'#]+)\1[ \t]*(?:[ \t]#.*)?\r?$/m;

/**
 * The branch that keeps the record, by the text of the watchlist; undefined where it names none. It needs no YAML, so that
 * it can be read before anything is installed, and in a watchlist that has problems. `check` sees to it that the key
 * stands in a line of its own.
 */
export function dataBranchIn(watchlist: string): string | undefined {
  const name = LINE.exec(watchlist)?.[2];
  return name !== undefined && DATA_BRANCH_PATTERN.test(name) ? name : undefined;
}
