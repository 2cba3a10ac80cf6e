import type { DiscoveryRecord } from '../../discovery/discovery.ts';
import { isEvergreen } from '../../discovery/evergreen.ts';
import { creatorMark, recentVideos } from '../../discovery/observe-companions.ts';
import type { Sample } from '../../readings/sample.ts';
import { discover } from '../../run/discover.ts';
import { HEALTH_DEFAULTS } from '../../settings/settings.ts';
import { createWorld } from '../../simulator/world.ts';
import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { type Planted, plantedWorld } from './planted-world.ts';

export interface DiscoveryBenchOptions {
  readonly hashtags: number;
  readonly days: number;
  readonly companions: number;
  readonly seed: number;
  readonly progress: (text: string) => void;
}

/** A planted companion, and what became of it. Instants are hours of the world. */
export interface PlantedResult extends Planted {
  /** When its eighth creator in a day stood in a list; absent where that never happened. */
  readonly eighthHour?: number;
  /** When most creators of a day stood in the lists. */
  readonly peakHour?: number;
  readonly foundHour?: number;
}

export interface DiscoveryBench {
  readonly days: number;
  readonly planted: readonly PlantedResult[];
  /** Names that were proposed and not planted to be, traps included. */
  readonly falseProposals: readonly string[];
  readonly evergreenProposals: readonly string[];
}

const START = Date.parse('2026-01-01T00:00:00Z');
const LISTING_COUNT = 20;
/** Creators in a day from which on a planted companion has to be found. */
const CREATORS_MIN = 8;

/** Goes through a planted world hour by hour with the code of a run, and holds what it finds against the truth. */
export function benchDiscovery(options: DiscoveryBenchOptions): DiscoveryBench {
  const { days, seed, progress } = options;
  const hours = days * 24;
  const { plans, planted } = plantedWorld({ ...options, hours });
  const world = createWorld({ seed, start: START, hashtags: plans });
  const watchlist = watchlistOf(world.hashtags);
  const seen = new Map(planted.map(({ name }) => [name, createSeen()]));
  const found = new Map<string, number>();
  let record: DiscoveryRecord | undefined;
  for (let hour = 1; hour <= hours; hour += 1) {
    const now = START + hour * HOUR_MS;
    const samples = world.hashtags.map((hashtag): Sample => {
      return { hashtag, at: now, views: 1, listing: world.videos(hashtag, now, 0, LISTING_COUNT) };
    });
    for (const sample of samples) {
      for (const video of recentVideos(sample))
        for (const name of video.hashtags ?? []) seen.get(name)?.take(creatorMark(video), hour);
    }
    const outcome = discover(record, { now, watchlist, scope: 'all', samples });
    record = outcome.record;
    for (const event of outcome.discovered?.events ?? []) found.set(event.companion, hour);
    for (const one of seen.values()) one.close(hour);
    if (hour % 120 === 0) progress(`${hour / 24} of ${days} days`);
  }
  const results = planted.map((one): PlantedResult => {
    const foundHour = found.get(one.name);
    return { ...one, ...seen.get(one.name)?.result(), ...(foundHour !== undefined && { foundHour }) };
  });
  const wanted = new Set(results.filter(isDiscovery).map(({ name }) => name));
  const falseProposals = [...found.keys()].filter((name) => !wanted.has(name));
  return { days, planted: results, falseProposals, evergreenProposals: falseProposals.filter(isEvergreen) };
}

/** Whether a planted companion is one that should be found, and no trap. */
export function isDiscovery({ kind }: Planted): boolean {
  return kind !== 'spam of one creator' && kind !== 'evergreen' && kind !== 'misspelling';
}

/** Follows the creators of one companion in the lists, over a sliding day. */
function createSeen() {
  const firstHours = new Map<string, number>();
  let eighthHour: number | undefined;
  let peakHour: number | undefined;
  let most = 0;
  return {
    take: (mark: string, hour: number): void => {
      const first = firstHours.get(mark);
      if (first === undefined || hour - first > 48) firstHours.set(mark, hour);
    },
    close: (hour: number): void => {
      const creators = [...firstHours.values()].filter((first) => first > hour - DAY_MS / HOUR_MS).length;
      if (creators >= CREATORS_MIN) eighthHour ??= hour;
      if (creators > most) [most, peakHour] = [creators, hour];
    },
    result: () => ({
      ...(eighthHour !== undefined && { eighthHour }),
      ...(peakHour !== undefined && { peakHour }),
    }),
  };
}

function watchlistOf(hashtags: readonly string[]): Watchlist {
  const rules = { rule: 'both', sensitivity: 'balanced', thresholdPercentPerHour: 10 } as const;
  return {
    timezone: 'UTC',
    ...rules,
    channels: [{ type: 'issue', name: 'issues', labels: [], assignees: [] }],
    health: HEALTH_DEFAULTS,
    watches: hashtags.map((hashtag) => ({ hashtag, ...rules, cooldownHours: 0, notify: [] })),
  };
}
