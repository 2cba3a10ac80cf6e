/** The clock and the calendar of a time zone. Zones are IANA names; instants are ms. */

/** The day, `2026-11-23`. */
export function localDay(timezone: string, at: number): string {
  // The Swedish way of writing a date is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);
}

/** The day of the week, 0 Sunday to 6 Saturday. */
export function localWeekday(timezone: string, at: number): number {
  return new Date(`${localDay(timezone, at)}T00:00:00Z`).getUTCDay();
}

/** Minutes since midnight by the clock on the wall. */
export function localMinute(timezone: string, at: number): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number);
  return hours * 60 + minutes;
}
