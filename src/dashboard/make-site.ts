import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import { openStore } from '../store/store.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { buildSite, type Site } from './build-site.ts';
import type { SiteFile } from './formats/site-file.ts';
import { type FolderSize, readSiteHistory, type SiteRecords } from './history/site-history.ts';
import { pageFiles } from './page/files.ts';
import { ForeignFolderError, writeSite } from './write-site.ts';

export interface SiteOptions extends Pick<SiteRecords, 'now' | 'origin' | 'repository'> {
  /** The folder `data/`. */
  readonly data: string;
  readonly watchlist: Watchlist;
  /** Where the site shall stand on this disk; replaced whole. */
  readonly site: string;
  /** Where it will stand on the web, with a slash at its end; absent where that is not known. */
  readonly url?: string;
}

/** What was written. */
export interface WrittenSite extends Pick<Site, 'summary'> {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Makes the site from `data/` alone. Nothing is written before everything has been read.
 * @throws {UnreadableDataError} {CommandFailure}
 */
export async function makeSite({ data, site, url, ...known }: SiteOptions): Promise<WrittenSite> {
  const siteHistory = await readSiteHistory({
    ...known,
    state: await openStore(data).readState(),
    events: await readAllEvents(data),
    readings: readingsSince(data, 0),
    folder: await weighFolder(data),
  });
  const { summary, head, files } = buildSite(siteHistory, url);
  const page = await pageFiles(head);
  try {
    return { summary, ...(await writeSite(site, both(page, files()))) };
  } catch (error) {
    if (error instanceof ForeignFolderError) throw new CommandFailure(error.message, { cause: error });
    throw error;
  }
}

function* both(page: Iterable<SiteFile>, pieces: Iterable<SiteFile>): Generator<SiteFile> {
  yield* page;
  yield* pieces;
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
