import type uPlot from 'uplot';
import { formatApart } from '../format.ts';
import { colour } from './colour.ts';

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
const DAY_SECONDS = 86_400;

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DATE = { day: 'numeric', month: 'short' } as const;
const MONTH = { month: 'short', year: 'numeric' } as const;
const date = new Intl.DateTimeFormat(undefined, DATE);
const month = new Intl.DateTimeFormat(undefined, MONTH);
const utcDate = new Intl.DateTimeFormat(undefined, { ...DATE, timeZone: 'UTC' });
const utcMonth = new Intl.DateTimeFormat(undefined, { ...MONTH, timeZone: 'UTC' });

/** Whose days stand below: the reader's, or those of UTC where every place of the columns is one. */
export type AxisZone = 'reader' | 'utc';

/** Time below, values to the left: in the reader's locale, with as little ink as it takes. */
export function axes(zone: AxisZone, formatValue?: (value: number) => string): uPlot.Axis[] {
  const plain = {
    font: FONT,
    stroke: () => colour('soft'),
    ticks: { show: false },
    border: { show: false },
  };
  return [
    {
      ...plain,
      space: 72,
      size: 26,
      gap: 8,
      grid: { show: false },
      values: (_plot, splits, _axis, _space, increment) =>
        splits.map((at) => timeLabel(at * 1000, increment, zone)),
    },
    {
      ...plain,
      space: 34,
      size: 52,
      gap: 8,
      grid: { stroke: () => colour('line'), width: 1 },
      // A logarithmic axis leaves the labels out that would stand too close.
      values: (_plot, splits: readonly (number | null)[]) => {
        const shown = splits.filter((value) => value !== null);
        const words = formatValue === undefined ? formatApart(shown) : shown.map(formatValue);
        const wordOf = new Map(shown.map((value, place) => [value, words[place] ?? '']));
        return splits.map((value) => (value === null ? '' : (wordOf.get(value) ?? '')));
      },
    },
  ];
}

/** @param increment seconds between two labels */
function timeLabel(at: number, increment: number, zone: AxisZone): string {
  const isUtc = zone === 'utc';
  if (increment >= 28 * DAY_SECONDS) return (isUtc ? utcMonth : month).format(at);
  if (isUtc) return utcDate.format(at);
  const day = new Date(at);
  if (increment >= DAY_SECONDS || (day.getHours() === 0 && day.getMinutes() === 0)) return date.format(at);
  return hour.format(at);
}
