import type uPlot from 'uplot';
import { formatShort } from '../reader.ts';
import { colour } from './colour.ts';

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
const DAY_SECONDS = 86_400;

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });

/** Time below, values to the left: in the reader's locale and zone, with as little ink as it takes. */
export function axes(formatValue: (value: number) => string = formatShort): uPlot.Axis[] {
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
        splits.map((at) => timeLabel(at * 1000, increment)),
    },
    {
      ...plain,
      space: 34,
      size: 52,
      gap: 8,
      grid: { stroke: () => colour('line'), width: 1 },
      values: (_plot, splits) => splits.map((value) => formatValue(value)),
    },
  ];
}

/** @param increment seconds between two labels */
function timeLabel(at: number, increment: number): string {
  if (increment >= 28 * DAY_SECONDS) return month.format(at);
  const day = new Date(at);
  if (increment >= DAY_SECONDS || (day.getHours() === 0 && day.getMinutes() === 0)) return date.format(at);
  return hour.format(at);
}
