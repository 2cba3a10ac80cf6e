import { join } from 'node:path';
import { createReplay } from '../replay/replay.ts';
import { watchesOf } from '../replay/watches.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { forecastReplay } from './forecast.ts';
import { learningHashtags } from './learning-period.ts';
import type { ValidCheck } from './report.ts';
import { forecastWindow } from './window.ts';

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
  const data = join(folder, 'data');
  const { since, countedFrom } = forecastWindow(watchlist, now);
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const versions = before === undefined ? [watchlist] : [watchlist, before];
  const replay = createReplay(versions.map(watchesOf), { events: await readAllEvents(data) });
  const seen = new Set<string>();
  let [first, last, counted] = [Number.POSITIVE_INFINITY, 0, 0];
  for await (const readings of readingsSince(data, since)) {
    for (const reading of readings) {
      replay.take(reading);
      const { at, hashtag } = reading;
      if (at < countedFrom || !watched.has(hashtag)) continue;
      seen.add(hashtag);
      counted += 1;
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  const newcomers = learningHashtags(watchlist, replay.memoryOf, { now, everyHours });
  if (seen.size === 0) return { newcomers };
  const stretch = { from: first, until: last, readings: counted, hashtags: seen.size };
  const [after = [], old = []] = replay.episodes;
  const beside = before === undefined ? undefined : { watchlist: before, episodes: old };
  return { newcomers, replay: forecastReplay(stretch, { watchlist, episodes: after }, beside) };
}
