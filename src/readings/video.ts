/** One TikTok video under a hashtag, as a sample lists it. */
export interface Video {
  readonly id: string;
  /** The creator's handle without `@`; absent when the source did not give one. A stranger's text. */
  readonly creator?: string;
  /** Instant of the post, ms since 1970 UTC. */
  readonly postedAt: number;
  /** Lifetime views; absent when the source did not give them. */
  readonly views?: number;
  /** The post's text; a stranger's text. Kept only in the alerts that name the video. */
  readonly caption?: string;
}
