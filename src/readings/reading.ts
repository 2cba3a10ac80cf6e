/** No hashtag has a tenth of this (the largest seen had 1.2e14 in 2026): it is no count. */
export const VIEWS_MAX = 1e15;

/** One hashtag's counters at one instant: what `data/samples/` keeps, and all that a detector sees. */
export interface Reading {
  /** Instant of the answer, ms since 1970 UTC. */
  readonly at: number;
  /** Normalised name, without `#`. */
  readonly hashtag: string;
  /** Total views of all videos under the hashtag; a positive safe integer. */
  readonly views: number;
  /** Precision of `views`: the distance to the next value the counter can show; 1 when exact. */
  readonly step: number;
  /** Number of videos under the hashtag; absent when TikTok did not give it. */
  readonly videos?: number;
  /** How many of the newest 20 videos were posted since the reading before, 20 at most. Absent without a listing. */
  readonly newPosts?: number;
  /** Hours that the newest 20 videos span; given when all of them are new, which is when it says how many there are. */
  readonly newestSpanHours?: number;
  /** Part of the growth since the reading before that the listed videos explain, 0-1 or above; absent without growth or listing. */
  readonly explained?: number;
  /** Effective number of videos that brought the gain since the reading before, `(Σd)² / Σd²`; absent without gains. */
  readonly breadth?: number;
  /**
   * Views that the listed videos gained now against those of the hour before. Given where views jumped, which is where
   * the classic rule asks for it.
   */
  readonly pickUp?: number;
}
