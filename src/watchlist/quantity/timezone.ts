import { type Advice, quoted } from '../advice/advice.ts';
import { nearest } from '../advice/nearest.ts';
import { COMMON_NAMES, foldZone, zoneByOwnName } from './timezone-names.ts';

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

/** Abbreviations that are names of the database itself. */
const IANA_SHORT: ReadonlySet<string> = new Set(['est', 'mst', 'hst', 'cet', 'eet']);

/** Abbreviations that this runtime takes and the database lacks: each stands for one of its meanings, seldom for the meant one. */
const DOUBTFUL: Readonly<Record<string, string>> = {
  ACT: 'Australia/Adelaide',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'America/Argentina/Buenos_Aires',
  AST: 'America/Halifax',
  BET: 'America/Sao_Paulo',
  CAT: 'Africa/Maputo',
  CNT: 'America/St_Johns',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Nairobi',
  ECT: 'America/Guayaquil',
  IET: 'America/Indiana/Indianapolis',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'America/St_Johns',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  SST: 'Pacific/Pago_Pago',
  VST: 'Asia/Ho_Chi_Minh',
};

/** Zones that are an hour's distance and no place: people who write one mostly want the summer time too. */
const FIXED: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  MST: 'America/Denver',
  HST: 'Pacific/Honolulu',
};

/** What to say of a zone that exists and has no summer time, where that will hardly be meant; else undefined. */
export function fixedZoneAdvice(zone: string): Advice | undefined {
  const meant = Object.hasOwn(DOUBTFUL, zone.toUpperCase()) ? DOUBTFUL[zone.toUpperCase()] : undefined;
  if (meant !== undefined) {
    const { timeZone: taken } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return {
      message: `${quoted(zone)} is no name of the IANA database, and is taken for ${quoted(taken)}`,
      remedy: `did you mean \`${meant}\`?`,
    };
  }
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
  if (/^(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d{2})?$/.test(text.trim().toLowerCase())) {
    return {
      message: `${quoted(text)} is an offset, which knows no summer time`,
      remedy: 'write the zone of a place in it, such as `Europe/London`, or `UTC`',
    };
  }
  // `Central Standard Time (Mexico)`, `Central Time`, `America/San_Francisco`.
  const forms = [/\(([^)]*)\)/.exec(text)?.[1] ?? '', text, text.split('/').at(-1) ?? ''].map(foldZone);
  const likely =
    text.length > 80 ? undefined : forms.map((form) => form && likelyZone(form)).find((zone) => zone);
  return {
    message: `${quoted(text)} is not a time zone of the IANA database`,
    remedy:
      likely === undefined ? 'write one such as `Europe/London` or `UTC`' : `did you mean \`${likely}\`?`,
  };
}

/** By what people call it, by its city or what it is called itself, by a city among other words, by a slip of the pen. */
function likelyZone(words: string): string | undefined {
  if (Object.hasOwn(COMMON_NAMES, words)) return COMMON_NAMES[words];
  const zones = Intl.supportedValuesOf('timeZone');
  const cities = new Map(zones.map((zone) => [foldZone(zone.split('/').at(-1) ?? ''), zone]));
  const whole = cities.get(words) ?? zoneByOwnName(words, zones);
  if (whole !== undefined) return whole;
  const near = nearest(words.replaceAll(' ', '_'), zones);
  if (near !== undefined) return near;
  const parts = words
    .split(/\s*[,/]\s*|\s+(?:and|or)\s+/)
    .flatMap((part) => [part, part.replace(/ (?:time|zone|timezone)$/, '')]);
  for (const part of parts) {
    const zone = (Object.hasOwn(COMMON_NAMES, part) ? COMMON_NAMES[part] : undefined) ?? cities.get(part);
    if (zone !== undefined) return zone;
  }
  return undefined;
}
