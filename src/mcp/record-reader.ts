import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { piecesOf, type SitePieces } from '../dashboard/pieces.ts';
import { readRecord } from '../dashboard/read-record.ts';
import { systemCode } from '../store/unreadable.ts';
import { MINUTE_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

export interface RecordReaderOptions {
  /** The folder with watchlist.yml. */
  readonly folder: string;
  /** The folder `data/`. */
  readonly data: string;
  readonly readWatchlist: () => Promise<Watchlist>;
  /** The present instant, ms. */
  readonly now: () => number;
}

/**
 * Reads the record when it is asked for. What was read is kept for a minute, as long as neither a run nor a person has
 * changed the record since: an assistant asks several questions in a row.
 * @returns what there is to say; throws {UnreadableDataError} and what `readWatchlist` throws
 */
export function createRecordReader(options: RecordReaderOptions): () => Promise<SitePieces> {
  let kept: { readonly stamp: string; readonly at: number; readonly pieces: Promise<SitePieces> } | undefined;
  return async () => {
    const { folder, data, now } = options;
    const stamp = await stampOf([join(folder, 'watchlist.yml'), join(data, 'state.json')]);
    if (kept === undefined || kept.stamp !== stamp || now() - kept.at >= MINUTE_MS) {
      kept = { stamp, at: now(), pieces: readPieces(options) };
    }
    return kept.pieces.catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
  };
}

async function readPieces({ data, readWatchlist, now }: RecordReaderOptions): Promise<SitePieces> {
  const watchlist = await readWatchlist();
  return piecesOf(await readRecord({ data, watchlist, now: now(), origin: 'real' }));
}

/** Changes when one of the files does; a file that is not there is as good as an empty one. */
async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    files.map(async (file) => {
      try {
        const { mtimeMs, size } = await stat(file);
        return `${mtimeMs}/${size}`;
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return 'none';
        throw error;
      }
    }),
  );
  return stamps.join(' ');
}
