/**
 * What the videos behind a breakout share beyond its hashtag, as plain JSON: only what the numbers carry. A creator counts
 * once, however many videos. docs/discovery.md, "What moves a breakout", explains each threshold.
 */
export interface Moves {
  /** Different creators of the videos that it is measured on. */
  readonly creators: number;
  readonly sound?: SharedSound;
  /** Companions that came up lately, those of most creators first. */
  readonly hashtags?: readonly SharedHashtag[];
  readonly language?: SharedTrait;
  readonly region?: SharedTrait;
  /** Followers of the median creator. */
  readonly followers?: Contrast;
  /** Per view. */
  readonly likes?: Contrast;
  readonly comments?: Contrast;
  readonly shares?: Contrast;
  /** The creator with the largest part of what the listed videos gained, where that is nearly all, or a small part of it. */
  readonly largest?: { readonly share: number; readonly creator?: string };
}

/** One sound that several creators use; its title is a stranger's text. */
export interface SharedSound {
  readonly id: string;
  readonly title?: string;
  readonly url: string;
  readonly creators: number;
}

export interface SharedHashtag {
  readonly hashtag: string;
  readonly creators: number;
}

/** A code that most creators share now, and another one that is usual under the hashtag. */
export interface SharedTrait {
  readonly code: string;
  readonly usual: string;
  readonly creators: number;
  /** Creators of whom this is known. */
  readonly of: number;
}

/** The median now, and the median of the days before the breakout. */
export interface Contrast {
  readonly now: number;
  readonly usual: number;
}
