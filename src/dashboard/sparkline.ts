import { escapeHtml } from '../core/text/html.ts';
import { formatShort } from '../core/text/numbers.ts';
import { BAR_HOURS, type Bar } from './bars.ts';

/** Units of the drawing: a bar and its gap, and the height. */
const PITCH = 6;
const BAR_WIDTH = 5;
const HEIGHT = 48;
/** A bar of no growth is still seen, as a line. */
const FLOOR = 1.5;

/**
 * Views gained an hour as bars, the oldest first. Hours without readings are bands, never bars of zero.
 * @param hotFrom bars that end after this instant (ms) are drawn in the colour of a breakout
 */
export function sparkline(hashtag: string, bars: readonly Bar[], hotFrom: number | undefined): string {
  const top = highest(bars);
  const shapes = bars.map(({ to, perHour }, index) => {
    const x = index * PITCH;
    if (perHour === undefined)
      return `<rect class="gap" x="${x}" y="0" width="${PITCH}" height="${HEIGHT}"/>`;
    const height = top === 0 ? FLOOR : Math.max(FLOOR, (perHour / top) * HEIGHT);
    const hot = hotFrom !== undefined && to > hotFrom ? ' class="hot"' : '';
    const y = round(HEIGHT - height);
    return `<rect${hot} x="${x}" y="${y}" width="${BAR_WIDTH}" height="${round(height)}" rx="1"/>`;
  });
  const label = escapeHtml(describe(hashtag, bars, top));
  const box = `0 0 ${bars.length * PITCH - 1} ${HEIGHT}`;
  return `<svg class="spark" role="img" aria-label="${label}" viewBox="${box}" preserveAspectRatio="none">${shapes.join('')}</svg>`;
}

/** The highest bar, views an hour. */
export function highest(bars: readonly Bar[]): number {
  return bars.reduce((top, { perHour }) => Math.max(top, perHour ?? 0), 0);
}

/** The chart in words, for those who do not see it. */
function describe(hashtag: string, bars: readonly Bar[], top: number): string {
  const days = Math.round((bars.length * BAR_HOURS) / 24);
  const missing = bars.filter(({ perHour }) => perHour === undefined).length * BAR_HOURS;
  const latest = bars.findLast(({ perHour }) => perHour !== undefined)?.perHour;
  const now = latest === undefined ? '' : `, latest ${formatShort(Math.round(latest))}`;
  const gaps = missing === 0 ? '' : `; no readings for about ${missing} hours`;
  return `#${hashtag}: views gained an hour over ${days} days, at most ${formatShort(Math.round(top))}${now}${gaps}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
