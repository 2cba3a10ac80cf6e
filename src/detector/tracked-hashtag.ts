import type { RememberedVideos } from '../readings/remembered-videos.ts';
import type { Episode } from './episode.ts';
import { EMPTY_MEMORY, type HashtagMemory } from './memory.ts';
import type { EarlierBreakouts } from './outlook.ts';

/** What the detector knows of one hashtag between two readings. */
export interface TrackedHashtag {
  /** TikTok's id of the hashtag. */
  readonly id?: string;
  /** The open episode. */
  readonly episode?: Episode;
  /** When its last breakout cooled off, ms; absent before the first. */
  readonly overAt?: number;
  /** Its breakouts that are over; absent before the first, and where versions before this one kept none. */
  readonly earlier?: EarlierBreakouts;
  readonly memory: HashtagMemory;
  /** The videos as the last listing had them. */
  readonly videos?: RememberedVideos;
}

export const UNSEEN_HASHTAG: TrackedHashtag = { memory: EMPTY_MEMORY };
