/** Instants as people read them on their clocks. Zones are IANA names, `iso` is ISO 8601. */

/** With its day, wherever it is read: `23 Nov 2026, 10:00 GMT`. */
export function formatTime(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...DAY, ...CLOCK, timeZone: timezone }).format(Date.parse(iso));
}

/**
 * Beside a text that gives its own day: `10:00 GMT` on that day, `22 Nov, 10:00 GMT` on another one, with the year where
 * that is another one too.
 * @param beside the instant that the text gives in full, ISO 8601
 */
export function formatTimeBeside(iso: string, timezone: string, beside: string): string {
  const [day, other] = [formatDay(iso, timezone), formatDay(beside, timezone)];
  if (day === other)
    return new Intl.DateTimeFormat('en-GB', { ...CLOCK, timeZone: timezone }).format(Date.parse(iso));
  const isSameYear = day.slice(-4) === other.slice(-4);
  const { year: _, ...dayOfYear } = DAY;
  const shown = isSameYear ? dayOfYear : DAY;
  return new Intl.DateTimeFormat('en-GB', { ...shown, ...CLOCK, timeZone: timezone }).format(Date.parse(iso));
}

/** `formatTimeBeside` within a sentence: `at 10:00 GMT`, `on 22 Nov, 10:00 GMT`. */
export function atTimeBeside(iso: string, timezone: string, beside: string): string {
  const isSameDay = formatDay(iso, timezone) === formatDay(beside, timezone);
  return `${isSameDay ? 'at' : 'on'} ${formatTimeBeside(iso, timezone, beside)}`;
}

/** The day: `23 Nov 2026`. */
export function formatDay(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', { ...DAY, timeZone: timezone }).format(Date.parse(iso));
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;
