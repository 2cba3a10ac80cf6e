import { hoursBetween } from '../text/time.ts';
import type { Video } from './video.ts';

/** How many videos count as a hashtag's newest. */
export const NEWEST_MAX = 20;

/** A hashtag's newest videos, made from a listing that comes in TikTok's own order with repeats. */
export interface Newest {
  /** Newest post first, at most 20. */
  readonly videos: readonly Video[];
  /** How many of them were posted since the reading before; absent at the first. */
  readonly newPosts?: number;
  /** Hours between their first and last post; absent with fewer than two. */
  readonly spanHours?: number;
}

/** One entry per video. Of two entries for one (two replicas answered) the higher count is the later one. */
export function distinctVideos(listing: readonly Video[]): readonly Video[] {
  const byId = new Map<string, Video>();
  for (const video of listing) {
    const other = byId.get(video.id);
    if (other === undefined || (video.views ?? 0) > (other.views ?? 0)) byId.set(video.id, video);
  }
  return [...byId.values()];
}

/**
 * The newest of the distinct videos of a listing.
 * @param lastAt instant of the reading before, ms
 */
export function newestVideos(videos: readonly Video[], lastAt: number | undefined): Newest {
  const newest = videos.toSorted(newestFirst).slice(0, NEWEST_MAX);
  const [first, last] = [newest[0], newest.at(-1)];
  return {
    videos: newest,
    ...(lastAt !== undefined && { newPosts: newest.filter(({ postedAt }) => postedAt > lastAt).length }),
    ...(first !== undefined &&
      last !== undefined &&
      newest.length > 1 && { spanHours: hoursBetween(last.postedAt, first.postedAt) }),
  };
}

/** Newest post first; equal instants by id, so that the order never depends on the listing's. */
function newestFirst(a: Video, b: Video): number {
  if (a.postedAt !== b.postedAt) return b.postedAt - a.postedAt;
  return a.id < b.id ? 1 : -1;
}
