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
  /** The hashtags that it carries, normalised, each once, in the order of the post; absent without any. */
  readonly hashtags?: readonly string[];
  readonly sound?: Sound;
  readonly likes?: number;
  readonly comments?: number;
  readonly shares?: number;
  /** Followers of the creator. */
  readonly followers?: number;
  /** Where it was posted, ISO 3166-1 alpha-2 in capitals. */
  readonly region?: string;
  /** The language of its text, ISO 639-1 in lower case. */
  readonly language?: string;
}

/** The sound of a video. */
export interface Sound {
  /** Digits. */
  readonly id: string;
  /** A stranger's text; absent when the source did not give one. */
  readonly title?: string;
}
