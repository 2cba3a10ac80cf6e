import { roundTo } from '../../detector/momentum/significant-digits.ts';
import { HOUR_MS, hoursBetween, isoUtc } from '../../text/time.ts';
import { GAP_HOURS } from '../history/growth.ts';
import type { HourColumns } from '../history/hours.ts';
import { shareOut } from '../history/spread.ts';
import type { Bars } from '../schema/site.ts';

const BAR_HOURS = 3;
const BARS = 56;

/**
 * A sparkline: views gained an hour over the week until `now` (ms), three hours a bar. Hours in a gap are null, never 0. What
 * a counter gains at once came at some time since it last moved, and is shared out over that: a rounding step is no spike.
 */
export function barsOf({ at, total }: HourColumns, now: number): Bars {
  const lengthMs = BAR_HOURS * HOUR_MS;
  const from = now - BARS * lengthMs;
  const slots = { from, lengthMs, count: BARS };
  const gained = new Array<number>(BARS).fill(0);
  const seen = new Array<number>(BARS).fill(0);
  let movedAt = at[0] ?? 0;
  for (let row = 1; row < at.length; row += 1) {
    const [then, until] = [at[row - 1] ?? 0, at[row] ?? 0];
    const hours = hoursBetween(then, until);
    if (hours > GAP_HOURS) {
      movedAt = until;
      continue;
    }
    shareOut(slots, then, until, (slot, share) => {
      seen[slot] = (seen[slot] ?? 0) + hours * share;
    });
    const growth = (total[row] ?? 0) - (total[row - 1] ?? 0);
    if (growth <= 0) continue;
    shareOut(slots, movedAt, until, (slot, share) => {
      gained[slot] = (gained[slot] ?? 0) + growth * share;
    });
    movedAt = until;
  }
  const rates = gained.map((views, slot) => {
    const hours = seen[slot] ?? 0;
    return hours > 0 ? views / hours : undefined;
  });
  const highest = rates.reduce<number>((top, rate) => Math.max(top, rate ?? 0), 0);
  const height = (rate: number): number => (highest > 0 ? Math.round((rate / highest) * 100) : 0);
  return {
    from: isoUtc(from),
    hours: BAR_HOURS,
    highest: roundTo(3, highest),
    heights: rates.map((rate) => (rate === undefined ? null : height(rate))),
  };
}
