import { textKey } from '../text/text-key.ts';
import { roundToGrid } from './counter.ts';
import type { SimulatedVideo } from './post.ts';
import type { Dialect } from './scavio-request.ts';
import type { Counters } from './world.ts';

/** Whether the web shape carries `statsV2`, and how precisely: `planned` follows the hashtag's plan. */
export type StatsV2 = 'planned' | 'rounded' | 'absent';

/** How answers are spelt. */
export interface Spelling {
  readonly dialect: Dialect;
  readonly statsV2: StatsV2;
  /** Whether the workflow shape carries the hashtag's id. */
  readonly workflowId: 'given' | 'absent';
  /** Share (0-1) of videos whose entry lacks its statistics or its author. */
  readonly incompleteShare: number;
}

/** The `data` of a hashtag answer; that of an unknown hashtag has no counters. */
export function hashtagData(spelling: Spelling, counters: Counters | undefined): unknown {
  if (counters === undefined) return {};
  const { id, name, views, roundedViews, videoCount } = counters;
  switch (spelling.dialect) {
    case 'web': {
      // As seen for #skincare: `stats` rounded and without videos, `statsV2` precise and with them.
      const stats = { videoCount: 0, viewCount: roundedViews };
      const precise = spelling.statsV2 === 'rounded' ? roundedViews : views;
      const statsV2 = { videoCount: String(videoCount), viewCount: String(precise) };
      const challenge = { id, title: name, desc: '', stats };
      return {
        challengeInfo: { challenge, stats, ...(spelling.statsV2 === 'absent' ? {} : { statsV2 }) },
      };
    }
    case 'workflow': {
      const stats = { view_count: views, video_count: videoCount };
      return spelling.workflowId === 'given' ? { id, stats } : { stats };
    }
    case 'mobile':
      return { ch_info: { cid: id, cha_name: name, view_count: views, user_count: videoCount } };
  }
}

/** One page of the list as its `data`: `cursor` is where the next page begins. */
export function videosData(
  spelling: Spelling,
  videos: readonly SimulatedVideo[],
  page: { readonly cursor: number; readonly hasMore: boolean },
): unknown {
  const { cursor, hasMore } = page;
  if (spelling.dialect === 'workflow') {
    return {
      videos: videos.map((video) => webVideo(spelling, video)),
      cursor: String(cursor),
      has_more: hasMore,
    };
  }
  return {
    aweme_list: videos.map((video) => mobileVideo(spelling, video)),
    cursor,
    has_more: hasMore ? 1 : 0,
  };
}

function mobileVideo(spelling: Spelling, video: SimulatedVideo): unknown {
  const { likes, comments, shares, saves } = reactions(video);
  const statistics = {
    play_count: video.views,
    digg_count: likes,
    comment_count: comments,
    share_count: shares,
    collect_count: saves,
  };
  const author = {
    unique_id: video.creator,
    nickname: video.nickname,
    uid: video.creatorId,
    sec_uid: `MS4w${video.creatorId}`,
    follower_count: roundToGrid(textKey(video.creator) % 2_000_000),
  };
  return {
    aweme_id: video.id,
    desc: video.caption,
    create_time: video.postedAt / 1000,
    ...complete(spelling, video, { statistics }, { author }),
    ...(video.sound !== undefined && { music: { mid: video.sound.id, title: video.sound.title } }),
    ...(video.language !== undefined && { desc_language: video.language }),
    share_url: `https://www.tiktok.com/@${video.creator}/video/${video.id}`,
    video: { cover: { url_list: [`https://p16.example/${video.id}.jpeg`] } },
  };
}

function webVideo(spelling: Spelling, video: SimulatedVideo): unknown {
  const { likes, comments, shares } = reactions(video);
  const stats = { playCount: video.views, diggCount: likes, commentCount: comments, shareCount: shares };
  const author = { uniqueId: video.creator, nickname: video.nickname };
  return {
    id: video.id,
    desc: video.caption,
    createTime: video.postedAt / 1000,
    ...complete(spelling, video, { stats }, { author }),
    ...(video.sound !== undefined && { music: { id: video.sound.id, title: video.sound.title } }),
    ...(video.language !== undefined && { textLanguage: video.language }),
  };
}

/** Both parts, or but one of them for the few videos whose entries are incomplete, always the same ones. */
function complete(spelling: Spelling, video: SimulatedVideo, counts: object, author: object): object {
  const draw = textKey(video.id) / 2 ** 32;
  if (draw >= spelling.incompleteShare) return { ...counts, ...author };
  return draw < spelling.incompleteShare / 2 ? author : counts;
}

/** So much the likes of everyday posts differ: by a factor of e^±0.4 at most. */
const LIKES_SPREAD = 0.8;

function reactions({ id, views, likesTimes = 1 }: SimulatedVideo): {
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
} {
  return {
    likes: Math.floor(
      views * Math.min(0.9, 0.09 * likesTimes * Math.exp(LIKES_SPREAD * (textKey(id) / 2 ** 32 - 0.5))),
    ),
    comments: Math.floor(views * 0.004),
    shares: Math.floor(views * 0.007),
    saves: Math.floor(views * 0.011),
  };
}
