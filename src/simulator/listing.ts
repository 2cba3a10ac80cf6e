import { HOUR_MS, hoursBetween } from '../text/time.ts';
import { HIT_SHARE, type LivePost, typicalViews, viewsOf } from './audience.ts';
import type { OrdinaryLife } from './baseline-growth.ts';
import { type Growth, type Spike, spikeViews } from './growth.ts';
import { createPost, type Post } from './post.ts';
import { mixKeys, randomStream } from './random.ts';

/** Years-old videos that stand in the list again and again, and the share of all views that they hold together. */
const HITS = 16;
const HIT_SHARE_OF_PAST = 0.3;
/** Every so many places one is a hit's. */
const HIT_EVERY = 4;
const HIT_AGE_DAYS = [200, 1500] as const;
/** The list is shuffled a little every so many hours. */
const SHUFFLE_HOURS = 6;

/** A place in TikTok's list. */
export interface Listed {
  readonly post: Post;
  readonly views: number;
}

/** An old hit: views at the world's start, and its share of the ordinary growth since. */
export interface Hit {
  readonly post: Post;
  readonly views: number;
  readonly share: number;
}

/** The old hits of a hashtag with `views` views at `start`; the k-th holds 1/k of the first one's views. */
export function createHits(key: number, start: number, views: number): readonly Hit[] {
  const random = randomStream(mixKeys(key, 12));
  const shares = Array.from({ length: HITS }, (_, rank) => 1 / (rank + 1));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share, rank) => {
    const [youngest, oldest] = HIT_AGE_DAYS;
    const ageDays = youngest + (oldest - youngest) * random();
    const second = Math.floor(start / 1000 - ageDays * 86_400);
    return {
      post: createPost(mixKeys(key, 13, rank), second),
      views: Math.floor((HIT_SHARE_OF_PAST * views * share) / sum),
      share: (HIT_SHARE * share) / sum,
    };
  });
}

/**
 * All videos that TikTok would list at `instant` (ms), in its own order: recent posts by popularity mixed with recency,
 * every fourth place an old hit. No post from after `instant` is in it.
 */
export function rankListing(
  life: OrdinaryLife,
  sources: {
    readonly growth: Growth;
    readonly hits: readonly Hit[];
    readonly live: readonly LivePost[];
    readonly spikes: readonly Spike[];
    readonly start: number;
  },
  instant: number,
): readonly Listed[] {
  const shuffle = Math.floor(instant / (SHUFFLE_HOURS * HOUR_MS));
  const jitter = (post: Post) => mixKeys(post.key, 14, shuffle) / 2 ** 32;
  const recent = recentPosts(sources, instant)
    .map((listed) => ({ listed, score: recencyScore(life, listed, instant) + 0.4 * jitter(listed.post) }))
    .sort((one, other) => other.score - one.score || one.listed.post.key - other.listed.post.key);
  const gained = sources.growth.until(instant).ordinary - sources.growth.until(sources.start).ordinary;
  const hits = sources.hits
    .map((hit, rank) => ({ hit, score: rank + 3 * jitter(hit.post) }))
    .sort((one, other) => one.score - other.score || one.hit.post.key - other.hit.post.key);
  const list: Listed[] = [];
  let nextHit = 0;
  for (const { listed } of recent) {
    const hit = hits[nextHit]?.hit;
    if (list.length % HIT_EVERY === HIT_EVERY - 2 && hit !== undefined) {
      list.push({ post: hit.post, views: hit.views + Math.floor(hit.share * gained) });
      nextHit += 1;
    }
    list.push(listed);
  }
  for (const { hit } of hits.slice(nextHit)) {
    list.push({ post: hit.post, views: hit.views + Math.floor(hit.share * gained) });
  }
  return list;
}

function recentPosts(
  sources: { readonly live: readonly LivePost[]; readonly spikes: readonly Spike[] },
  instant: number,
): readonly Listed[] {
  const posted = sources.live.filter((live) => live.post.second * 1000 <= instant);
  const fresh = posted.map((live) => ({ post: live.post, views: viewsOf(live, instant) }));
  const viral = sources.spikes
    .filter((spike) => spike.at <= instant)
    .map((spike) => ({ post: spike.post, views: Math.floor(spikeViews(spike, instant)) }));
  return [...fresh, ...viral];
}

/** Half the logarithm of its views beside a typical post's, less its age in the time that twenty posts take. */
function recencyScore(life: OrdinaryLife, listed: Listed, instant: number): number {
  const ageScaleHours = Math.min(72, Math.max(3, 20 / life.listedPerHour));
  const typical = typicalViews({ ratePerHour: life.ratePerHour, postsPerHour: life.listedPerHour });
  const ageHours = hoursBetween(listed.post.second * 1000, instant);
  return 0.5 * Math.log1p(listed.views / typical) - ageHours / ageScaleHours;
}
