import { advanceCounter, type Counter, creditedFrom } from '../../readings/dip-hold.ts';
import type { Reading } from '../../readings/reading.ts';
import { type Count, GAP_MIN_HOURS } from '../../readings/velocity.ts';
import { hoursBetween } from '../../text/time.ts';

/** Between readings further apart than this nobody knows when the views came: a gap. */
export const GAP_HOURS = 6;

/** One reading after the one before it, with the growth that is credited to the time between them. */
export interface StepForward {
  readonly reading: Reading;
  /** The counter before this reading; absent at the first. */
  readonly counter?: Counter;
  /** The reading before; absent at the first. */
  readonly before?: Count;
  /** The number of videos at that reading; absent where it had none. */
  readonly videosBefore?: number;
  /** Views gained since then. A dip that comes back is none: growth counts from the highest count shown before it. */
  readonly gained: number;
  /** All that was gained since the first reading. */
  readonly total: number;
}

/** Takes the readings of one hashtag in the order they were recorded; undefined for one that says nothing new. */
export function createStepper(): (reading: Reading) => StepForward | undefined {
  let counter: Counter | undefined;
  let total = 0;
  let videos: number | undefined;
  return (reading) => {
    const known = counter;
    const videosBefore = videos;
    const before = known?.last;
    // Recorded, and not judged (data/README.md): so soon after the last one, or before it.
    if (before !== undefined && hoursBetween(before.at, reading.at) < GAP_MIN_HOURS) return undefined;
    const gained = known === undefined ? 0 : Math.max(0, reading.views - creditedFrom(known, reading).views);
    total += gained;
    counter = advanceCounter(known, reading);
    videos = reading.videos;
    if (known === undefined) return { reading, gained, total };
    const step = { reading, counter: known, before: known.last, gained, total };
    return videosBefore === undefined ? step : { ...step, videosBefore };
  };
}
