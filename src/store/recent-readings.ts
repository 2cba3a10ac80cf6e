import { join } from 'node:path';
import type { Reading } from '../readings/reading.ts';
import { DAY_MS } from '../text/time.ts';
import { readIfThere } from './files.ts';
import { dayPath, recordFiles } from './record-files.ts';
import { readReadings } from './record-lines.ts';

/** How far back charts look. */
export const RECENT_MS = 3 * DAY_MS;

/** A hashtag's readings of the last three days, the oldest first. @throws {UnreadableDataError} */
export type RecentReadings = (hashtag: string) => Promise<readonly Reading[]>;

/** A file of samples, its lines by the hashtag that each begins with. */
interface IndexedFile {
  readonly path: string;
  readonly text: string;
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

/**
 * Recent readings for the charts of one run. The days are read once, when the first chart asks for them, and only the lines
 * of the hashtags that are asked for are parsed: a run may draw forty charts.
 * @param now the instant to look back from, ms
 */
export function recentReadings(folder: string, now: () => number): RecentReadings {
  let indexed: Promise<{ readonly from: number; readonly files: readonly IndexedFile[] }> | undefined;
  const load = async () => {
    const from = now() - RECENT_MS;
    const paths = await recordFiles(folder, 'samples', dayPath(from));
    return { from, files: await Promise.all(paths.map((path) => indexFile(join(folder, path)))) };
  };
  return async (hashtag) => {
    indexed ??= load();
    const { from, files } = await indexed;
    return files
      .flatMap((file) => readingsOf(file, hashtag))
      .filter((reading) => reading.hashtag === hashtag && reading.at >= from)
      .toSorted((a, b) => a.at - b.at);
  };
}

/** How a line begins that `writeReading` wrote. */
const HEAD = /^\{"at":"[^"]*","hashtag":"([^"\\]+)"/;
/** Stands for lines that begin otherwise. */
const OTHERS = '';

async function indexFile(path: string): Promise<IndexedFile> {
  const text = (await readIfThere(path)) ?? '';
  const lines = Map.groupBy(
    text.split('\n').filter((line) => line !== ''),
    (line) => HEAD.exec(line)?.[1] ?? OTHERS,
  );
  return { path, text, lines };
}

function readingsOf({ path, text, lines }: IndexedFile, hashtag: string): readonly Reading[] {
  // Where a line is of another make, the file is read whole, so that an error has its place.
  if (lines.has(OTHERS)) return readReadings(text, path);
  return readReadings((lines.get(hashtag) ?? []).join('\n'), path);
}
