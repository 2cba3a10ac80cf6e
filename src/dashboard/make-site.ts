import { CommandFailure } from '../failure.ts';
import { buildSite, type Site } from './build-site.ts';
import type { SiteFile } from './formats/site-file.ts';
import { pageFiles } from './page/files.ts';
import { type RecordOptions, readRecord } from './read-record.ts';
import { ForeignFolderError, writeSite } from './write-site.ts';

export interface SiteOptions extends RecordOptions {
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
  const { summary, head, files } = buildSite(await readRecord({ ...known, data }), url);
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
