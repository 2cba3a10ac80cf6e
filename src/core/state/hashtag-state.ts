import type { Episode } from '../detect/episode.ts';
import type { Mute } from '../mute/mute.ts';
import type { RememberedVideos } from '../reading/remembered-videos.ts';
import { EMPTY_MEMORY, type HashtagMemory } from './memory.ts';

/** What is known of one hashtag between runs. */
export interface HashtagState {
  /** TikTok's id of the hashtag. */
  readonly id?: string;
  /** The open episode. */
  readonly episode?: Episode;
  /** A person's wish to hear nothing of it. */
  readonly mute?: Mute;
  /** When its last breakout cooled off, ms; absent before the first. */
  readonly overAt?: number;
  readonly memory: HashtagMemory;
  /** The videos as the last listing had them. */
  readonly videos?: RememberedVideos;
}

export const UNSEEN_HASHTAG: HashtagState = { memory: EMPTY_MEMORY };
