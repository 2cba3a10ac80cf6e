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
