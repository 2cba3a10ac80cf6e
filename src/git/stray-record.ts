import { type Git, GitError } from './git.ts';
import { RECORDS } from './own-commits.ts';

/** A remote with more branches than these is not searched. */
const BRANCHES_MAX = 200;
const SEEN = 'refs/hashtag-radar/seen/';

/** A branch upstream that holds a record and nothing else, as `data-branch` makes it. */
export interface StrayRecord {
  readonly branch: string;
  /** Its state as the text of state.json; absent where it has none yet. */
  readonly state?: string;
}

/**
 * Looks for a record on branches that nobody has named, since a record that goes on in two places is right in neither.
 * @param known the branches that are no question
 * @returns the first by name; undefined where there is none, or the remote cannot be asked
 */
export async function findStrayRecord(git: Git, known: readonly string[]): Promise<StrayRecord | undefined> {
  const listed = await quietly(git('ls-remote', '--heads', 'origin'));
  const branches = [...(listed ?? '').matchAll(/\trefs\/heads\/(.+)$/gm)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name));
  if (branches.length === 0 || branches.length > BRANCHES_MAX) return undefined;
  // A depth would cut the past off a clone that has all of it.
  const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
  const specs = branches.map((name) => `+refs/heads/${name}:${SEEN}${name}`);
  const depth = isShallow ? ['--depth=1'] : [];
  if ((await quietly(git('fetch', '--quiet', '--no-tags', ...depth, 'origin', ...specs))) === undefined)
    return undefined;
  try {
    for (const branch of branches.toSorted()) {
      const names = (await git('ls-tree', '--name-only', `${SEEN}${branch}`)).trim();
      if (names !== RECORDS) continue;
      const state = await quietly(git('show', `${SEEN}${branch}:${RECORDS}/state.json`));
      return { branch, ...(state !== undefined && { state }) };
    }
    return undefined;
  } finally {
    for (const branch of branches) await git('update-ref', '-d', `${SEEN}${branch}`);
  }
}

/** What git printed; undefined where it failed. */
async function quietly(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
