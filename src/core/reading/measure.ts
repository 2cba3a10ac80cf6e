import type { HashtagState } from '../state/hashtag-state.ts';
import type { HashtagMemory } from '../state/memory.ts';
import { MINUTE_MS } from '../time.ts';
import { type Drivers, driversOf } from './drivers.ts';
import { distinctVideos, NEWEST_MAX, type Newest, newestVideos } from './listing.ts';
import { type Normal, normalBefore } from './normal.ts';
import type { Reading } from './reading.ts';
import { type RememberedVideos, rememberVideos } from './remembered-videos.ts';
import type { Sample } from './sample.ts';
import { inferStep } from './step.ts';
import {
  type Acceleration,
  accelerationBetween,
  type Count,
  type Velocity,
  velocityBetween,
} from './velocity.ts';

/** What one sample measures, before anything is decided. */
export interface Measurement {
  readonly reading: Reading;
  /** The reading it is measured from. */
  readonly before?: Count;
  readonly velocity: Velocity;
  readonly acceleration: Acceleration;
  readonly normal?: Normal;
  readonly newest?: Newest;
  readonly drivers?: Drivers;
  /** What to remember of the listing; absent without one. */
  readonly videos?: RememberedVideos;
}

/** Measures a sample against what is known of its hashtag. */
export function measure({ memory, videos: remembered }: HashtagState, sample: Sample): Measurement {
  const now = { at: sample.at, views: sample.views, step: inferStep(sample.views) };
  const counted = measureCount(memory, now);
  const { before, velocity } = counted;
  // A post time ahead of the reading is no post time; an empty list is no list.
  const listed = distinctVideos(sample.listing ?? []).filter(
    ({ postedAt }) => postedAt <= now.at + MINUTE_MS,
  );
  const listing = listed.length > 0 ? listed : undefined;
  const newest = listing && newestVideos(listing, before?.at);
  const span = { lastAt: before?.at ?? now.at, at: now.at, growth: now.views - (before?.views ?? now.views) };
  const drivers =
    listing !== undefined && before !== undefined && velocity.kind !== 'unknown'
      ? driversOf(remembered, listing, span)
      : undefined;
  return {
    reading: readingOf(sample, now, newest, drivers),
    ...counted,
    ...(newest !== undefined && { newest }),
    ...(drivers !== undefined && { drivers }),
    ...(listing !== undefined && {
      videos: rememberVideos(listing, remembered, drivers?.gained ?? new Map(), now.at),
    }),
  };
}

/**
 * Measures a reading of the record anew. Of its videos only their part in the growth and their breadth were recorded, so a
 * lone jump of a hashtag whose usual part was not known yet is not contradicted, as it may have been then.
 */
export function measureRecorded({ memory }: HashtagState, reading: Reading): Measurement {
  const { at, views, step, explained } = reading;
  const drivers =
    explained === undefined ? undefined : { top: [], gained: new Map(), creators: 0, explained };
  return {
    reading,
    ...measureCount(memory, { at, views, step }),
    ...(drivers !== undefined && { drivers }),
  };
}

/** What a count says against those before. */
function measureCount({ counter, days }: HashtagMemory, now: Count) {
  const before = counter?.last;
  const velocity = velocityBetween(before, now);
  const earlier = counter && velocityBetween(counter.before, counter.last);
  const normal = normalBefore(days, before);
  return {
    ...(before !== undefined && { before }),
    velocity,
    acceleration: accelerationBetween(earlier, velocity),
    ...(normal !== undefined && { normal }),
  };
}

/** A sample as it is recorded: only what a later reader needs, since a line is written for each hashtag each hour. */
function readingOf(
  sample: Sample,
  now: Count,
  newest: Newest | undefined,
  drivers: Drivers | undefined,
): Reading {
  const newPosts = newest?.newPosts;
  return {
    at: now.at,
    hashtag: sample.hashtag,
    views: now.views,
    step: now.step,
    ...(sample.videos !== undefined && { videos: sample.videos }),
    ...(newPosts !== undefined && { newPosts }),
    ...(newPosts === NEWEST_MAX &&
      newest?.spanHours !== undefined && { newestSpanHours: digits(newest.spanHours, 3) }),
    ...(drivers?.explained !== undefined && { explained: digits(drivers.explained, 2) }),
    ...(drivers?.breadth !== undefined && { breadth: digits(drivers.breadth, 2) }),
  };
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
