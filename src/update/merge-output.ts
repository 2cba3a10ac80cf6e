/** A path that the merge could not settle, with the blobs of its three sides. */
export interface UnsettledPath {
  readonly path: string;
  readonly base?: Side;
  readonly mine?: Side;
  readonly theirs?: Side;
}

export interface Side {
  readonly mode: string;
  readonly blob: string;
}

export interface MergeResult {
  /** The merged tree; where paths are unsettled it holds conflict markers. */
  readonly tree: string;
  readonly unsettled: readonly UnsettledPath[];
}

const SIDES = { '1': 'base', '2': 'mine', '3': 'theirs' } as const;

/**
 * Reads what `git merge-tree --write-tree -z` prints: the tree, then the unsettled files with their stages.
 * @see https://git-scm.com/docs/git-merge-tree#OUTPUT
 */
export function readMergeOutput(printed: string): MergeResult {
  const [tree = '', ...rest] = printed.split('\0');
  const end = rest.indexOf('');
  const paths = new Map<string, UnsettledPath>();
  for (const line of end < 0 ? rest : rest.slice(0, end)) {
    const found = /^(\d+) ([0-9a-f]+) ([123])\t([\s\S]+)$/.exec(line);
    if (found === null) continue;
    const [, mode = '', blob = '', stage, path = ''] = found;
    const side = SIDES[stage as keyof typeof SIDES];
    paths.set(path, { path, ...paths.get(path), [side]: { mode, blob } });
  }
  return { tree: tree.trim(), unsettled: [...paths.values()] };
}

/** How an unsettled path ends. */
export type PathOutcome =
  /** The file stays as the copy has it, for a reason that people are shown. */
  | { readonly kind: 'mine'; readonly why: string }
  /** The file comes as the new version has it: nobody edits it by hand. */
  | { readonly kind: 'theirs' }
  /** Both sides changed the same lines, and only a person can say which counts. */
  | { readonly kind: 'conflict' };

/** Decides what needs no person: deletions and additions of the copy's stay, pages stay, generated files come new. */
export function settle({ path, base, mine, theirs }: UnsettledPath): PathOutcome {
  if (mine === undefined) return { kind: 'mine', why: 'you deleted it, and it stays deleted' };
  if (theirs === undefined)
    return { kind: 'mine', why: 'the new version no longer has it; yours was edited, so it stays' };
  if (GENERATED.test(path)) return { kind: 'theirs' };
  if (base === undefined)
    return { kind: 'mine', why: 'you added a file of this name before the new version did' };
  if (path.endsWith('.md'))
    return { kind: 'mine', why: 'you rewrote this page where the new version changed it' };
  return { kind: 'conflict' };
}

const GENERATED = /^package-lock\.json$|\.schema\.json$|\.png$/;
