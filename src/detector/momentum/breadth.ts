import type { DriversMemory } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

/** What brought the growth some hours ago counts less than what brings it now. */
const HALF_LIFE_HOURS = 12;

/**
 * Takes one reading into what videos have brought since the growth began. The breadth of one reading flickers, most of
 * all where readings are rare, so that one video would pass for a movement sooner or later. Norms add up where the same
 * video leads (Minkowski), which is the case that this is for.
 * @param gain views that the hashtag gained since the reading before
 * @param breadth effective number of videos that brought them; undefined where no listing tells
 */
export function learnDrivers(
  drivers: DriversMemory | undefined,
  gain: number,
  breadth: number | undefined,
  hours: number,
): DriversMemory | undefined {
  if (breadth === undefined || !(breadth > 0) || gain <= 0) return drivers;
  const share = 0.5 ** (hours / HALF_LIFE_HOURS);
  return {
    gained: roundTo(4, (drivers?.gained ?? 0) * share + gain),
    norm: roundTo(4, (drivers?.norm ?? 0) * share + gain / Math.sqrt(breadth)),
  };
}

/** Below so many effective videos one of them brings two thirds of the growth, or more. */
const BREADTH_MIN = 2.25;

/** Whether one video has brought nearly all of the growth since it began; no where no listing has told. */
export function isSingleVideo(drivers: DriversMemory | undefined): boolean {
  return drivers !== undefined && (drivers.gained / drivers.norm) ** 2 < BREADTH_MIN;
}
