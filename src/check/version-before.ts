import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { createGit, GitError } from '../git/git.ts';
import { shownText } from '../text/shown.ts';
import { type ParsedWatchlist, parseWatchlist } from '../watchlist/parse.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** The version of a watchlist to compare with, or why there is none to compare with. */
export type Before =
  | { readonly kind: 'valid'; readonly name: string; readonly watchlist: Watchlist }
  | { readonly kind: 'invalid'; readonly reason: string };

const DEFAULT_PATH = 'watchlist.yml';

/**
 * Reads the version before: `against` is a file where there is one of that name, else a git ref (`main`, `HEAD~3`, a
 * commit), from which the same path is taken, or watchlist.yml for a file outside of the work tree.
 * @throws {CommandFailure} when it is neither
 */
export async function readBefore(
  against: string,
  { file, folder }: { readonly file: string; readonly folder: string },
): Promise<Before> {
  if (await isFile(against)) return named(against, await readWatchlist(against));
  const path = relative(folder, resolve(folder, file));
  const text = await readFromGit(folder, against, path.startsWith('..') ? DEFAULT_PATH : path);
  return named(against, parseWatchlist(text, against));
}

async function readFromGit(folder: string, ref: string, path: string): Promise<string> {
  const git = createGit({ folder, redact: (text) => text });
  const commit = await quietly(
    git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`),
  );
  if (commit === undefined) {
    throw new CommandFailure(
      `--against ${shownText(ref)}: there is neither such a file nor such a commit here; a shallow clone may have to \`git fetch\` it first`,
    );
  }
  const text = await quietly(git('cat-file', 'blob', `${commit.trim()}:./${path.replaceAll('\\', '/')}`));
  if (text === undefined) {
    throw new CommandFailure(`--against ${shownText(ref)}: there is no ${shownText(path)} in that commit`);
  }
  return text;
}

/** What git printed; undefined where it failed. */
async function quietly(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitError && error.isAnswer) return undefined;
    throw error;
  }
}

function named(name: string, parsed: ParsedWatchlist): Before {
  if (parsed.kind === 'valid') return { kind: 'valid', name, watchlist: parsed.watchlist };
  const count = parsed.problems.length + parsed.omitted;
  const reason = `Nothing is compared: the version before (\`${shownText(name)}\`) has ${count} ${count === 1 ? 'problem' : 'problems'} itself.`;
  return { kind: 'invalid', reason };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
