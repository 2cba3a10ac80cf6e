import { textKey } from '../text/text-key.ts';
import { HOUR_MS } from '../text/time.ts';
import { createHashtag, type SimulatedHashtag } from './hashtag.ts';
import { breakoutInstants } from './momentum.ts';
import type { HashtagPlan, PlantedBreakout, PlantedNuisance } from './plan.ts';
import type { SimulatedVideo } from './post.ts';
import { mixKeys } from './random.ts';

/** What TikTok shows of a hashtag at one instant, and the truth behind it. */
export interface Counters {
  /** Decimal digits; stable within a world. */
  readonly id: string;
  readonly name: string;
  readonly trueViews: number;
  /** The views shown at the best precision that this hashtag's answers have. */
  readonly views: number;
  /** The same on TikTok's grid. */
  readonly roundedViews: number;
  /** 0 where TikTok does not give the number. */
  readonly videoCount: number;
}

/** A simulated TikTok. Instants are ms since 1970 UTC, from the world's start on; names are normalised. */
export interface World {
  readonly seed: number;
  readonly start: number;
  /** Names in the order of the plans. */
  readonly hashtags: readonly string[];
  readonly has: (name: string) => boolean;
  readonly nameOf: (id: string) => string | undefined;
  /** Undefined for a hashtag that does not exist. Throws a RangeError before the start. */
  readonly counters: (name: string, instant: number) => Counters | undefined;
  /** TikTok's own order, at most some 260 videos; `from` and `count` cut a page out of it. Empty when unknown. */
  readonly videos: (
    name: string,
    instant: number,
    from?: number,
    count?: number,
  ) => readonly SimulatedVideo[];
  /** What was planted, in order of onset; asking simulates each breakout to its end. */
  readonly breakouts: () => readonly PlantedBreakout[];
  readonly nuisances: () => readonly PlantedNuisance[];
}

/**
 * Makes a world: pure, seeded, lazy (a hashtag costs nothing until it is asked for, then 16 bytes an hour and at most
 * some 240 posts). The answers depend on seed, start, plan and instant alone, never on the order of questions, though
 * asking for videos in rising order of time is what is fast. Throws on a name planned twice and on impossible plans.
 */
export function createWorld(options: {
  readonly seed: number;
  readonly start: number;
  readonly hashtags: readonly HashtagPlan[];
}): World {
  const { seed, start } = options;
  const plans = new Map(options.hashtags.map((plan) => [plan.name, plan]));
  if (plans.size < options.hashtags.length) throw new RangeError('A hashtag is planned twice.');
  const idByName = new Map([...plans.keys()].map((name, index) => [name, hashtagId(seed, name, index)]));
  const nameById = new Map([...idByName].map(([name, id]) => [id, name]));
  const hashtags = new Map<string, SimulatedHashtag>();

  function hashtag(name: string): SimulatedHashtag | undefined {
    const known = hashtags.get(name);
    const plan = plans.get(name);
    if (known !== undefined || plan === undefined) return known;
    const made = createHashtag(plan, mixKeys(seed, textKey(name)), start);
    hashtags.set(name, made);
    return made;
  }

  return {
    seed,
    start,
    hashtags: [...plans.keys()],
    has: (name) => plans.has(name),
    nameOf: (id) => nameById.get(id),
    counters: (name, instant) => {
      const shown = hashtag(name)?.counters(instant);
      return shown && { id: idByName.get(name) ?? '', name, ...shown };
    },
    videos: (name, instant, from = 0, count = Number.POSITIVE_INFINITY) =>
      hashtag(name)?.videos(instant, from, count) ?? [],
    breakouts: () =>
      [...plans.values()].flatMap((plan) => plantedBreakouts(plan, start, hashtag(plan.name))).sort(byOnset),
    nuisances: () =>
      [...plans.values()].flatMap((plan) =>
        (plan.nuisances ?? []).map(({ kind, hour }) => ({
          hashtag: plan.name,
          kind,
          at: start + hour * HOUR_MS,
        })),
      ),
  };
}

/** An id of 6-9 digits; the index keeps ids apart. */
function hashtagId(seed: number, name: string, index: number): string {
  return String(229_207 + index * 7_919 + (mixKeys(seed, textKey(name), 16) % 7_919));
}

function plantedBreakouts(
  plan: HashtagPlan,
  start: number,
  hashtag: SimulatedHashtag | undefined,
): readonly PlantedBreakout[] {
  return (plan.breakouts ?? []).map((breakout) => {
    const { onset, peak, end } = breakoutInstants(breakout, start);
    const peakPercentPerHour = hashtag?.fastestPercentPerHour(onset, end) ?? 0;
    return { hashtag: plan.name, onset, peak, end, multiple: breakout.multiple, peakPercentPerHour };
  });
}

function byOnset(one: PlantedBreakout, other: PlantedBreakout): number {
  return one.onset - other.onset || (one.hashtag < other.hashtag ? -1 : 1);
}
