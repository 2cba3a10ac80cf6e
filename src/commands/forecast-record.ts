import { join } from 'node:path';
import { forecastReplay } from '../core/forecast/forecast.ts';
import { newcomersOf } from '../core/forecast/newcomer.ts';
import { NOTHING_REPLAYED, type Replay, replayReadings } from '../core/forecast/replay.ts';
import type { ValidCheck } from '../core/report/check-report.ts';
import { DAY_MS } from '../core/time.ts';
import type { Watchlist } from '../core/watchlist.ts';
import { readingsSince } from '../store/records.ts';

/** Alerts are counted in the last twelve weeks; the two before are there to learn from. */
const COUNTED_DAYS = 84;
const LEARNT_DAYS = 14;

/**
 * Replays the record of the last fourteen weeks under a watchlist and, beside it, under the version before.
 * @throws {UnreadableDataError}
 */
export async function forecastRecord(
  folder: string,
  watchlist: Watchlist,
  before: Watchlist | undefined,
  { now, everyHours }: { readonly now: number; readonly everyHours: number },
): Promise<Pick<ValidCheck, 'replay' | 'newcomers'>> {
  const countedFrom = now - COUNTED_DAYS * DAY_MS;
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const seen = new Set<string>();
  let [first, last, counted] = [Number.POSITIVE_INFINITY, 0, 0];
  let after: Replay = NOTHING_REPLAYED;
  let old: Replay = NOTHING_REPLAYED;
  for await (const readings of readingsSince(join(folder, 'data'), countedFrom - LEARNT_DAYS * DAY_MS)) {
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
