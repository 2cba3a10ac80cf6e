import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import { openStore } from '../store/store.ts';
import {
  type FolderSize,
  readSiteHistory,
  type SiteHistory,
  type SiteRecords,
} from './history/site-history.ts';

export interface RecordOptions extends Pick<SiteRecords, 'now' | 'origin' | 'repository' | 'watchlist'> {
  /** The folder `data/`. */
  readonly data: string;
}

/** Reads `data/` from beginning to end. @throws {UnreadableDataError} */
export async function readRecord({ data, ...known }: RecordOptions): Promise<SiteHistory> {
  return readSiteHistory({
    ...known,
    state: await openStore(data).readState(),
    events: await readAllEvents(data),
    readings: readingsSince(data, 0),
    folder: await weighFolder(data),
  });
}

/** What a folder weighs; nothing where there is none. */
async function weighFolder(folder: string): Promise<FolderSize> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files: { readonly file: string; readonly bytes: number }[] = [];
  for (const path of paths) files.push({ file: relative(folder, path), bytes: (await stat(path)).size });
  const largest = files.toSorted((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1))[0];
  return {
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(largest !== undefined && { largest }),
  };
}
