import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Reading } from '../core/reading.ts';
import { formatCount } from '../core/text/numbers.ts';
import { DAY_MS } from '../core/time.ts';
import { boardOf } from '../dashboard/board.ts';
import { renderPage } from '../dashboard/page.ts';
import { readAllEvents, readingsSince } from '../store/records.ts';
import type { TextOut } from './check.ts';
import { loadWatchlist } from './load-watchlist.ts';

export interface DashboardOptions {
  /** The folder with watchlist.yml and data/; gets `site/index.html`. */
  readonly folder: string;
  /** Instant for which the page is made, ms. */
  readonly now: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** The detector's memory reaches back 15 days; the rest is for it to settle. */
const HISTORY_MS = 21 * DAY_MS;

/** Writes the page. @returns the exit code @throws {UnreadableDataError} {CommandFailure} */
export async function dashboardCommand({ folder, now, output, out, err }: DashboardOptions): Promise<number> {
  const people = output === 'json' ? err : out;
  const { watchlist } = await loadWatchlist(folder, people);
  const data = join(folder, 'data');
  const readings: Reading[] = [];
  for await (const day of readingsSince(data, now - HISTORY_MS)) readings.push(...day);
  const events = await readAllEvents(data);
  const { timezone } = watchlist;
  const watched = watchlist.watches.map(({ hashtag }) => hashtag);
  const board = boardOf({ at: now, timezone, origin: 'real', watched, readings, events });

  const file = join('site', 'index.html');
  await mkdir(join(folder, 'site'), { recursive: true });
  await writeFileAtomic(join(folder, file), renderPage(board));
  const breaking = board.breaking.map(({ hashtag }) => hashtag);
  people.write(
    `${file}: ${breaking.length} of ${watched.length} hashtags breaking out, from ${formatCount(readings.length)} readings\n`,
  );
  if (output === 'json') out.write(`${JSON.stringify({ file, breaking, readings: readings.length })}\n`);
  return 0;
}
