import type { Video } from './video.ts';

/** What a source answered for one hashtag in one run. */
export interface Sample {
  readonly hashtag: string;
  /** Instant of the answer, ms. */
  readonly at: number;
  /** Total views; a positive safe integer, never a stand-in for a missing one. */
  readonly views: number;
  readonly videos?: number;
  /** TikTok's id of the hashtag, when the answer had one. */
  readonly id?: string;
  /** The listed videos in the source's own order; absent when that call failed. */
  readonly listing?: readonly Video[];
}

/** One hashtag (or one part of its sampling) that failed. The rest of the run goes on. */
export interface Failure {
  readonly hashtag: string;
  /** A short stable word: `http-500`, `unknown-hashtag`, `wrong-hashtag`, `unreadable-answer`, `no-credits`, `no-answer`, … */
  readonly code: string;
  /** What happened and what to do, in a sentence without secrets. */
  readonly message: string;
  /** `reading`: no numbers this run. `listing`: the numbers are there, the videos are not. */
  readonly lost: 'reading' | 'listing';
  /** The hashtag that the answer was about instead, normalised. */
  readonly likely?: string;
  /** `refused`: the id that was asked with may be wrong, so that the next run asks by name. */
  readonly id?: 'refused';
}
