/** What the tests of the site begin with: weeks of hourly runs, judged and recorded as the program does it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Event } from '../../src/alerts/log-event.ts';
import { makeSite, type SiteOptions, type WrittenSite } from '../../src/dashboard/make-site.ts';
import type { Judgement } from '../../src/detector/judge.ts';
import type { Reading } from '../../src/readings/reading.ts';
import type { Sample } from '../../src/readings/sample.ts';
import type { Video } from '../../src/readings/video.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import { EMPTY_STATE } from '../../src/state/state.ts';
import { openStore } from '../../src/store/store.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';

/** When the site is made: ten minutes into an hour that has not had its run yet. */
export const NOW = Date.parse('2026-11-23T12:10:00Z');

/** What strangers may write, to break out of HTML, scripts or XML, to look like something else, or to reach somebody. */
export const HOSTILE: readonly string[] = [
  '<script>document.title="owned"</script>',
  '</script><iframe src="https://evil.example"></iframe> \' \\ \u2028',
  ']]><entry>\u0000\uFFFE\uD800 \u202Eevil\u2066',
];

export interface Story {
  /** Text of watchlist.yml. */
  readonly watchlist: string;
  readonly hours: number;
  /** The counter of a hashtag at the hour before the site is made, hour by hour from 0; undefined: that sample failed. */
  readonly views: (hashtag: string, hour: number) => number | undefined;
  readonly listing?: (hashtag: string, at: number) => readonly Video[];
}

export interface Played {
  readonly watchlist: Watchlist;
  /** By hashtag, what the last run that sampled it said. */
  readonly last: ReadonlyMap<string, Judgement>;
}

/** Plays the runs of a story, the last of them an hour before `NOW`, and records them in `folder`. */
export async function play(
  folder: string,
  { watchlist: text, hours, views, listing }: Story,
): Promise<Played> {
  const watchlist = watchlistOf(text);
  const last = new Map<string, Judgement>();
  const readings: Reading[] = [];
  const events: Event[] = [];
  let state = EMPTY_STATE;
  for (let hour = 0; hour < hours; hour += 1) {
    const now = NOW - (hours - hour) * HOUR_MS;
    const samples = watchlist.watches.flatMap(({ hashtag }): readonly Sample[] => {
      const count = views(hashtag, hour);
      if (count === undefined) return [];
      const list = listing?.(hashtag, now);
      return [{ hashtag, at: now + 4000, views: count, ...(list !== undefined && { listing: list }) }];
    });
    const credits = { used: 2 * samples.length, left: 10_000 - hour };
    const outcome = judgeRun(state, { now, watchlist, scope: 'all', samples, failures: [], credits });
    state = { ...outcome.state, outbox: [] };
    readings.push(...outcome.readings);
    events.push(...outcome.events);
    for (const judgement of outcome.judgements) last.set(judgement.watch.hashtag, judgement);
  }
  await writeFile(join(folder, 'watchlist.yml'), text);
  await openStore(join(folder, 'data')).write({ state, readings, events });
  return { watchlist, last };
}

export function watchlistOf(text: string): Watchlist {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.watchlist;
}

/** Makes the site of a folder, in its `site/`. */
export function siteOf(
  folder: string,
  watchlist: Watchlist,
  more: Partial<SiteOptions> = {},
): Promise<WrittenSite> {
  const data = join(folder, 'data');
  return makeSite({ now: NOW, origin: 'real', watchlist, data, site: join(folder, 'site'), ...more });
}

export async function readJson(folder: string, path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'site', path), 'utf8'));
}

/** Views of a hashtag that gains about `perHour`, waving a little, and from hour `from` on `times` as much. */
export function growing(
  start: number,
  perHour: number,
  { from = Number.POSITIVE_INFINITY, times = 1, step = 1 } = {},
): (hour: number) => number {
  return (hour) => {
    const wave = 0.3 * (1 - Math.cos(hour / 3.8)) + 0.1 * Math.sin(hour * 1.7);
    const extra = Math.max(0, hour - from) * perHour * (times - 1);
    return Math.round((start + perHour * (hour + wave) + extra) / step) * step;
  };
}
