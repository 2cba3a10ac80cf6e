import { HOUR_MS } from '../text/time.ts';
import { createAudience } from './audience.ts';
import { type OrdinaryLife, ordinaryLife } from './baseline-growth.ts';
import { besideOf } from './beside.ts';
import { type CounterSettings, shownViews } from './counter.ts';
import { createGrowth, type Growth, type Spike } from './growth.ts';
import { createHits, type Listed, rankListing } from './listing.ts';
import type { HashtagPlan } from './plan.ts';
import { createPost, faceOf, type Post, type SimulatedVideo } from './post.ts';
import { mixKeys } from './random.ts';

/** One hashtag of a world, at any instant (ms) from the start on. */
export interface SimulatedHashtag {
  readonly counters: (instant: number) => {
    readonly trueViews: number;
    readonly views: number;
    readonly roundedViews: number;
    readonly videoCount: number;
  };
  readonly videos: (instant: number, from: number, count: number) => readonly SimulatedVideo[];
  /** The fastest true growth over one hour between two instants, in percent of the views before it. */
  readonly fastestPercentPerHour: (from: number, to: number) => number;
}

/** Puts the parts of one hashtag together: growth → counter, and growth → audience → listing. */
export function createHashtag(plan: HashtagPlan, key: number, start: number): SimulatedHashtag {
  const life = ordinaryLife(plan, key);
  const spikes = spikesOf(plan, life, start);
  const growth = createGrowth({
    key,
    start,
    ratePerHour: life.ratePerHour,
    rhythm: life.rhythm,
    noise: plan.noise ?? 1,
    climbPerMonth: plan.climbPerMonth ?? 1,
    breakouts: plan.breakouts ?? [],
    spikes,
  });
  const before = growth.until(start);
  const trueAt = (instant: number) => Math.floor(plan.views + growth.until(instant).total - before.total);
  const counter: CounterSettings = {
    key,
    start,
    counter: plan.counter ?? 'rounded',
    wobbleShare: plan.wobbleShare ?? 0.04,
    nuisances: plan.nuisances ?? [],
  };
  return {
    counters: (instant) => {
      const trueViews = trueAt(instant);
      const { views, rounded } = shownViews(counter, trueAt, instant);
      const posts =
        life.ratePerHour > 0
          ? (life.postsPerHour * (growth.until(instant).posting - before.posting)) / life.ratePerHour
          : 0;
      const videoCount = plan.videoCount === 'zero' ? 0 : life.videos + Math.floor(posts);
      return { trueViews, views, roundedViews: rounded, videoCount };
    },
    videos: createVideoPages(plan, life, growth, spikes, start),
    fastestPercentPerHour: (from, to) => {
      let fastest = 0;
      for (let hour = from; hour < to; hour += HOUR_MS) {
        const before = trueAt(hour);
        fastest = Math.max(fastest, (100 * (trueAt(hour + HOUR_MS) - before)) / before);
      }
      return fastest;
    },
  };
}

/** Pages of the list; the order of the last instant is kept, since pages are asked for one after another. */
function createVideoPages(
  plan: HashtagPlan,
  life: OrdinaryLife,
  growth: Growth,
  spikes: readonly Spike[],
  start: number,
): SimulatedHashtag['videos'] {
  const audienceAt = createAudience({
    key: life.key,
    growth,
    rhythm: life.rhythm,
    postsPerHour: life.listedPerHour,
    ratePerHour: life.ratePerHour,
  });
  const hits = createHits(life.key, start, plan.views);
  const faces = new WeakMap<Post, ReturnType<typeof faceOf>>();
  const faceOnce = (post: Post) => {
    const face =
      faces.get(post) ??
      faceOf(post, plan.name, life.key, plan.beside && besideOf(plan.beside, plan.name, start, post));
    faces.set(post, face);
    return face;
  };
  let ranked: { readonly instant: number; readonly list: readonly Listed[] } | undefined;
  return (instant, from, count) => {
    if (ranked?.instant !== instant) {
      // The growth refuses an instant before the start, so it is asked before the audience moves.
      growth.until(instant);
      const live = audienceAt(instant);
      ranked = { instant, list: rankListing(life, { growth, hits, live, spikes, start }, instant) };
    }
    return ranked.list.slice(from, from + count).map(({ post, views }) => ({ ...faceOnce(post), views }));
  };
}

function spikesOf(plan: HashtagPlan, life: OrdinaryLife, start: number): readonly Spike[] {
  const spikes: Spike[] = [];
  for (const nuisance of plan.nuisances ?? []) {
    if (nuisance.kind !== 'single-video') continue;
    const at = start + nuisance.hour * HOUR_MS;
    const post = createPost(mixKeys(life.key, 15, spikes.length), Math.floor(at / 1000));
    const ratePerHour = nuisance.multiple * life.ratePerHour;
    spikes.push({ at, post, ratePerHour, halfLifeHours: nuisance.halfLifeHours });
  }
  return spikes;
}
