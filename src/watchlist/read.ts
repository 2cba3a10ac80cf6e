import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { Surroundings } from './check-context.ts';
import {
  FILE_BYTES_MAX,
  NOT_TEXT,
  type ParsedWatchlist,
  parseWatchlist,
  TOO_LARGE,
  unreadable,
} from './parse.ts';

export interface ReadOptions {
  /** The name that the file goes by in messages; its path unless told. */
  readonly name?: string;
  readonly surroundings?: Surroundings;
}

/** Reads and checks the watchlist at `path`. A file that is missing or cannot be read is a problem, never an exception. */
export async function readWatchlist(
  path: string,
  { name = path, surroundings }: ReadOptions = {},
): Promise<ParsedWatchlist> {
  try {
    const entry = await stat(path);
    if (!entry.isFile()) return unreadable(name, NO_FILE);
    if (entry.size > FILE_BYTES_MAX) return unreadable(name, TOO_LARGE);
    const bytes = await readFile(path);
    return isUtf8(bytes)
      ? parseWatchlist(bytes.toString('utf8'), name, surroundings)
      : unreadable(name, NOT_TEXT);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return unreadable(name, error.code === 'ENOENT' ? MISSING : cannotRead(String(error.code)));
  }
}

const NO_FILE = { message: 'this is not a file', remedy: 'give the path of a watchlist.yml' };

const MISSING = {
  message: 'there is no such file',
  remedy: 'create it; the smallest watchlist is one line: `hashtags: [skincare]`',
};

function cannotRead(code: string) {
  return { message: `the file cannot be read (${code})`, remedy: 'check its permissions' };
}
