import type { Bars } from '../../schema/site.ts';
import { drawing } from './dom.ts';
import { formatDuration, formatShort } from './format.ts';

const HOUR_MS = 3_600_000;
/** A bar of nothing is still seen, as a line. */
const LOW = 2;

/**
 * Views gained an hour over seven days as bars; hours without a reading as a pale band. It says the same in words.
 * @param hotSince ms; bars from then on are in the accent's colour
 * @param label the words for bars of something else
 */
export function sparkline(bars: Bars, hotSince?: number, label = sparkWords(bars)): SVGSVGElement {
  const { heights, hours } = bars;
  const from = Date.parse(bars.from);
  const hotFrom = hotSince === undefined ? heights.length : Math.floor((hotSince - from) / HOUR_MS / hours);
  const path = (wanted: (index: number) => boolean, shape: (height: number | null, x: number) => string) =>
    heights.map((height, index) => (wanted(index) ? shape(height, index) : '')).join('');
  const bar = (height: number | null, x: number): string =>
    height === null ? '' : `M${x + 0.14} 100v-${Math.max(LOW, height)}h.72V100z`;
  // The last bar may have just begun, which is no gap; nor is what rounding hides.
  const isGap = (index: number): boolean => index < (bars.hiddenFrom ?? heights.length - 1);
  const gap = (height: number | null, x: number): string => (height === null ? `M${x} 0v100h1V0z` : '');
  return drawing(
    'svg',
    {
      class: 'spark',
      viewBox: `0 0 ${heights.length} 100`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': label,
    },
    drawing('path', { class: 'gap', d: path(isGap, gap) }),
    drawing('path', { class: 'bar', d: path((index) => index < hotFrom, bar) }),
    drawing('path', { class: 'bar now', d: path((index) => index >= hotFrom, bar) }),
  );
}

function sparkWords({ heights, hours, highest, hiddenFrom }: Bars): string {
  const last = heights.findLast((height) => height !== null);
  const missing = heights.slice(0, hiddenFrom ?? -1).filter((height) => height === null).length * hours;
  const latest = last === undefined || last === null ? 'none known' : formatShort((last / 100) * highest);
  const gaps = missing === 0 ? '' : `; no readings for about ${formatDuration(missing * HOUR_MS)}`;
  const hidden =
    hiddenFrom === undefined
      ? ''
      : `; too coarse to tell for the last ${formatDuration((heights.length - hiddenFrom) * hours * HOUR_MS)}`;
  return `Views an hour over 7 days: at most ${formatShort(highest)}, latest ${latest}${gaps}${hidden}`;
}
