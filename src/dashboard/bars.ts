import { advanceCounter, type Counter, creditedFrom } from '../core/counter.ts';
import type { Reading } from '../core/reading.ts';
import { HOUR_MS, hoursBetween } from '../core/time.ts';

/** One bar of a sparkline: the mean growth over its hours, or nothing where no reading tells. */
export interface Bar {
  /** ms. */
  readonly from: number;
  readonly to: number;
  /** Views gained an hour; absent in a gap. */
  readonly perHour?: number;
}

export const BAR_HOURS = 3;
export const BARS = 56;
/** Between readings further apart than this nobody knows when the views came: a gap. */
const GAP_HOURS = 6;

/** Views gained an hour over the week until `until` (ms), in bars of three hours. `readings` in order of time. */
export function barsOf(readings: readonly Reading[], until: number): readonly Bar[] {
  const first = until - BARS * BAR_HOURS * HOUR_MS;
  const gained = new Array<number>(BARS).fill(0);
  const seen = new Array<number>(BARS).fill(0);
  let counter: Counter | undefined;
  for (const reading of readings) {
    const last = counter?.last;
    if (last !== undefined && reading.at <= last.at) continue;
    // A dip that comes back is no growth: growth counts from the highest count shown before it.
    const growth = counter === undefined ? 0 : Math.max(0, reading.views - creditedFrom(counter).views);
    counter = advanceCounter(counter, reading);
    if (last === undefined || hoursBetween(last.at, reading.at) > GAP_HOURS) continue;
    const perHour = growth / hoursBetween(last.at, reading.at);
    for (let bar = barAt(last.at, first); bar <= barAt(reading.at, first) && bar < BARS; bar += 1) {
      const from = first + bar * BAR_HOURS * HOUR_MS;
      const hours = hoursBetween(Math.max(last.at, from), Math.min(reading.at, from + BAR_HOURS * HOUR_MS));
      if (hours <= 0) continue;
      gained[bar] = (gained[bar] ?? 0) + perHour * hours;
      seen[bar] = (seen[bar] ?? 0) + hours;
    }
  }
  return seen.map((hours, bar) => {
    const from = first + bar * BAR_HOURS * HOUR_MS;
    const to = from + BAR_HOURS * HOUR_MS;
    return { from, to, ...(hours > 0 && { perHour: (gained[bar] ?? 0) / hours }) };
  });
}

function barAt(at: number, first: number): number {
  return Math.max(0, Math.floor(hoursBetween(first, at) / BAR_HOURS));
}
