/** A commit of the program that a copy may have come from. */
export interface Candidate {
  readonly commit: string;
  readonly tree: string;
}

/** How far a copy is from a candidate: files that differ, are missing or were added. */
export interface Fit extends Candidate {
  readonly differing: number;
}

const PAIR = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64})$/;

/**
 * Counts the paths that `git diff-tree --stdin --name-only` prints under each pair of trees.
 * @param printed pairs `candidate copy`, each followed by the paths that differ; a pair without any prints nothing
 */
export function countDiffering(printed: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let tree = '';
  for (const line of printed.split('\n')) {
    const pair = PAIR.exec(line);
    if (pair !== null) {
      tree = pair[1] ?? '';
      counts.set(tree, 0);
    } else if (line !== '') counts.set(tree, (counts.get(tree) ?? 0) + 1);
  }
  return counts;
}

/** The candidate with the fewest differing files; of several the first, so list the newest first. */
export function bestFit(fits: readonly Fit[]): Fit | undefined {
  let best: Fit | undefined;
  for (const fit of fits) if (best === undefined || fit.differing < best.differing) best = fit;
  return best;
}
