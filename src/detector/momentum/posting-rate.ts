import type { Reading } from '../../readings/reading.ts';
import { inferStep } from '../../readings/step.ts';
import { learnRate } from './mean-rate.ts';
import type { RateMemory, VideoCountMemory } from './momentum-memory.ts';

/** How many of the newest videos a reading looks at; when all of them are new, more may have been posted. */
const NEWEST = 20;
const HALF_LIFE_HOURS = 48;
/** Usual hours before the posting rate speaks. */
export const POSTS_LEARNING_HOURS = 24;
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

/** Posts as the counter of videos shows them. */
export interface VideoCountStep extends Omit<PostingStep, 'posting'> {
  /** Absent while no exact count has come. */
  readonly videos?: VideoCountMemory;
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
  if (posting.exposure <= POSTS_LEARNING_HOURS) return { posting: learn(rate) };
  const usualPerHour = posting.perHour;
  return {
    posting: learn(Math.min(rate, 3 * usualPerHour + 0.1)),
    residual: residualOf(posts, usualPerHour * hours),
    postsPerHour: rate,
    usualPerHour,
  };
}

/**
 * Judges the growth of the counter of videos, where it is exact: unlike a list of 20 it cannot overflow, and no ranking
 * crowds new posts out of it. A counter that goes down says nothing until it has come back.
 */
export function judgeVideoCount(
  known: VideoCountMemory | undefined,
  { videos }: Pick<Reading, 'videos'>,
  exposure: number,
): VideoCountStep {
  if (videos === undefined || inferStep(videos) > 1)
    return known === undefined ? {} : { videos: lost(known) };
  const { perHour = 0, exposure: seen = 0, count } = known ?? {};
  if (count === undefined || videos < count || !(exposure > 0)) {
    return { videos: { perHour, exposure: seen, count: videos } };
  }
  const posts = videos - count;
  const rate = posts / exposure;
  const learn = (credited: number) => ({
    ...learnRate({ perHour, exposure: seen }, credited * exposure, exposure, HALF_LIFE_HOURS),
    count: videos,
  });
  if (seen <= POSTS_LEARNING_HOURS) return { videos: learn(rate) };
  return {
    videos: learn(Math.min(rate, 3 * perHour + 0.1)),
    residual: residualOf(posts, perHour * exposure),
    postsPerHour: rate,
    usualPerHour: perHour,
  };
}

/** After a reading without an exact count the next growth would be of two intervals. */
function lost({ perHour, exposure }: VideoCountMemory): VideoCountMemory {
  return { perHour, exposure };
}

/** How far a number of posts lies from the expected, in standard deviations (Anscombe 1948). */
function residualOf(posts: number, expected: number): number {
  return (
    (2 * (Math.sqrt(posts + 3 / 8) - Math.sqrt(expected + 3 / 8))) / Math.sqrt(1 + EXTRA_VARIANCE * expected)
  );
}
