import { type Baseline, baselineBefore } from '../readings/baseline.ts';
import { type Drivers, driversOf } from '../readings/drivers.ts';
import { distinctVideos, NEWEST_MAX, type Newest, newestVideos } from '../readings/newest-videos.ts';
import type { Reading } from '../readings/reading.ts';
import { type RememberedVideos, rememberVideos } from '../readings/remembered-videos.ts';
import type { Sample } from '../readings/sample.ts';
import { inferStep } from '../readings/step.ts';
import {
  type Acceleration,
  accelerationBetween,
  type Count,
  type Velocity,
  velocityBetween,
} from '../readings/velocity.ts';
import { MINUTE_MS } from '../text/time.ts';
import type { HashtagMemory } from './memory.ts';
import type { TrackedHashtag } from './tracked-hashtag.ts';

/** What one sample measures, before anything is decided. */
export interface Measurement {
  readonly reading: Reading;
  /** The reading it is measured from. */
  readonly before?: Count;
  readonly velocity: Velocity;
  readonly acceleration: Acceleration;
  readonly baseline?: Baseline;
  readonly newest?: Newest;
  readonly drivers?: Drivers;
  /** What to remember of the listing; absent without one. */
  readonly videos?: RememberedVideos;
}

/** Measures a sample against what is known of its hashtag. */
export function measure({ memory, videos: remembered }: TrackedHashtag, sample: Sample): Measurement {
  const current = { at: sample.at, views: sample.views, step: inferStep(sample.views) };
  const counted = measureCount(memory, current);
  const { before, velocity } = counted;
  // A post time ahead of the reading is no post time; an empty list is no list.
  const listed = distinctVideos(sample.listing ?? []).filter(
    ({ postedAt }) => postedAt <= current.at + MINUTE_MS,
  );
  const listing = listed.length > 0 ? listed : undefined;
  const newest = listing && newestVideos(listing, before?.at);
  const span = {
    lastAt: before?.at ?? current.at,
    at: current.at,
    growth: current.views - (before?.views ?? current.views),
  };
  const drivers =
    listing !== undefined && before !== undefined && velocity.kind !== 'unknown'
      ? driversOf(remembered, listing, span)
      : undefined;
  return {
    reading: readingOf(sample, current, newest, drivers, velocity),
    ...counted,
    ...(newest !== undefined && { newest }),
    ...(drivers !== undefined && { drivers }),
    ...(listing !== undefined && {
      videos: rememberVideos(listing, remembered, drivers?.gained ?? new Map(), current.at),
    }),
  };
}

/** Measures a reading of the record again: what its videos said of the growth was recorded with it. */
export function measureRecorded(memory: HashtagMemory, reading: Reading): Measurement {
  return { reading, ...measureCount(memory, reading) };
}

/** What a count says against those before. */
function measureCount({ counter, days }: HashtagMemory, current: Count) {
  const before = counter?.last;
  const velocity = velocityBetween(before, current);
  const earlier = counter && velocityBetween(counter.before, counter.last);
  const baseline = baselineBefore(days, before);
  return {
    ...(before !== undefined && { before }),
    velocity,
    acceleration: accelerationBetween(earlier, velocity),
    ...(baseline !== undefined && { baseline }),
  };
}

/** A sample as it is recorded: only what a later reader needs, since a line is written for each hashtag each hour. */
function readingOf(
  sample: Sample,
  current: Count,
  newest: Newest | undefined,
  drivers: Drivers | undefined,
  velocity: Velocity,
): Reading {
  const newPosts = newest?.newPosts;
  const pickUp = isJump(velocity) ? drivers?.pickUp : undefined;
  return {
    at: current.at,
    hashtag: sample.hashtag,
    views: current.views,
    step: current.step,
    ...(sample.videos !== undefined && { videos: sample.videos }),
    ...(newPosts !== undefined && { newPosts }),
    ...(newPosts === NEWEST_MAX &&
      newest?.spanHours !== undefined && { newestSpanHours: digits(newest.spanHours, 3) }),
    ...(drivers?.explained !== undefined && { explained: digits(drivers.explained, 2) }),
    ...(drivers?.breadth !== undefined && { breadth: digits(drivers.breadth, 2) }),
    ...(pickUp !== undefined && { pickUp: digits(pickUp, 2) }),
  };
}

/** Growth that a threshold of the classic rule may be set at. */
const JUMP_PERCENT_PER_HOUR = 1;

function isJump(velocity: Velocity): boolean {
  return velocity.kind !== 'unknown' && velocity.nominal > JUMP_PERCENT_PER_HOUR;
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count));
}
