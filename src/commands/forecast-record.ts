import { join } from 'node:path';
import { forecastReplay } from '../core/forecast/forecast.ts';
import { newcomersOf } from '../core/forecast/newcomer.ts';
import { NOTHING_REPLAYED, type Replay, replayReadings } from '../core/forecast/replay.ts';
import { forecastWindow } from '../core/forecast/window.ts';
import type { ValidCheck } from '../core/report/check-report.ts';
import type { Watchlist } from '../core/watchlist.ts';
import { readingsSince } from '../store/records.ts';

/**
 * Replays the last weeks of the record under a watchlist and, beside it, under the version before.
 * @throws {UnreadableDataError}
 */
export async function forecastRecord(
  folder: string,
  watchlist: Watchlist,
  before: Watchlist | undefined,
  { now, everyHours }: { readonly now: number; readonly everyHours: number },
): Promise<Pick<ValidCheck, 'replay' | 'newcomers'>> {
  const { since, countedFrom } = forecastWindow(watchlist, now);
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const seen = new Set<string>();
  let [first, last, counted] = [Number.POSITIVE_INFINITY, 0, 0];
  let after: Replay = NOTHING_REPLAYED;
  let old: Replay = NOTHING_REPLAYED;
  for await (const readings of readingsSince(join(folder, 'data'), since)) {
    after = replayReadings(after, watchlist, readings);
    if (before !== undefined) old = replayReadings(old, before, readings);
    for (const { at, hashtag } of readings) {
      if (at < countedFrom || !watched.has(hashtag)) continue;
      seen.add(hashtag);
      counted += 1;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  const newcomers = newcomersOf(watchlist, after.hashtags, { now, everyHours });
  if (seen.size === 0) return { newcomers };
  const stretch = { from: first, until: last, readings: counted, hashtags: seen.size };
  const replayed = { watchlist, replay: after };
  const beside = before === undefined ? undefined : { watchlist: before, replay: old };
  return { newcomers, replay: forecastReplay(stretch, replayed, beside) };
}
