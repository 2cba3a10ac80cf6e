import type { Growth } from './growth.ts';
import { POSTS_EXPONENT } from './momentum.ts';
import { createPost, type Post, postsOfHour } from './post.ts';
import { mixKeys, randomStream } from './random.ts';
import { hourNumber, hourOfWeek } from './rhythm.ts';

/** Who gets a hashtag's views. The rest of both goes to the long tail that no list shows. */
export const HIT_SHARE = 0.25;
const FRESH_SHARE = 0.45;
const FRESH_SHARE_OF_EXCESS = 0.9;

/** A post's pull on its audience falls to 1/e in so many hours. */
const PULL_LIFE_HOURS = 18;
const PULL_LEFT_AFTER_AN_HOUR = Math.exp(-1 / PULL_LIFE_HOURS);
/** More live posts than the first number are cut back to the second; those cut leave the list and stop growing. */
const LIVE_MAX = 120;
const LIVE_KEPT = 80;
/** Posts that were there before the world began, and the longest silence between two of them. */
const POSTS_BEFORE = 40;
const GAP_HOURS_MAX = 24;

export interface AudienceSettings {
  readonly key: number;
  readonly growth: Growth;
  readonly rhythm: Float64Array;
  /** Ordinary posts an hour that may enter the list. */
  readonly postsPerHour: number;
  readonly ratePerHour: number;
}

/** A post in the list, with its views at the full hour before the instant asked for and its gain in that hour. */
export interface LivePost {
  readonly post: Post;
  pull: number;
  views: number;
  gain: number;
}

/** The mean lifetime views of an ordinary fresh post: what a typical video of this hashtag reaches. */
export function typicalViews(settings: {
  readonly ratePerHour: number;
  readonly postsPerHour: number;
}): number {
  return Math.max(1, (FRESH_SHARE * settings.ratePerHour) / settings.postsPerHour);
}

/** Views of a live post at an instant within the hour that the audience stands at. */
export function viewsOf(live: LivePost, instant: number): number {
  const hourSecond = hourNumber(instant) * 3600;
  const from = Math.max(live.post.second, hourSecond);
  const part = (instant / 1000 - from) / (hourSecond + 3600 - from);
  return Math.floor(live.views + live.gain * Math.max(0, part));
}

/**
 * The live posts of one hashtag, hour by hour: each hour's fresh views are shared among them in proportion to their
 * pull, so that the gains of videos add up to what the hashtag gained less its tail. Moving to the next hour costs one
 * pass over at most 240 posts; moving back starts over, with the same result. Returns the posts at the hour of `instant`
 * (ms), those of that hour included even when they come later in it.
 */
export function createAudience(settings: AudienceSettings): (instant: number) => readonly LivePost[] {
  const { growth } = settings;
  let hour = Number.POSITIVE_INFINITY;
  let live: LivePost[] = [];

  function advance(): void {
    hour += 1;
    const { ordinary, excess, momentum } = growth.hour(hour - growth.firstHour);
    for (const one of live) {
      one.views += one.gain;
      one.pull *= PULL_LEFT_AFTER_AN_HOUR;
    }
    const kept = live.length > LIVE_MAX ? keepStrongest(live) : live;
    const expected =
      settings.postsPerHour * (settings.rhythm[hourOfWeek(hour)] ?? 1) * momentum ** POSTS_EXPONENT;
    const born = postsOfHour(settings.key, hour, expected).map((post) => ({
      post,
      pull: post.appeal,
      views: 0,
      gain: 0,
    }));
    live = share(kept.concat(born), hour, FRESH_SHARE * ordinary + FRESH_SHARE_OF_EXCESS * excess);
  }

  return (instant) => {
    const wanted = hourNumber(instant);
    if (wanted < hour) {
      hour = growth.firstHour - 1;
      live = postsBefore(settings);
    }
    while (hour < wanted) advance();
    return live;
  };
}

/** Shares out one hour's views; a post of that very hour draws only from its post time on. */
function share(posts: LivePost[], hour: number, views: number): LivePost[] {
  let pulls = 0;
  for (const one of posts) pulls += pullIn(one, hour);
  for (const one of posts) one.gain = pulls > 0 ? (views * pullIn(one, hour)) / pulls : 0;
  return posts;
}

function pullIn(live: LivePost, hour: number): number {
  const before = live.post.second - hour * 3600;
  return before > 0 ? live.pull * (1 - before / 3600) : live.pull;
}

/** By pull, which mixes appeal with recency. */
function keepStrongest(posts: LivePost[]): LivePost[] {
  return posts
    .sort((one, other) => other.pull - one.pull || one.post.key - other.post.key)
    .slice(0, LIVE_KEPT);
}

/** Posts of the days before the world began, with the views that ordinary life has given them. */
function postsBefore(settings: AudienceSettings): LivePost[] {
  const random = randomStream(mixKeys(settings.key, 8));
  const typical = typicalViews(settings);
  const posts: LivePost[] = [];
  let age = 0;
  while (posts.length < POSTS_BEFORE) {
    age += Math.min(-Math.log(1 - random()) / settings.postsPerHour, GAP_HOURS_MAX);
    const second = settings.growth.firstHour * 3600 - 1 - Math.floor(age * 3600);
    const post = createPost(mixKeys(settings.key, 9, posts.length), second);
    const left = Math.exp(-age / PULL_LIFE_HOURS);
    posts.push({
      post,
      pull: post.appeal * left,
      views: Math.floor(typical * post.appeal * (1 - left)),
      gain: 0,
    });
  }
  return posts;
}
