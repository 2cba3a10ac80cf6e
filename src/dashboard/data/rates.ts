import { hoursBetween } from '../../text/time.ts';
import { GAP_HOURS } from '../history/growth.ts';
import type { HourColumns } from '../history/hours.ts';

/** The rate that ends at one reading, views an hour, with the range that rounding allows. */
export interface Rate {
  readonly overHours: number;
  readonly low: number;
  /** Absent where the counter moved by one step or less. */
  readonly nominal?: number;
  readonly high: number;
}

/** A rounded counter is given so long to move by more than one step; after that its range is all there is. */
const WINDOW_HOURS_MAX = 24;

/**
 * The rate at row `row`: from the reading before or, on a rounded counter, from as far back as it takes for growth to
 * exceed one step, 24 hours at most. Undefined at the first reading, after a gap, and where the counter was restated.
 */
export function rateAt({ at, total, step, restated }: HourColumns, row: number): Rate | undefined {
  if (restated[row] === 1) return undefined;
  const [now, gainedNow, stepNow] = [at[row] ?? 0, total[row] ?? 0, step[row] ?? 1];
  let rate: Rate | undefined;
  for (let from = row - 1; from >= 0; from -= 1) {
    const then = at[from] ?? 0;
    const overHours = hoursBetween(then, now);
    const isGap = hoursBetween(then, at[from + 1] ?? 0) > GAP_HOURS;
    if (isGap || (rate !== undefined && overHours > WINDOW_HOURS_MAX)) return rate;
    const gained = gainedNow - (total[from] ?? 0);
    const rounding =
      stepNow === 1 && step[from] === 1 ? 0 : (half(stepNow) + half(step[from] ?? 1)) / overHours;
    const nominal = gained / overHours;
    const range = { overHours, low: Math.max(0, nominal - rounding), high: nominal + rounding };
    if (rounding === 0 || gained > Math.max(stepNow, step[from] ?? 1)) return { ...range, nominal };
    rate = range;
  }
  return rate;
}

function half(step: number): number {
  return step === 1 ? 0 : step / 2;
}
