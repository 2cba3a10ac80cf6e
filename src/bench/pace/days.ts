import type { HashtagState } from '../../alerts/hashtag-state.ts';
import { planSampling } from '../../run/plan.ts';
import { HEALTH_DEFAULTS, type Watch } from '../../settings/settings.ts';
import { EMPTY_STATE, type State } from '../../state/state.ts';
import { HOUR_MS } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { productRun } from './clients.ts';
import type { Limits } from './virtual-server.ts';

/** From the second day on. */
export interface Waits {
  /** Longest between two readings of a hashtag, and between two listings of its videos, hours. */
  readonly unreadHours: number;
  readonly unlistedHours: number;
  /** Runs that had no time for all that they asked for. */
  readonly cutShort: number;
}

/** What a run may take for its calls (src/sources/scavio/scavio.ts). */
const BOX_MS = 720_000;
const START = Date.parse('2026-11-02T00:10:00Z');

export const WAIT_SCENARIOS: readonly {
  readonly name: string;
  readonly hashtags: number;
  readonly limits: Limits;
}[] = [
  { name: '5 a minute, no headers', hashtags: 100, limits: minute(5) },
  { name: '5 a minute, with headers', hashtags: 100, limits: { ...minute(5), headers: 'given' } },
  { name: '10 a minute, no headers', hashtags: 100, limits: minute(10) },
  { name: '5 a minute, with headers', hashtags: 300, limits: { ...minute(5), headers: 'given' } },
];

function minute(requests: number): Limits {
  return { window: { requests, ms: 60_000 }, latencyMs: 600 };
}

/** Hourly runs by the product's own plan and pace, over more hashtags than a run has time for. */
export async function waitsOver(hashtags: number, hours: number, limits: Limits): Promise<Waits> {
  const watchlist = watchlistOf(hashtags);
  let state: State = EMPTY_STATE;
  let waits: Waits = { unreadHours: 0, unlistedHours: 0, cutShort: 0 };
  for (let hour = 0; hour < hours; hour += 1) {
    const now = START + hour * HOUR_MS;
    const { targets } = planSampling({ watchlist, state, now });
    const run = await productRun({
      hashtags: targets.map(({ hashtag }) => hashtag),
      listed: new Set(
        targets.flatMap(({ hashtag, listFromViews }) => (listFromViews === undefined ? hashtag : [])),
      ),
      limits,
      run: hour < 3 ? 'first' : 'hourly',
      runAt: now,
      boxMs: BOX_MS,
      ...(state.pace !== undefined && { known: state.pace }),
    });
    const known = new Map(state.hashtags);
    for (const hashtag of run.numbers)
      known.set(hashtag, afterReading(hashtag, now, run.videos, known.get(hashtag)));
    state = { ...state, at: now, hashtags: known, ...(run.known !== undefined && { pace: run.known }) };
    if (hour >= 24) {
      const asked =
        targets.length + targets.filter(({ listFromViews }) => listFromViews === undefined).length;
      const isCut = run.numbers.size + run.videos.size < asked;
      const cutShort = waits.cutShort + (isCut ? 1 : 0);
      waits = { ...longer(waits, state, watchlist, now), cutShort };
    }
  }
  return waits;
}

function longer(waits: Waits, state: State, { watches }: Watchlist, now: number): Waits {
  const since = (at: number | undefined): number => (at === undefined ? 1e6 : (now + HOUR_MS - at) / HOUR_MS);
  const stands = watches.map(({ hashtag }) => state.hashtags.get(hashtag));
  return {
    unreadHours: Math.max(waits.unreadHours, ...stands.map((one) => since(one?.memory.counter?.last.at))),
    unlistedHours: Math.max(waits.unlistedHours, ...stands.map((one) => since(one?.videos?.at))),
    cutShort: waits.cutShort,
  };
}

function afterReading(
  hashtag: string,
  now: number,
  listed: ReadonlySet<string>,
  before: HashtagState | undefined,
): HashtagState {
  const videos = listed.has(hashtag) ? { at: now, lag: 0, views: new Map<string, number>() } : before?.videos;
  const counter = { last: { at: now, views: 1_000_000, step: 1 } };
  return { memory: { counter, days: [] }, ...(videos !== undefined && { videos }) };
}

function watchlistOf(hashtags: number): Watchlist {
  const watches = Array.from(
    { length: hashtags },
    (_, index): Watch => ({
      hashtag: `h${index}`,
      rule: 'both',
      sensitivity: 'balanced',
      thresholdPercentPerHour: 10,
      cooldownHours: 0,
      notify: [],
    }),
  );
  return {
    timezone: 'UTC',
    rule: 'both',
    sensitivity: 'balanced',
    thresholdPercentPerHour: 10,
    channels: [],
    health: HEALTH_DEFAULTS,
    watches,
  };
}
