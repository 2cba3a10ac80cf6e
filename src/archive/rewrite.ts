import { randomUUID } from 'node:crypto';
import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';
import { OURSELVES } from '../git/own-commits.ts';
import { type Archived, beginningMessage, type LineCommit, type LineCut } from './cut.ts';

/** Git for the archive: `plain` looks at history as it is stored, whatever was joined to this clone by `git replace`. */
export interface ArchiveGit {
  readonly plain: (...args: readonly string[]) => Promise<string>;
  /** The same, with `text` on stdin. */
  readonly fed: (text: string, ...args: readonly string[]) => Promise<string>;
}

/** @param feeding git in the same folder that reads this text from stdin */
export function archiveGit(git: Git, feeding: (text: string) => Git): ArchiveGit {
  const PLAIN = ['--no-replace-objects', '-c', 'log.showSignature=false'];
  return {
    plain: (...args) => git(...PLAIN, ...args),
    fed: (text, ...args) => feeding(text)(...PLAIN, ...args),
  };
}

/** The first-parent line of a commit, the oldest first. */
export async function lineOf({ plain }: ArchiveGit, tip: string): Promise<readonly LineCommit[]> {
  const listed = await plain('log', '--first-parent', '--reverse', '--format=%H %ct', tip);
  return listed
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', seconds = '0'] = line.split(' ');
      return { id, at: Number(seconds) * 1000 };
    });
}

/** A commit as it is made again. */
interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly tree: string;
  /** `Name <address> 1795428000 +0000`. */
  readonly author: string;
  readonly committer: string;
  readonly message: string;
}

const FORMAT = '%H%n%P%n%T%n%an <%ae> %ad%n%cn <%ce> %cd%n%B';

async function commitsOf({ plain }: ArchiveGit, tip: string, without: string): Promise<readonly Commit[]> {
  const range = ['--topo-order', '--reverse', `${without}..${tip}`];
  const listed = await plain('log', '-z', '--date=raw', '--encoding=UTF-8', `--format=${FORMAT}`, ...range);
  return listed
    .split('\0')
    .filter((text) => text !== '')
    .map((text) => {
      const [id = '', parents = '', tree = '', author = '', committer = '', ...message] = text.split('\n');
      const ids = parents.split(' ').filter((parent) => parent !== '');
      return { id, parents: ids, tree, author, committer, message: message.join('\n') };
    });
}

/** A history that begins at the cut. */
export interface Shortened {
  /** The first commit, which holds the record as it stood at the cut. */
  readonly beginning: string;
  readonly tip: string;
  /** Commits that were made again on top of it. */
  readonly kept: number;
}

/**
 * Makes the commits after a cut again on a beginning without a past, each with its files, message, people and instants.
 * Nothing but new objects comes of it: no branch moves.
 * @throws {CommandFailure} where the new history does not hold what the old one does
 */
export async function shorten(
  git: ArchiveGit,
  tip: string,
  cut: LineCut,
  archived: Archived,
): Promise<Shortened> {
  const beginning = await beginningAt(git, cut, archived);
  const commits = await commitsOf(git, tip, cut.id);
  if (commits.length === 0) return { beginning, tip: beginning, kept: 0 };
  const ref = `refs/hashtag-radar/archiving-${randomUUID()}`;
  try {
    await git.fed(importText(commits, beginning, ref), 'fast-import', '--quiet', '--force');
    const made = (await git.plain('rev-parse', '--verify', ref)).trim();
    assertSame(commits, await commitsOf(git, made, beginning));
    return { beginning, tip: made, kept: commits.length };
  } finally {
    await git.plain('update-ref', '-d', ref);
  }
}

/** The same for the same cut, so that an attempt that was cut short is repeated with the same commits. */
async function beginningAt({ plain, fed }: ArchiveGit, cut: LineCut, archived: Archived): Promise<string> {
  const tree = (await plain('rev-parse', `${cut.id}^{tree}`)).trim();
  const person = `${OURSELVES} ${cut.at / 1000} +0000`;
  const text = `tree ${tree}\nauthor ${person}\ncommitter ${person}\n\n${beginningMessage(archived, cut)}`;
  return (await fed(text, 'hash-object', '-t', 'commit', '-w', '--stdin')).trim();
}

/** @see https://git-scm.com/docs/git-fast-import#_input_format */
function importText(commits: readonly Commit[], beginning: string, ref: string): string {
  const made = new Map(commits.map(({ id }, index) => [id, `:${index + 1}`]));
  const lines = commits.map(({ parents, tree, author, committer, message }, index) => {
    const [first, ...others] = parents.map((parent) => made.get(parent) ?? beginning);
    const text = [
      `commit ${ref}`,
      `mark :${index + 1}`,
      `author ${author}`,
      `committer ${committer}`,
      `data ${Buffer.byteLength(message)}`,
      message,
      ...(first === undefined ? [] : [`from ${first}`]),
      ...others.map((other) => `merge ${other}`),
      'deleteall',
      `M 040000 ${tree} ""`,
      '',
    ];
    return `${first === undefined ? `reset ${ref}\n\n` : ''}${text.join('\n')}`;
  });
  return lines.join('');
}

function assertSame(old: readonly Commit[], made: readonly Commit[]): void {
  const facts = (commits: readonly Commit[]): string =>
    commits
      .map(({ tree, author, committer, message, parents }) =>
        [tree, author, committer, message.trimEnd(), parents.length].join('\n'),
      )
      .toSorted()
      .join('\0');
  if (facts(old) === facts(made)) return;
  throw new CommandFailure(
    'the shortened history does not hold what the old one holds, so nothing was changed. Please report this as a bug',
  );
}

/** Bytes that a clone of a commit's history fetches, about: as the objects are packed here. */
export async function bytesOf({ plain }: ArchiveGit, tip: string): Promise<number> {
  return Number(await plain('rev-list', '--objects', '--disk-usage', tip));
}

/** The id behind a name; undefined where there is none. */
export async function resolveId({ plain }: ArchiveGit, name: string): Promise<string | undefined> {
  try {
    return (await plain('rev-parse', '--verify', '--quiet', `${name}^{commit}`)).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
