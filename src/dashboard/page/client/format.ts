/** Numbers, durations and instants for whoever reads the page: in the browser's own locale and time zone. */

const DIGITS_MAX = 7;
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 });
const three = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const two = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });
const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const day = new Intl.DateTimeFormat(undefined, DAY);
const utcDay = new Intl.DateTimeFormat(undefined, { ...DAY, timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const minute = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const utcMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `1,150,000`. */
export const formatCount = (count: number): string => whole.format(count);
/** `1.15M`. */
export const formatShort = (count: number): string => compact.format(count);
/** The same for several numbers side by side: with as many digits more as it takes to tell them apart. */
export function formatApart(counts: readonly number[]): readonly string[] {
  const shorts = counts.map(formatShort);
  for (let digits = 4; digits <= DIGITS_MAX; digits += 1) {
    if (new Set(shorts).size === counts.length) return shorts;
    const finer = new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: digits });
    shorts.splice(0, counts.length, ...counts.map((count) => finer.format(count)));
  }
  return shorts;
}
/** `61×`, `4.2×`. */
export const formatMultiple = (multiple: number): string =>
  `${multiple < 9.95 ? two.format(multiple) : whole.format(multiple)}×`;
/** `8.4 MB`: whole kilobytes below a megabyte. */
export const formatBytes = (bytes: number): string =>
  bytes < 1e6 ? `${whole.format(Math.ceil(bytes / 1e3))} kB` : `${tenths.format(bytes / 1e6)} MB`;
/** A score: `10.1`. */
export const formatScore = (score: number): string => tenths.format(score);
/** `0.8`, `12`: small amounts. */
export const formatTenths = (value: number): string => two.format(value);
/** Both ends, or one number where they read the same: `13.2K–14K`. */
export function formatRange(low: number, high: number, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  if (from === to) return from;
  return low < 0 ? `${from} to ${to}` : `${from}\u2009–\u2009${to}`;
}
/** Part of a whole, 0-1: `13 %`. */
export const formatShare = (share: number): string => `${two.format(share * 100)} %`;

/** %/h as an interval, or as one number where both ends read the same: `4.1–4.3`. The unit stands beside it. */
export function formatInterval(low: number, high: number): string {
  return formatRange(low, high, (percent) => three.format(rounded(percent)));
}

/** `25 min`, `3 h`, `3 h 05 min`, `4 days`. @param ms may not be negative */
export function formatDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${whole.format(minutes)} min`;
  if (minutes >= 48 * 60) return `${whole.format(Math.round(minutes / 1440))} days`;
  const rest = minutes % 60;
  const hours = whole.format(Math.floor(minutes / 60));
  return rest === 0 || minutes >= 600 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`;
}

/** `3 h ago`, `just now`. */
export function formatAgo(at: number, now: number): string {
  return now - at < 90_000 ? 'just now' : `${formatDuration(now - at)} ago`;
}

export const formatMinute = (at: number): string => minute.format(at);
export const formatDay = (at: number): string => day.format(at);
/** A day that is one of UTC, whatever the reader's zone. */
export const formatUtcDay = (at: number): string => utcDay.format(at);
/** `12:13`. */
export const formatClock = (at: number): string => clock.format(at);
/** `23 Nov 2026, 12:13 UTC`. */
export const formatUtc = (at: number): string => `${utcMinute.format(at)} UTC`;

/** Two decimals are more than a velocity bears; what is less than that is shown as nothing. */
function rounded(percent: number): number {
  return Math.abs(percent) < 0.005 ? 0 : Math.round(percent * 100) / 100;
}
