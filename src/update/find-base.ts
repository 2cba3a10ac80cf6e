import { CommandFailure } from '../failure.ts';
import type { Git } from '../git/git.ts';
import type { Copy, OpenGit } from './copy.ts';
import { bestFit, type Candidate, countDiffering, type Fit } from './fit.ts';
import { editTree, listTree, type TreeEntry, UNTOUCHED_PATHS, WORKFLOWS } from './tree.ts';
import { FETCHED_REFS } from './upstream.ts';

const COMMITS_MAX = 5_000;
const COMMITS_AT_ONCE = 100;

/** The version that a copy came from. */
export interface Base {
  readonly commit: string;
  readonly tree: string;
}

/**
 * Finds the commit that a copy was made from. "Use this template" leaves no common history, so the copy is compared with
 * every commit of upstream: the one whose files fit best is its base. What belongs to people is left out.
 * @throws {CommandFailure} when no commit looks like the origin of this repository
 */
export async function findBase({ open, git, tree }: Copy): Promise<Base> {
  const listed = await git('log', '--format=%H %T', `--max-count=${COMMITS_MAX}`, `--glob=${FETCHED_REFS}/*`);
  const candidates = listed.trim().split('\n').map(candidateOf);
  const fits: Fit[] = [];
  for (let start = 0; start < candidates.length; start += COMMITS_AT_ONCE)
    fits.push(...(await measure(open, tree, candidates.slice(start, start + COMMITS_AT_ONCE))));
  const best = bestFit(fits);
  if (best === undefined || !(await sharesItsFiles(git, best.tree, tree)))
    throw new CommandFailure(
      'this repository does not look like a copy of hashtag-radar: no version shares most of its program with it. A thin ' +
        'repository (made by `npm run new`) holds no program: there, Dependabot renews the commit behind each `uses:` line',
    );
  return { commit: best.commit, tree: await withOwnWorkflowBases(open, best.tree, tree) };
}

function candidateOf(line: string): Candidate {
  const [commit = '', tree = ''] = line.split(' ');
  return { commit, tree };
}

async function measure(
  open: OpenGit,
  copy: string,
  candidates: readonly Candidate[],
): Promise<readonly Fit[]> {
  const input = candidates.map(({ tree }) => `${tree} ${copy}\n`).join('');
  const outside = UNTOUCHED_PATHS.map((path) => `:(exclude)${path}`);
  const printed = await open({ input })(
    ...['diff-tree', '--stdin', '-r', '--no-renames', '--name-only', '--', '.', ...outside],
  );
  const counts = countDiffering(printed);
  return candidates.map((candidate) => ({ ...candidate, differing: counts.get(candidate.tree) ?? 0 }));
}

/** Whether the copy has at least half of the program's files as this version has them. */
async function sharesItsFiles(git: Git, version: string, copy: string): Promise<boolean> {
  const [theirs, ours] = await Promise.all([listTree(git, version, ['src']), listTree(git, copy, ['src'])]);
  const blobs = new Map(ours.map(({ path, blob }) => [path, blob]));
  const shared = theirs.filter(({ path, blob }) => blobs.get(path) === blob).length;
  return theirs.length > 0 && shared * 2 >= theirs.length;
}

/**
 * The tree of the base, with the workflow files as they were when the copy last took them: an update by a token that may
 * not write workflows leaves them behind, and their old lines are no person's edit.
 */
async function withOwnWorkflowBases(open: OpenGit, base: string, copy: string): Promise<string> {
  const git = open();
  const [theirs, ours] = await Promise.all([
    listTree(git, base, [WORKFLOWS]),
    listTree(git, copy, [WORKFLOWS]),
  ]);
  const set: TreeEntry[] = [];
  for (const own of ours) {
    const entry = theirs.find(({ path }) => path === own.path);
    if (entry === undefined || entry.blob === own.blob) continue;
    const blob = await nearestBlob(git, entry, own.blob);
    if (blob !== entry.blob) set.push({ ...entry, blob });
  }
  return set.length === 0 ? base : editTree(open, base, { remove: [], set });
}

/** Of all versions of a file the one with the fewest changed lines against `own`; the base's own where none is nearer. */
async function nearestBlob(git: Git, { path, blob: base }: TreeEntry, own: string): Promise<string> {
  const log = await git(
    ...['log', '--format=', '--raw', '--no-abbrev', '--no-renames', `--max-count=${COMMITS_MAX}`],
    ...[`--glob=${FETCHED_REFS}/*`, '--', path],
  );
  const versions = new Set([
    base,
    ...[...log.matchAll(/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]/gm)].map(([, id = '']) => id),
  ]);
  let nearest = { blob: base, lines: Number.POSITIVE_INFINITY };
  for (const blob of versions) {
    const [added = '', removed = ''] = (await git('diff', '--numstat', blob, own)).split('\t');
    const lines = Number(added) + Number(removed);
    if (lines < nearest.lines) nearest = { blob, lines };
  }
  return nearest.blob;
}
