import type { Reading } from '../../readings/reading.ts';
import { learnRate } from './mean-rate.ts';
import type { RateMemory } from './momentum-memory.ts';

/** How many of the newest videos a reading looks at; when all of them are new, more may have been posted. */
const NEWEST = 20;
const HALF_LIFE_HOURS = 48;
/** Usual hours before the posting rate speaks. */
const LEARNING_HOURS = 24;
/**
 * A list of 20 cannot hold what was posted in a longer time (h): new posts push one another out of it, so that a count
 * after a pause would teach far too low a rate.
 */
const COUNTED_HOURS_MAX = 6;
/** How much more the number of posts varies than chance alone would make it, per expected post. */
const EXTRA_VARIANCE = 0.3;

export interface PostingStep {
  readonly posting: RateMemory;
  /** How far the number of new posts lies from the usual, in standard deviations; absent when it cannot be told. */
  readonly residual?: number;
  readonly postsPerHour?: number;
  readonly usualPerHour?: number;
}

/**
 * Judges the rate of new posts: N new ones within the interval, or 19 within the span of the newest 20 when all of
 * these are new. The square root makes counts even in spread (Anscombe 1948). `exposure` is the interval in hours of
 * usual day.
 */
export function judgePosting(posting: RateMemory, reading: Reading, exposure: number): PostingStep {
  const { newPosts, newestSpanHours } = reading;
  if (newPosts === undefined || !(newPosts >= 0)) return { posting };
  const isFull = newPosts >= NEWEST;
  if (isFull && !(newestSpanHours !== undefined && newestSpanHours > 0)) return { posting };
  if (!isFull && exposure > COUNTED_HOURS_MAX) return { posting };
  const posts = isFull ? NEWEST - 1 : newPosts;
  const hours = isFull ? (newestSpanHours ?? exposure) : exposure;
  if (!(hours > 0)) return { posting };
  const rate = posts / hours;
  const learn = (credited: number) => learnRate(posting, credited * exposure, exposure, HALF_LIFE_HOURS);
  if (posting.exposure <= LEARNING_HOURS) return { posting: learn(rate) };
  const usualPerHour = posting.perHour;
  const expected = usualPerHour * hours;
  const residual =
    (2 * (Math.sqrt(posts + 3 / 8) - Math.sqrt(expected + 3 / 8))) / Math.sqrt(1 + EXTRA_VARIANCE * expected);
  return {
    posting: learn(Math.min(rate, 3 * usualPerHour + 0.1)),
    residual,
    postsPerHour: rate,
    usualPerHour,
  };
}
