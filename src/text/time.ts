/** Instants are milliseconds since 1970 in UTC; durations carry their unit in the name. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Hours from `from` to `to` (both instants in ms); negative when `to` is earlier. */
export function hoursBetween(from: number, to: number): number {
  return (to - from) / HOUR_MS;
}

/** An instant as ISO 8601 in UTC to the second: `2026-11-23T10:00:12Z`. Fractions of a second are cut off. */
export function isoUtc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/**
 * Whether an ISO 8601 text names a day of the calendar and an hour of the day: `Date.parse` takes 30 February for 2 March.
 * Texts without a day, a month or an hour in figures pass.
 */
export function isCalendarTime(iso: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d))?/.exec(iso);
  if (found === null) return true;
  const [year = 0, month = 0, day = 0, hour = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour <= 23;
}
