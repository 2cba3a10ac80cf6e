import { isUtf8 } from 'node:buffer';
import { lstat, readFile, stat } from 'node:fs/promises';
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
    if (error.code !== 'ENOENT') return unreadable(name, cannotRead(String(error.code)));
    return unreadable(name, (await isLink(path)) ? LEADS_NOWHERE : MISSING);
  }
}

const NO_FILE = {
  message: 'this is not a file',
  remedy: 'move it away, or give the path of a watchlist.yml',
};

const LEADS_NOWHERE = {
  message: 'this is a link that leads nowhere',
  remedy: 'put the file itself in its place',
};

const MISSING = {
  message: 'there is no such file',
  remedy: 'create it; the smallest watchlist is one line: `hashtags: [skincare]`',
};

async function isLink(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => undefined);
  return entry?.isSymbolicLink() ?? false;
}

/** What the system says of a file that is there, and what to do about it. */
const CANNOT_READ: Readonly<Record<string, string>> = {
  EACCES: 'give it to the user that runs this, or change its permissions',
  ELOOP: 'it is a link that leads in a circle: put the file itself in its place',
  ENOTDIR: 'a file stands where a folder belongs on the way to it: give the right path',
};

function cannotRead(code: string) {
  return {
    message: `the file cannot be read (${code})`,
    remedy: CANNOT_READ[code] ?? 'see whether its disk is there and whole',
  };
}
