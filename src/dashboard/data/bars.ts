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
 * Since it last moved a rounded counter may hide as much as a step: where that would show as a bar, those bars are null too.
 */
export function barsOf({ at, total, step }: HourColumns, now: number): Bars {
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
  const hiddenFrom = firstHidden({ at, step }, { from, movedAt, highest });
  const height = (rate: number): number => (highest > 0 ? Math.round((rate / highest) * 100) : 0);
  return {
    from: isoUtc(from),
    hours: BAR_HOURS,
    highest: roundTo(3, highest),
    heights: rates.map((rate, slot) => (rate === undefined || slot >= hiddenFrom ? null : height(rate))),
    ...(hiddenFrom < BARS && { hiddenFrom }),
  };
}

/** A bar of this part of the highest one can be seen. */
const SEEN_SHARE = 0.05;

/** The first bar that lies wholly after the last move of a counter whose step could hide a bar; as many as there are for none. */
function firstHidden(
  { at, step }: Pick<HourColumns, 'at' | 'step'>,
  { from, movedAt, highest }: { readonly from: number; readonly movedAt: number; readonly highest: number },
): number {
  const hours = hoursBetween(movedAt, at.at(-1) ?? movedAt);
  const hidden = step.at(-1) ?? 1;
  if (hidden <= 1 || hours < BAR_HOURS || hidden / hours < highest * SEEN_SHARE) return BARS;
  return Math.max(0, Math.ceil(hoursBetween(from, movedAt) / BAR_HOURS));
}
