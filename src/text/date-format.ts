/** What is shown of an instant; each in one fixed locale. */
const STYLES = {
  day: ['en-GB', { day: 'numeric', month: 'short', year: 'numeric' }],
  clock: ['en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }],
  'bare clock': ['en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }],
  'day of the year and clock': [
    'en-GB',
    {
      ...{ day: 'numeric', month: 'short' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    },
  ],
  'day and clock': [
    'en-GB',
    {
      ...{ day: 'numeric', month: 'short', year: 'numeric' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    },
  ],
  // The Swedish way of writing a date is ISO 8601.
  'ISO day': ['sv-SE', {}],
} as const satisfies Readonly<Record<string, readonly [string, Intl.DateTimeFormatOptions]>>;

export type DateStyle = keyof typeof STYLES;

/** Zones are few. What is kept is a matter of speed alone: the same style and zone always give the same format. */
const FORMATS_MAX = 500;
const made = new Map<string, Intl.DateTimeFormat>();

/**
 * The format of a style in a time zone (an IANA name), made once: making one takes a hundred times as long as using it, and
 * a run prints instants by the hundred.
 * @throws {RangeError} for a zone that is none
 */
export function dateFormat(style: DateStyle, timezone: string): Intl.DateTimeFormat {
  const key = `${style} ${timezone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const [locale, options] = STYLES[style];
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone });
  if (made.size >= FORMATS_MAX) made.clear();
  made.set(key, format);
  return format;
}
