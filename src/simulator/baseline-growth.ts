import type { HashtagPlan } from './plan.ts';
import { drawLogNormal, mixKeys, type Random, randomStream } from './random.ts';
import { weeklyRhythm } from './rhythm.ts';

/**
 * Daily growth by size: median and 99th percentile of 24 hours, as shares. Source: docs/numbers.md, "Ordinary life"
 * (median 0.08 %, 0.23 % for the largest; p99 17.6 % at 1K, 6 % at 10K-100K, 2.9 % at 1M, 1.5 % above 10M).
 */
const GROWTH_BY_SIZE = [
  { below: 1e4, median: 0.0008, p99: 0.176 },
  { below: 3e5, median: 0.0008, p99: 0.06 },
  { below: 1e7, median: 0.0008, p99: 0.029 },
  { below: 1e9, median: 0.0008, p99: 0.015 },
  { below: Number.POSITIVE_INFINITY, median: 0.0023, p99: 0.015 },
] as const;

/** How many standard deviations the 99th percentile lies above the median of a normal distribution. */
const P99_DEVIATIONS = 2.326;
const GROWTH_PER_DAY_MAX = 0.25;
/** An ordinary post brings so many views, which turns a rate of views into a rate of posts. */
const VIEWS_PER_POST = 600;
const POSTS_PER_HOUR_MIN = 0.02;
/** TikTok's list draws on a part of the posts only: never more than these an ordinary hour. */
const LISTED_PER_HOUR_MAX = 12;
const VIEWS_MIN = 1_000;

/** The ordinary life of one hashtag, every default of its plan filled in. */
export interface OrdinaryLife {
  /** Keys everything random about this hashtag. */
  readonly key: number;
  /** Mean views an hour at the world's start. */
  readonly ratePerHour: number;
  readonly rhythm: Float64Array;
  /** All posts an hour, and those of them that may enter TikTok's list. */
  readonly postsPerHour: number;
  readonly listedPerHour: number;
  /** Number of videos at the world's start. */
  readonly videos: number;
}

/** Fills in the defaults of a plan. Throws a RangeError on a plan that cannot be simulated. */
export function ordinaryLife(plan: HashtagPlan, key: number): OrdinaryLife {
  const random = randomStream(mixKeys(key, 10));
  const growthPerDay = plan.growthPerDay ?? drawGrowthPerDay(random, plan.views);
  if (!(plan.views >= VIEWS_MIN && growthPerDay >= 0 && growthPerDay <= GROWTH_PER_DAY_MAX)) {
    throw new RangeError(
      `#${plan.name} needs at least ${VIEWS_MIN} views and a growthPerDay of 0-${GROWTH_PER_DAY_MAX}.`,
    );
  }
  const ratePerHour = (plan.views * growthPerDay) / 24;
  const rhythmRandom = randomStream(mixKeys(key, 11));
  const dayNightRatio = plan.dayNightRatio ?? 1.7 + 1.3 * rhythmRandom();
  const postsPerHour = plan.postsPerHour ?? Math.max(POSTS_PER_HOUR_MIN, ratePerHour / VIEWS_PER_POST);
  return {
    key,
    ratePerHour,
    rhythm: weeklyRhythm(dayNightRatio, dayNightRatio > 1 ? 0.25 * rhythmRandom() : 0),
    postsPerHour,
    listedPerHour: Math.min(postsPerHour, LISTED_PER_HOUR_MAX),
    videos: Math.max(100, Math.ceil(plan.views / Math.min(15_000, Math.max(200, Math.sqrt(plan.views))))),
  };
}

function drawGrowthPerDay(random: Random, views: number): number {
  const { median, p99 } = GROWTH_BY_SIZE.find((size) => views < size.below) ?? GROWTH_BY_SIZE[4];
  return Math.min(drawLogNormal(random, median, Math.log(p99 / median) / P99_DEVIATIONS), p99);
}
