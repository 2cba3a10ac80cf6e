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
  /** Among the newest 20 videos: how many were unknown at the reading before. Absent when no list was given. */
  readonly newPosts?: number;
  /** Hours between the first and the last post of the newest 20 videos. */
  readonly newestSpanHours?: number;
  /** Effective number of videos that brought the gain since the reading before, `(Σd)² / Σd²`; absent without gains. */
  readonly breadth?: number;
  /** Share (0-1) of those gains that one video brought. */
  readonly topShare?: number;
}
