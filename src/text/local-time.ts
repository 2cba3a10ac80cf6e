import { dateFormat } from './date-format.ts';

/** The clock and the calendar of a time zone. Zones are IANA names; instants are ms. */

/** The day, `2026-11-23`. */
export function localDay(timezone: string, at: number): string {
  return dateFormat('ISO day', timezone).format(at);
}

/** The day of the week, 0 Sunday to 6 Saturday. */
export function localWeekday(timezone: string, at: number): number {
  return new Date(`${localDay(timezone, at)}T00:00:00Z`).getUTCDay();
}

/** Minutes since midnight by the clock on the wall. */
export function localMinute(timezone: string, at: number): number {
  const clock = dateFormat('bare clock', timezone);
  const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}
