import { dayOf } from '../../discovery/companion-history.ts';
import { type CompanionLine, marksIn, rollUpCompanions } from '../../discovery/companion-line.ts';
import type { DiscoveryRecord } from '../../discovery/discovery.ts';
import { isEvergreen } from '../../discovery/evergreen.ts';
import { creatorMark, recentVideos } from '../../discovery/observe-companions.ts';
import type { Sample } from '../../readings/sample.ts';
import { discover } from '../../run/discover.ts';
import { HEALTH_DEFAULTS } from '../../settings/settings.ts';
import { createWorld, type World } from '../../simulator/world.ts';
import { MARKS_DAYS } from '../../store/companion-files.ts';
import { HOUR_MS } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { type Planted, type PlantedSound, plantedWorld } from './planted-world.ts';

export interface DiscoveryBenchOptions {
  readonly hashtags: number;
  readonly days: number;
  readonly companions: number;
  readonly seed: number;
  readonly progress: (text: string) => void;
}

/** A planted companion, and what became of it. Instants are hours of the world. */
export interface PlantedResult extends Planted, Crowd {
  readonly foundHour?: number;
}

/** A planted sound, and when the record held as many of its creators in a day as a discovery needs. */
export interface SoundResult extends PlantedSound, Crowd {
  readonly recordedHour?: number;
}

export interface DiscoveryBench {
  readonly days: number;
  readonly planted: readonly PlantedResult[];
  readonly sounds: readonly SoundResult[];
  /** Names that were proposed and not planted to be, traps included. */
  readonly falseProposals: readonly string[];
  readonly evergreenProposals: readonly string[];
}

const START = Date.parse('2026-01-01T00:00:00Z');
const LISTING_COUNT = 20;

/** Goes through a planted world hour by hour with the code of a run, and holds what it finds against the truth. */
export function benchDiscovery(options: DiscoveryBenchOptions): DiscoveryBench {
  const { days, seed, progress } = options;
  const hours = days * 24;
  const { plans, planted, sounds } = plantedWorld({ ...options, hours });
  const world = createWorld({ seed, start: START, hashtags: plans });
  const watchlist = watchlistOf(world.hashtags);
  const crowds = new Map([...planted, ...sounds].map(({ name }) => [name, createCrowd()]));
  const recorded = new Map(sounds.map(({ name }) => [name, createCrowd()]));
  const found = new Map<string, number>();
  let record: DiscoveryRecord | undefined;
  for (let hour = 1; hour <= hours; hour += 1) {
    const now = START + hour * HOUR_MS;
    const samples = samplesAt(world, now);
    for (const video of samples.flatMap(recentVideos))
      for (const name of [...(video.hashtags ?? []), video.sound?.title ?? ''])
        crowds.get(name)?.take(creatorMark(video), hour);
    const outcome = discover(record, { now, watchlist, scope: 'all', samples });
    record = outcome.record && { ...outcome.record, lines: asKept(outcome.record.lines, now) };
    for (const line of outcome.discovered?.lines ?? [])
      for (const [name, mark] of soundsIn(line, samples)) recorded.get(name)?.take(mark, hour);
    for (const event of outcome.discovered?.events ?? []) found.set(event.companion, hour);
    for (const one of [...crowds.values(), ...recorded.values()]) one.close(hour);
    if (hour % 120 === 0) progress(`${hour / 24} of ${days} days`);
  }
  const seen = (name: string): Crowd => crowds.get(name)?.result() ?? { most: 0 };
  const results = planted.map((one): PlantedResult => {
    const foundHour = found.get(one.name);
    return { ...one, ...seen(one.name), ...(foundHour !== undefined && { foundHour }) };
  });
  const wanted = new Set(results.filter(isDiscovery).map(({ name }) => name));
  const falseProposals = [...found.keys()].filter((name) => !wanted.has(name));
  return {
    days,
    planted: results,
    sounds: sounds.map((one): SoundResult => {
      const recordedHour = recorded.get(one.name)?.result().eighthHour;
      return { ...one, ...seen(one.name), ...(recordedHour !== undefined && { recordedHour }) };
    }),
    falseProposals,
    evergreenProposals: falseProposals.filter(isEvergreen),
  };
}

function samplesAt(world: World, now: number): readonly Sample[] {
  return world.hashtags.map((hashtag): Sample => {
    return { hashtag, at: now, views: 1, listing: world.videos(hashtag, now, 0, LISTING_COUNT) };
  });
}

/** The lines as the store keeps them: those of days that are over for long are rolled up. */
function asKept(lines: readonly CompanionLine[], now: number): readonly CompanionLine[] {
  const isOld = ({ at }: CompanionLine): boolean => dayOf(at) <= dayOf(now) - MARKS_DAYS;
  const days = Map.groupBy(lines.filter(isOld), ({ at }) => dayOf(at));
  const rolled = [...days.values()].flatMap((day) => (day.length > 1 ? (rollUpCompanions(day) ?? []) : day));
  return [...rolled, ...lines.filter((line) => !isOld(line))];
}

/** The sounds of a line by title, with each mark. */
function soundsIn(
  { sounds = {} }: CompanionLine,
  samples: readonly Sample[],
): readonly (readonly [string, string])[] {
  const titles = new Map(
    samples.flatMap(recentVideos).map(({ sound }) => [sound?.id ?? '', sound?.title ?? '']),
  );
  return Object.entries(sounds).flatMap(([id, who]) =>
    (typeof who === 'string' ? marksIn(who) : []).map((mark) => [titles.get(id) ?? '', mark] as const),
  );
}

/** Whether a planted companion is one that should be found, and no trap. */
export function isDiscovery({ kind }: Planted): boolean {
  return kind === 'alone' || kind.endsWith('a breakout');
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
