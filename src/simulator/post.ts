import { postHashtags } from '../readings/post-hashtags.ts';
import type { Video } from '../readings/video.ts';
import { drawCaption, drawCreator } from './creators-and-captions.ts';
import type { Beside } from './plan.ts';
import { drawLogNormal, drawPoisson, mixKeys, randomStream } from './random.ts';

/** TikTok makes a video's id up to 136 s before its post time (docs/numbers.md, "Videos"). */
const ID_LEAD_SECONDS = 137;
/** Spread of the appeal of posts: a few take most of the views. */
const APPEAL_DEVIATION = 1.2;
/** No hour brings more posts than this into TikTok's list, whatever its momentum. */
const POSTS_AN_HOUR_MAX = 120;

/** TikTok's limit. */
const CAPTION_UNITS_MAX = 2200;

/** A video under a simulated hashtag. */
export interface SimulatedVideo extends Video {
  readonly creator: string;
  readonly nickname: string;
  readonly creatorId: string;
  readonly views: number;
  readonly caption: string;
  /** Its likes against those of an everyday post; absent: 1. */
  readonly likesTimes?: number;
}

/** A post before it is asked for: what the simulation needs of it. */
export interface Post {
  /** Post time in Unix seconds. */
  readonly second: number;
  /** Keys its id, creator and caption. */
  readonly key: number;
  /** How strongly it draws views beside the others. */
  readonly appeal: number;
}

/** The posts of one clock hour in order of time; `expected` is their mean number. */
export function postsOfHour(hashtagKey: number, hour: number, expected: number): readonly Post[] {
  const random = randomStream(mixKeys(hashtagKey, 4, hour));
  const count = Math.min(drawPoisson(random, expected), POSTS_AN_HOUR_MAX);
  const posts = Array.from({ length: count }, () =>
    createPost(mixKeys(hashtagKey, 5, hour, random() * 2 ** 32), hour * 3600 + Math.floor(random() * 3600)),
  );
  return posts.sort((one, other) => one.second - other.second || one.key - other.key);
}

/** A post with this key (an unsigned 32-bit number, unique within its second) and post time. */
export function createPost(key: number, second: number): Post {
  return { key, second, appeal: drawLogNormal(randomStream(mixKeys(key, 6)), 1, APPEAL_DEVIATION) };
}

/** What people see of a post besides its views. Its id holds the post time less 0-136 s in the upper 32 bits. */
export function faceOf(
  post: Post,
  hashtag: string,
  hashtagKey: number,
  beside?: Beside,
): Omit<SimulatedVideo, 'views'> {
  const random = randomStream(mixKeys(post.key, 7));
  const idSecond = post.second - Math.floor(random() * ID_LEAD_SECONDS);
  const creator = drawCreator(random, hashtagKey);
  return {
    id: ((BigInt(idSecond) << 32n) | BigInt(post.key)).toString(),
    creator: beside?.creator ?? creator.handle,
    nickname: creator.nickname,
    creatorId: creator.id,
    postedAt: post.second * 1000,
    ...textOf(drawCaption(random, hashtag), beside),
  };
}

/** A caption goes on with the hashtags beside its own. */
function textOf(
  caption: string,
  beside: Beside | undefined,
): Pick<SimulatedVideo, 'caption' | 'hashtags' | 'sound' | 'language' | 'likesTimes'> {
  if (beside === undefined) return { caption };
  const { sound, language, likesTimes } = beside;
  const added = beside.hashtags.map((name) => ` #${name}`).join('');
  const whole = `${caption.slice(0, CAPTION_UNITS_MAX - added.length)}${added}`;
  return {
    caption: whole,
    hashtags: postHashtags(whole, []),
    ...(sound !== undefined && { sound }),
    ...(language !== undefined && { language }),
    ...(likesTimes !== undefined && { likesTimes }),
  };
}
