import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';
import { newestVersion, parseVersion } from '../text/version.ts';

/** The repository that the program comes from, as it was fetched into the copy. */
export interface Upstream {
  /** Where it was fetched from, for people. */
  readonly address: string;
  /** Tags by name, with the commit of each. */
  readonly tags: ReadonlyMap<string, string>;
  /** Newest commit of its main branch. */
  readonly tip: string;
}

/** Where fetched commits are named for the time of an update. No branch and no tag of a person's is touched. */
export const FETCHED_REFS = 'refs/hashtag-radar-update';

/** Fetches every release and the main branch. @throws {CommandFailure} where nothing answers or the history is cut */
export async function fetchUpstream(git: Git, address: string): Promise<Upstream> {
  try {
    await git(
      ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--prune', address],
      ...[`+HEAD:${FETCHED_REFS}/tip`, `+refs/tags/*:${FETCHED_REFS}/tags/*`],
    );
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    throw new CommandFailure(
      `the newer version could not be fetched from ${address}: name another place with --from\n${cause.message}`,
      { cause },
    );
  }
  const listed = await git('for-each-ref', '--format=%(refname) %(objectname) %(*objectname)', FETCHED_REFS);
  const tags = new Map<string, string>();
  let tip = '';
  for (const line of listed.trim().split('\n')) {
    const [name = '', object = '', commit = object] = line.split(' ');
    if (name === `${FETCHED_REFS}/tip`) tip = object;
    else tags.set(name.slice(`${FETCHED_REFS}/tags/`.length), commit === '' ? object : commit);
  }
  return { address, tags, tip };
}

/** Takes the fetched names away again; what they named goes with git's next clean-up. */
export async function forgetUpstream(git: Git): Promise<void> {
  const listed = (await git('for-each-ref', '--format=%(refname)', FETCHED_REFS)).trim();
  for (const name of listed === '' ? [] : listed.split('\n')) await git('update-ref', '-d', name);
}

/** The version to come to. */
export interface TargetVersion {
  /** `v1.4.0`, or `main at 5150592` where it is no release. */
  readonly name: string;
  readonly commit: string;
}

/**
 * What to take: the release that was asked for, else the newest one, else the main branch where nothing is released yet.
 * @param wanted a tag (its `v` may be left out), or a commit
 * @throws {CommandFailure} when upstream has no such version
 */
export async function chooseTarget(git: Git, upstream: Upstream, wanted?: string): Promise<TargetVersion> {
  const { tags, tip } = upstream;
  if (wanted === undefined) {
    const newest = newestVersion([...tags.keys()]);
    const commit = newest === undefined ? undefined : tags.get(newest);
    if (newest === undefined || commit === undefined)
      return { name: `main at ${tip.slice(0, 7)}`, commit: tip };
    return { name: newest, commit };
  }
  const tag = [wanted, `v${wanted}`].find((name) => tags.has(name));
  const commit = tag === undefined ? undefined : tags.get(tag);
  if (tag !== undefined && commit !== undefined) return { name: tag, commit };
  const found = /^[0-9a-f]{7,64}$/.test(wanted) ? await commitNamed(git, wanted) : undefined;
  if (found !== undefined) return { name: found.slice(0, 7), commit: found };
  const releases = [...tags.keys()].filter((name) => parseVersion(name) !== undefined);
  const known = releases.length === 0 ? 'it has no release yet' : `its releases are ${releases.join(', ')}`;
  throw new CommandFailure(`--to ${wanted}: there is no such version at ${upstream.address}; ${known}`);
}

/** The commit of upstream behind an id; undefined where it holds none. */
async function commitNamed(git: Git, id: string): Promise<string | undefined> {
  try {
    const commit = (await git('rev-parse', '--verify', '--quiet', `${id}^{commit}`)).trim();
    const holding = await git('for-each-ref', '--contains', commit, '--count=1', FETCHED_REFS);
    return holding.trim() === '' ? undefined : commit;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
