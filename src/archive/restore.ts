import { CommandFailure } from '../failure.ts';
import { GitError } from '../git/git.ts';
import { fetchBranch, notFetched, trackingRef } from '../git/record-branch.ts';
import { checkBundle } from './bundle.ts';
import { type Archived, archivedIn } from './cut.ts';
import type { ArchivePlace } from './place.ts';
import { type ArchiveGit, resolveId } from './rewrite.ts';

/** What was joined to this clone. */
export interface Restored {
  readonly branch: string;
  /** The commits that a shortened history began with, and what now stands before each. */
  readonly joined: readonly { readonly beginning: string; readonly archived: Archived }[];
  /** Commits of the branch, as git shows them now. */
  readonly commits: number;
  /** Whether the bundle's checksum was compared; absent where the archive came from `origin`. */
  readonly checksum?: 'compared' | 'no checksum';
}

/** One archive a year for a life. */
const ARCHIVES_MAX = 100;

/**
 * Joins the archived history to the branch, in this clone alone: git's commands then show all of it as one. Nothing is
 * rewritten and nothing pushed.
 * @param bundle a file that `archive --bundle` made; absent: the archives at `origin`
 * @throws {CommandFailure} where an archive is not to be had, or is not the one that was left out
 * @see https://git-scm.com/docs/git-replace
 */
export async function restore(place: ArchivePlace, bundle?: string): Promise<Restored> {
  const { folder, branch, gitIn, archiveGit } = place;
  const git = gitIn(folder);
  const upstream = await fetchBranch(git, branch);
  if (upstream.kind !== 'there')
    throw new CommandFailure(
      upstream.kind === 'unreachable'
        ? notFetched(branch, upstream)
        : `\`origin\` has no branch \`${branch}\``,
    );
  if ((await git('rev-parse', '--is-shallow-repository')).trim() === 'true')
    throw new CommandFailure(
      'this clone does not have all of the history that is left: run `git fetch --unshallow origin`, then this again',
    );
  const checksum = bundle === undefined ? undefined : await checkBundle(archiveGit.plain, bundle);
  const joined: { readonly beginning: string; readonly archived: Archived }[] = [];
  let roots = await rootsOf(git, trackingRef(branch));
  while (joined.length < ARCHIVES_MAX) {
    const found = await archivedAt(archiveGit, roots);
    if (found === undefined) break;
    await fetchArchive(archiveGit, found.archived, bundle ?? 'origin');
    await assertFits(archiveGit, found);
    await git('replace', '--graft', found.beginning, found.archived.id);
    joined.push(found);
    roots = await rootsOf(git, trackingRef(branch));
  }
  const commits = Number(await git('rev-list', '--count', trackingRef(branch)));
  return { branch, joined, commits, ...(checksum !== undefined && { checksum }) };
}

async function rootsOf(
  git: (...args: readonly string[]) => Promise<string>,
  tip: string,
): Promise<readonly string[]> {
  return (await git('rev-list', '--max-parents=0', tip)).split('\n').filter((id) => id !== '');
}

async function archivedAt({ plain }: ArchiveGit, roots: readonly string[]) {
  for (const beginning of roots) {
    const archived = archivedIn(await plain('log', '-1', '--format=%B', beginning));
    if (archived !== undefined) return { beginning, archived };
  }
  return undefined;
}

async function fetchArchive(git: ArchiveGit, { id, ref }: Archived, from: string): Promise<void> {
  if ((await resolveId(git, id)) !== undefined && (await resolveId(git, ref)) === id) return;
  try {
    await git.plain('fetch', '--quiet', '--no-tags', from, `${ref}:${ref}`);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const where = from === 'origin' ? '`origin`' : from;
    const what = `${where} does not have the archive ${ref}. Where it is in a file, name that: npm run archive -- --restore --from FILE`;
    throw new CommandFailure(`${what}\n${error.message}`, { cause: error });
  }
}

async function assertFits(
  { plain }: ArchiveGit,
  { beginning, archived: { id, ref } }: { readonly beginning: string; readonly archived: Archived },
): Promise<void> {
  const trees = await Promise.all([beginning, ref].map((commit) => plain('rev-parse', `${commit}^{tree}`)));
  const found = (await plain('rev-parse', ref)).trim();
  if (found === id && trees[0] === trees[1]) return;
  throw new CommandFailure(
    `${ref} is ${found.slice(0, 12)}, and the branch was cut after ${id.slice(0, 12)}: this is another archive, so nothing was joined`,
  );
}
