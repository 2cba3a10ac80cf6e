import { dateFormat } from './date-format.ts';

/** Instants as people read them on their clocks. Zones are IANA names, `iso` is ISO 8601. */

/** With its day, wherever it is read: `23 Nov 2026, 10:00 GMT`. */
export function formatTime(iso: string, timezone: string): string {
  return dateFormat('day and clock', timezone).format(Date.parse(iso));
}

/**
 * Beside a text that gives its own day: `10:00 GMT` on that day, `22 Nov, 10:00 GMT` on another one, with the year where
 * that is another one too.
 * @param beside the instant that the text gives in full, ISO 8601
 */
export function formatTimeBeside(iso: string, timezone: string, beside: string): string {
  const [day, other] = [formatDay(iso, timezone), formatDay(beside, timezone)];
  if (day === other) return dateFormat('clock', timezone).format(Date.parse(iso));
  const isSameYear = day.slice(-4) === other.slice(-4);
  return dateFormat(isSameYear ? 'day of the year and clock' : 'day and clock', timezone).format(
    Date.parse(iso),
  );
}

/** `formatTimeBeside` within a sentence: `at 10:00 GMT`, `on 22 Nov, 10:00 GMT`. */
export function atTimeBeside(iso: string, timezone: string, beside: string): string {
  const isSameDay = formatDay(iso, timezone) === formatDay(beside, timezone);
  return `${isSameDay ? 'at' : 'on'} ${formatTimeBeside(iso, timezone, beside)}`;
}

/** The day: `23 Nov 2026`. */
export function formatDay(iso: string, timezone: string): string {
  return dateFormat('day', timezone).format(Date.parse(iso));
}
