import { join } from 'node:path';
import { atLevels, LEVELS } from '../core/forecast/levels.ts';
import { NOTHING_REPLAYED, replayReadings } from '../core/forecast/replay.ts';
import { suggestLevels } from '../core/forecast/suggest.ts';
import { forecastWindow, LEARNT_DAYS } from '../core/forecast/window.ts';
import { type SuggestReport, suggestText } from '../core/report/suggest-report.ts';
import { DAY_MS, isoUtc } from '../core/time.ts';
import type { Watchlist } from '../core/watchlist.ts';
import { readingsSince } from '../store/records.ts';
import { formatProblem } from '../watchlist/problem.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { TextOut } from './check.ts';
import { CommandFailure } from './failure.ts';

export interface SuggestOptions {
  readonly file: string;
  /** The work tree with `data/`. */
  readonly folder: string;
  /** Alerts wished for, all hashtags together. */
  readonly alertsPerWeek: number;
  /** The instant of the question, ms. */
  readonly now: number;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** What is counted in less than two weeks is chance. */
const COUNTED_DAYS_MIN = 14;

/**
 * Proposes settings for a wished number of alerts a week, from the record in `data/`. Writes nothing. @returns the exit code
 * @throws {CommandFailure} for a watchlist with problems, after all of them were told
 */
export async function suggestCommand(options: SuggestOptions): Promise<number> {
  const { output, out, err } = options;
  const watchlist = await validWatchlist(options);
  const report = await suggest(watchlist, options);
  (output === 'json' ? err : out).write(`${suggestText(report).join('\n')}\n`);
  if (output === 'json') out.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

async function validWatchlist({ file, err }: SuggestOptions): Promise<Watchlist> {
  const parsed = await readWatchlist(file);
  if (parsed.kind === 'valid') return parsed.watchlist;
  for (const problem of parsed.problems) err.write(`${formatProblem(problem)}\n\n`);
  throw new CommandFailure('the watchlist has problems, so nothing can be suggested for it');
}

async function suggest(
  watchlist: Watchlist,
  { folder, now, alertsPerWeek }: SuggestOptions,
): Promise<SuggestReport> {
  const lists = [watchlist, ...LEVELS.map((level) => atLevels(watchlist, () => level))];
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  let replays = lists.map(() => NOTHING_REPLAYED);
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  const { since } = forecastWindow(watchlist, now);
  for await (const readings of readingsSince(join(folder, 'data'), since)) {
    replays = replays.map((replay, index) => replayReadings(replay, lists[index] ?? watchlist, readings));
    for (const { at, hashtag } of readings) {
      if (!watched.has(hashtag)) continue;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  const from = first + LEARNT_DAYS * DAY_MS;
  const { timezone } = watchlist;
  if (!(last - from >= COUNTED_DAYS_MIN * DAY_MS)) {
    const known = Number.isFinite(first);
    return {
      kind: 'too-short',
      alertsPerWeek,
      timezone,
      since: known ? isoUtc(first) : null,
      readyAt: known ? isoUtc(from + COUNTED_DAYS_MIN * DAY_MS) : null,
    };
  }
  const [asItStands = NOTHING_REPLAYED, ...levels] = replays;
  return suggestLevels(watchlist, { now: asItStands, levels }, { from, until: last, alertsPerWeek });
}
