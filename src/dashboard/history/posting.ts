import { inferStep } from '../../readings/step.ts';
import { hoursBetween } from '../../text/time.ts';
import type { StepForward } from './growth.ts';

/** New videos an hour since the reading before, and which of the two figures shows them. */
export interface Posting {
  readonly perHour: number;
  /** `count`: the counter of videos; `list`: the newest 20, which cannot hold more and may leave some out. */
  readonly from: 'count' | 'list';
}

const NEWEST = 20;

/**
 * The counter of videos tells it where both readings have it exactly and it did not fall; else the list: those new in
 * it, or 19 within the span of the newest 20 when all of these are new. So do the alerts
 * (src/detector/momentum/posting-rate.ts), but by the usual day instead of the clock.
 * @returns undefined where neither can tell
 */
export function postingOf({ reading, before, videosBefore }: StepForward): Posting | undefined {
  const hours = before === undefined ? 0 : hoursBetween(before.at, reading.at);
  if (!(hours > 0)) return undefined;
  const { videos, newPosts, newestSpanHours } = reading;
  if (isExact(videos) && isExact(videosBefore) && videos >= videosBefore)
    return { perHour: (videos - videosBefore) / hours, from: 'count' };
  if (newPosts === undefined) return undefined;
  if (newPosts < NEWEST) return { perHour: newPosts / hours, from: 'list' };
  if (newestSpanHours === undefined || newestSpanHours <= 0) return undefined;
  return { perHour: (NEWEST - 1) / newestSpanHours, from: 'list' };
}

function isExact(videos: number | undefined): videos is number {
  return videos !== undefined && inferStep(videos) === 1;
}
