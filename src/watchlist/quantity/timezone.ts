import { type Advice, quoted } from '../advice/advice.ts';
import { nearest } from '../advice/nearest.ts';

/** Whether `name` is a zone of the IANA database (or a link in it), by the runtime's own copy. */
export function isTimezone(name: string): boolean {
  if (name.length > 60 || !/^[A-Za-z]/.test(name)) return false; // An offset such as +01:00 would pass, and knows no summer time.
  // Some runtimes take abbreviations that the IANA database does not have: BST would be Dhaka.
  const short = name.toLowerCase();
  if (/^[a-z]{3,4}$/.test(short) && Object.hasOwn(COMMON_NAMES, short) && !IANA_SHORT.has(short))
    return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What people call zones, by the place that keeps them. Abbreviations stand for the commonest of their meanings. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
  ...named(
    'America/Los_Angeles',
    'pacific time|pacific standard time|pacific daylight time|pst|pdt|pt|us pacific|california',
  ),
  ...named('America/Denver', 'mountain time|mountain standard time|mst|mdt|mt'),
  ...named('America/Chicago', 'central time|central standard time|cst|cdt|ct|texas'),
  ...named(
    'America/New_York',
    'eastern time|eastern standard time|eastern daylight time|est|edt|et|new york|nyc',
  ),
  ...named('Europe/London', 'british time|british summer time|uk time|uk|bst|gmt/bst|england'),
  ...named(
    'Europe/Berlin',
    'central european time|central european summer time|cet|cest|cet/cest|mez|mesz|germany|deutschland',
  ),
  ...named('Europe/Paris', 'france'),
  ...named('Europe/Athens', 'eastern european time|eet|eest'),
  ...named('Europe/Moscow', 'msk|moscow time'),
  ...named(
    'Asia/Kolkata',
    'india|indian standard time|india standard time|ist|mumbai|delhi|new delhi|bangalore',
  ),
  ...named('Asia/Tokyo', 'japan|japan standard time|jst'),
  ...named('Asia/Shanghai', 'china|china standard time|beijing|peking'),
  ...named('Asia/Singapore', 'sgt'),
  ...named('Asia/Seoul', 'korea|kst'),
  ...named('Australia/Sydney', 'aest|aedt|australian eastern time'),
  ...named('America/Sao_Paulo', 'brazil|brt|brasilia'),
};

function named(zone: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split('|').map((name) => [name, zone]));
}

/** Abbreviations that are names of the database itself. */
const IANA_SHORT: ReadonlySet<string> = new Set(['est', 'mst', 'hst', 'cet', 'eet']);

/** Zones that are an hour's distance and no place: people who write one mostly want the summer time too. */
const FIXED: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  MST: 'America/Denver',
  HST: 'Pacific/Honolulu',
};

/** What to say of a zone that exists and has no summer time, where that will hardly be meant; else undefined. */
export function fixedZoneAdvice(zone: string): Advice | undefined {
  const place = Object.hasOwn(FIXED, zone.toUpperCase()) ? FIXED[zone.toUpperCase()] : undefined;
  const isOffset = /^Etc\/GMT[+-]/i.test(zone);
  if (place === undefined && !isOffset) return undefined;
  return {
    message: `the time zone ${quoted(zone)} has no summer time`,
    remedy:
      place === undefined
        ? 'write the zone of a place, such as `Europe/London`'
        : `did you mean \`${place}\`?`,
  };
}

export function adviseTimezone(text: string): Advice {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ');
  if (/^(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d{2})?$/.test(words)) {
    return {
      message: `${quoted(text)} is an offset, which knows no summer time`,
      remedy: 'write the zone of a place in it, such as `Europe/London`, or `UTC`',
    };
  }
  const common = Object.hasOwn(COMMON_NAMES, words) ? COMMON_NAMES[words] : undefined;
  if (common !== undefined) {
    return {
      message: `${quoted(text)} is not a time zone of the IANA database`,
      remedy: `did you mean \`${common}\`?`,
    };
  }
  const zones = text.length > 40 ? [] : Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => fold(zone).endsWith(`/${fold(text)}`));
  const likely = city ?? nearest(text, zones);
  return {
    message: `${quoted(text)} is not a time zone of the IANA database`,
    remedy:
      likely === undefined ? 'write one such as `Europe/London` or `UTC`' : `did you mean \`${likely}\`?`,
  };
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s-]/g, '_');
}
