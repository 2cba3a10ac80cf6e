/** A TikTok of few words for tests: each hashtag shows exactly the counts and videos that the test wrote down. */
import { roundToGrid } from '../../src/simulator/counter.ts';
import type { SimulatedVideo } from '../../src/simulator/post.ts';
import type { World } from '../../src/simulator/world.ts';

/** What a hashtag shows from one instant on. */
export interface ScriptedMoment {
  /** ISO 8601. */
  readonly from: string;
  readonly views: number;
  readonly videoCount?: number;
  readonly videos?: readonly SimulatedVideo[];
}

export type Script = Readonly<Record<string, readonly ScriptedMoment[]>>;

/** A video with its count; posted at an ISO instant. Its id is made from its number. */
export function scriptedVideo(
  number: number,
  postedAt: string,
  views: number,
  more: Partial<SimulatedVideo> = {},
): SimulatedVideo {
  const posted = Date.parse(postedAt);
  const id = String((BigInt(Math.floor(posted / 1000)) << 32n) + BigInt(number));
  return {
    id,
    postedAt: posted,
    views,
    creator: `creator${number}`,
    nickname: `Creator ${number}`,
    creatorId: String(900_000 + number),
    caption: `video number ${number}`,
    ...more,
  };
}

/** A world that shows `script`. A hashtag that is not in it does not exist. */
export function scriptedWorld(script: Script): World {
  const names = Object.keys(script);
  const momentOf = (name: string, instant: number): ScriptedMoment | undefined =>
    script[name]?.findLast(({ from }) => Date.parse(from) <= instant);
  return {
    seed: 0,
    start: 0,
    hashtags: names,
    has: (name) => names.includes(name),
    nameOf: (id) => names[Number(id) - 1000],
    counters: (name, instant) => {
      const moment = momentOf(name, instant);
      if (moment === undefined) return undefined;
      const { views, videoCount = 0 } = moment;
      const id = String(1000 + names.indexOf(name));
      return { id, name, trueViews: views, views, roundedViews: roundToGrid(views), videoCount };
    },
    videos: (name, instant, from = 0, count = Number.POSITIVE_INFINITY) =>
      (momentOf(name, instant)?.videos ?? []).slice(from, from + count),
    breakouts: () => [],
    nuisances: () => [],
  };
}
