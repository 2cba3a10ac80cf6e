import type { Reading } from '../../readings/reading.ts';
import { formatHours, formatShort } from '../../text/numbers.ts';
import { HOUR_MS, hoursBetween, isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';

/** What a chart is drawn from. */
export type ChartReading = Pick<Reading, 'at' | 'views' | 'step'>;

const SLOT_HOURS = 2;
const CHART_HOURS = 48;
/** Fewer bars are no chart. */
const BARS_MIN = 3;
/** Of GitHub's hourly runs one in a hundred comes so long after the one before: docs/numbers.md, "Schedules". */
const GAP_HOURS_MIN = 2.75;
const GAPS_SHOWN_MAX = 3;

/**
 * The last 48 hours as a chart that GitHub draws itself, a bar for every two hours: the last reading in them. A bar, and
 * not a line, since a line would go on over hours without a reading. There the value lies below the axis, where nothing
 * is drawn. Only numbers and words of ours stand in it. Undefined where too little is known.
 * @param at instant of the last reading to show, ms
 * @see https://mermaid.js.org/syntax/xyChart.html
 */
export function viewsChart(readings: readonly ChartReading[], at: number): string | undefined {
  const bars = barsOf(readings, at);
  const views = bars.flatMap((bar) => bar?.views ?? []);
  if (views.length < BARS_MIN) return undefined;
  const lowest = Math.min(...views);
  const highest = Math.max(...views);
  const step = Math.max(...readings.map((reading) => reading.step));
  // A count that hardly moves is drawn as one that hardly moves.
  const span = Math.max(highest - lowest, step, highest / 1_000);
  const floor = Math.max(0, lowest - span / 10);
  const { size, name } = unitOf(highest);
  const shown = (value: number): number => Number((value / size).toFixed(6));
  return [
    '```mermaid',
    '%%{init: {"xyChart": {"width": 640, "height": 280}, "themeVariables": {"xyChart": {"plotColorPalette": "#0969da"}}}}%%',
    'xychart-beta',
    '    accTitle: Views of the last 48 hours',
    `    accDescr: From ${formatShort(views[0] ?? 0)} to ${formatShort(views.at(-1) ?? 0)} views`,
    `    x-axis "Hours before the last reading" -${CHART_HOURS} --> 0`,
    `    y-axis "${name}" ${shown(floor)} --> ${shown(highest + span / 20)}`,
    `    bar [${bars.map((bar) => shown(bar?.views ?? floor - span)).join(', ')}]`,
    '```',
  ].join('\n');
}

/** What a reader of the chart should know: what a bar is, the rounding, and where readings are missing. */
export function chartNotes(readings: readonly ChartReading[], at: number, timezone: string): string {
  const shown = readings.filter((reading) => reading.at <= at && reading.at > at - CHART_HOURS * HOUR_MS);
  const step = Math.max(1, ...shown.map((reading) => reading.step));
  const rounding =
    step === 1 ? '' : ` TikTok rounds this count to ${formatShort(step)}: the step of a bar may be rounding.`;
  return (
    `A bar is the last reading in ${SLOT_HOURS} hours; where there is none, nothing was read. The axis does not begin ` +
    `at 0.${rounding}${gapsText(shown, timezone)}`
  );
}

/** The last reading of each slot, the oldest slot first. */
function barsOf(readings: readonly ChartReading[], at: number): readonly (ChartReading | undefined)[] {
  const bars = new Map<number, ChartReading>();
  for (const reading of readings) {
    const slot = Math.floor(hoursBetween(reading.at, at) / SLOT_HOURS);
    if (slot < 0 || slot > CHART_HOURS / SLOT_HOURS) continue;
    const known = bars.get(slot);
    if (known === undefined || reading.at > known.at) bars.set(slot, reading);
  }
  return Array.from({ length: CHART_HOURS / SLOT_HOURS + 1 }, (_, place) =>
    bars.get(CHART_HOURS / SLOT_HOURS - place),
  );
}

function unitOf(highest: number): { readonly size: number; readonly name: string } {
  if (highest < 10_000) return { size: 1, name: 'Views' };
  if (highest < 1e6) return { size: 1e3, name: 'Views in thousands' };
  if (highest < 1e9) return { size: 1e6, name: 'Views in millions' };
  return { size: 1e9, name: 'Views in billions' };
}

function gapsText(readings: readonly ChartReading[], timezone: string): string {
  const gaps = readings
    .flatMap(({ at }, place) => {
      const before = readings[place - 1];
      return before === undefined ? [] : [{ from: before.at, hours: hoursBetween(before.at, at) }];
    })
    .filter(({ hours }) => hours >= GAP_HOURS_MIN);
  if (gaps.length === 0) return '';
  const named = gaps
    .slice(-GAPS_SHOWN_MAX)
    .map(({ from, hours }) => `${formatHours(hours)} from ${formatTime(isoUtc(from), timezone)}`);
  const more = gaps.length > GAPS_SHOWN_MAX ? ', and earlier ones' : '';
  return ` **Gaps in the schedule**, without a reading: ${named.join('; ')}${more}.`;
}
