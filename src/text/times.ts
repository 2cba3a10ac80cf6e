/** An instant as people read it in their time zone: `23 Nov 2026, 10:00 GMT`. `iso` is ISO 8601. */
export function formatTime(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(Date.parse(iso));
}

/** The day of an instant as people read it in their time zone: `23 Nov 2026`. `iso` is ISO 8601. */
export function formatDay(iso: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(Date.parse(iso));
}
