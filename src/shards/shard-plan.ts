import type { KnownPace } from '../sources/source/pace-state.ts';
import { CREDITS_PER_HASHTAG, type Target } from '../sources/source/source.ts';
import { HOUR_MS } from '../text/time.ts';

/** What one run asks for, cut into parts that are sampled side by side. Plain JSON but for its instants. */
export interface ShardPlan {
  /** The workflow run that it is made for: GitHub's id of it, or `local`. */
  readonly run: string;
  /** Instant of the run, ms. */
  readonly at: number;
  /** Instant of the run before, by the state that this is planned with, ms; absent before the first. */
  readonly stateAt?: number;
  /** The hashtags in the order in which a single run would ask for them. */
  readonly order: readonly string[];
  readonly shards: readonly Shard[];
}

/** What one job samples. */
export interface Shard {
  /** Name of the variable with the API key that it uses. */
  readonly key: string;
  readonly targets: readonly Target[];
  /** Most credits that it may use; absent: no cap. */
  readonly creditsMax?: number;
  /** Its share of the pace that is known. */
  readonly pace?: KnownPace;
}

/** GitHub starts at most so many jobs of a matrix. */
export const SHARDS_MAX = 256;

/** What is cut, and into how many parts. */
export interface Cut {
  readonly targets: readonly Target[];
  readonly shards: number;
  /** Variables with API keys, at least one; shards take them in turn. */
  readonly keys: readonly string[];
  readonly creditsMax?: number;
  readonly pace?: KnownPace;
  /** Instant of the run, ms: in another hour a hashtag is in another shard, so that a broken one costs no hashtag for ever. */
  readonly now: number;
}

/**
 * Cuts targets into shards that differ by one hashtag at most. No shard without a hashtag, but for one where nothing is due.
 * The caps of all shards together are the cap.
 */
export function cutTargets({ targets, shards, keys, creditsMax, pace, now }: Cut): readonly Shard[] {
  const count = Math.max(1, Math.min(shards, targets.length, SHARDS_MAX));
  const hour = Math.floor(now / HOUR_MS);
  const shuffled = targets
    .map(({ hashtag }) => ({ hashtag, place: placeOf(hashtag, hour) }))
    .toSorted((a, b) => a.place - b.place || (a.hashtag < b.hashtag ? -1 : 1));
  const shardOf = new Map(shuffled.map(({ hashtag }, index) => [hashtag, index % count]));
  const spare = creditsMax === undefined ? undefined : Math.max(0, creditsMax - costOf(targets));
  return Array.from({ length: count }, (_, index): Shard => {
    const own = targets.filter(({ hashtag }) => shardOf.get(hashtag) === index);
    const more =
      spare === undefined ? undefined : Math.floor((spare * own.length) / Math.max(1, targets.length));
    const sharing = Math.ceil(count / keys.length);
    return {
      key: keys[index % keys.length] ?? '',
      targets: own,
      ...(more !== undefined && { creditsMax: costOf(own) + more }),
      ...(pace !== undefined && { pace: shareOf(pace, sharing) }),
    };
  });
}

/** The pace of a run that so many keys share: what one of them has time for, so many times. */
export function paceOfKeys(pace: KnownPace, keys: number): KnownPace {
  const { perRun } = pace;
  return perRun === undefined ? pace : { ...pace, perRun: { ...perRun, requests: perRun.requests * keys } };
}

/** What targets cost, credits: both calls, or one where videos are asked for only after a leap. */
function costOf(targets: readonly Target[]): number {
  return targets.reduce(
    (sum, { listFromViews }) => sum + (listFromViews === undefined ? CREDITS_PER_HASHTAG : 1),
    0,
  );
}

/** What each of so many shards with one key may do at once and in a window. */
function shareOf(pace: KnownPace, shards: number): KnownPace {
  const part = (whole: number): number => Math.max(1, Math.floor(whole / shards));
  const { proven, refused, window } = pace;
  return {
    proven: part(proven),
    ...(refused !== undefined && { refused: Math.max(part(proven) + 1, part(refused)) }),
    ...(pace.triedAt !== undefined && { triedAt: pace.triedAt }),
    ...(window !== undefined && { window: { ...window, requests: part(window.requests) } }),
  };
}

/** FNV-1a of the hour and the name, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function placeOf(hashtag: string, hour: number): number {
  let hash = 0x811c9dc5;
  for (const sign of `${hour} ${hashtag}`) {
    hash ^= sign.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
