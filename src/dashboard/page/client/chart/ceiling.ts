import type { Column, History } from './history.ts';
import type { TimeWindow } from './time-window.ts';

/** Nine upper ends in ten: the first readings of a coarse counter allow rates that would flatten everything else. */
const CEILING_SHARE = 0.9;

/** After a burst its normal is wide for a while: it may not flatten the rates either. */
const NORMAL_TIMES_MAX = 2;

/** Up to where a chart of rates should go, for the stretch of time that it shows; views an hour. */
export function ceilingOf({ at, rate, usual }: History): (window: TimeWindow) => number {
  return ({ from, to }) => {
    const seen = at.flatMap((instant, index) => (instant >= from && instant <= to ? [index] : []));
    const known = (column: Column): readonly number[] => seen.flatMap((index) => column[index] ?? []);
    const rates = known(rate.mid).reduce((high, value) => Math.max(high, value), mostOf(known(rate.high)));
    const normal = mostOf(known(usual.high));
    return rates === 0 ? normal : Math.max(rates, Math.min(normal, rates * NORMAL_TIMES_MAX));
  };
}

function mostOf(values: readonly number[]): number {
  const rising = values.toSorted((a, b) => a - b);
  return rising[Math.floor((rising.length - 1) * CEILING_SHARE)] ?? 0;
}
