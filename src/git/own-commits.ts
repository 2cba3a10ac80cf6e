import type { Git } from './git.ts';
import { lastRewritten } from './rewritten.ts';

/** The commits that runs make are known by their author and by what they touch, so that they can be made again. */

const NAME = 'github-actions[bot]';
const ADDRESS = '41898282+github-actions[bot]@users.noreply.github.com';
/** The folder that holds all that runs commit. */
export const RECORDS = 'data';

/** Who makes them, as git writes it into a commit. */
export const OURSELVES = `${NAME} <${ADDRESS}>`;

/** What a commit of ours is made under: its author, and nothing of this machine's that could refuse or change it. */
export const AS_OURSELVES: readonly string[] = [
  ...['-c', `user.name=${NAME}`, '-c', `user.email=${ADDRESS}`],
  ...['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.safecrlf=false'],
];

/** Whether all commits of `HEAD` that are in none of `known` are ours. */
export async function areOurs(git: Git, known: readonly string[]): Promise<boolean> {
  const log = await git(
    ...['log', '-z', '--name-only', '--format=%x01%ae%x02%s%x02%P%x02'],
    ...['HEAD', '--not', ...known],
  );
  const commits = log.split('\u0001').slice(1);
  return commits.every((commit) => {
    const [address, subject = '', parents = '', files = ''] = commit.split('\u0002');
    const paths = files.split(/[\0\n]/).filter((path) => path !== '');
    return (
      address === ADDRESS &&
      subject.startsWith('data: ') &&
      !parents.includes(' ') &&
      paths.every((path) => path.startsWith(`${RECORDS}/`))
    );
  });
}

/**
 * Our commits on top of a branch that has gone on elsewhere, as one: where nobody but us has touched the records since,
 * they are as good there as they were here.
 * @param own the last of ours
 * @returns the new commit; undefined where they have to be made again from new readings
 */
export async function carryOver(git: Git, own: string, upstream: string): Promise<string | undefined> {
  const base = (await idOf(git, ['merge-base', own, upstream])) ?? (await lastRewritten(git, own, upstream));
  if (base === undefined) return undefined;
  const [before, theirs, ours] = await Promise.all(
    [base, upstream, own].map((commit) =>
      idOf(git, ['rev-parse', '--verify', '--quiet', `${commit}:${RECORDS}`]),
    ),
  );
  if (before !== theirs || ours === undefined) return undefined;
  await git.scratch('read-tree', upstream);
  await git.scratch('rm', '-r', '--cached', '--force', '--quiet', '--ignore-unmatch', '--', RECORDS);
  await git.scratch('read-tree', `--prefix=${RECORDS}/`, `${own}:${RECORDS}`);
  const tree = (await git.scratch('write-tree')).trim();
  const subject = (await git('log', '-1', '--format=%B', own)).trimEnd();
  return (await git(...AS_OURSELVES, 'commit-tree', tree, '-p', upstream, '-m', subject)).trim();
}

async function idOf(git: Git, words: readonly string[]): Promise<string | undefined> {
  const said = await git(...words).catch(() => '');
  return said.trim() === '' ? undefined : said.trim();
}
