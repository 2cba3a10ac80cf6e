import type { QuietHours, WeeklyDigestTime } from '../settings/settings.ts';

/**
 * Quantities carry their unit in the file, so that nobody has to guess it: `5 %/h`, `30000 credits/month`,
 * `22:00-07:00`. Each has a pattern for the schema and a reader for what the pattern has let through.
 */
export const THRESHOLD_PATTERN = /^\d{1,6}(\.\d{1,6})? ?%\/h$/;
export const BUDGET_PATTERN = /^\d{1,12} credits?\/month$/;
/** The number of months may be left out: `1 false alarm per month`. */
export const FALSE_ALARMS_PATTERN = /^1 false alarm (?:in|every|per) (?:(\d{1,2}(?:\.\d{1,3})?) )?months?$/;
export const QUIET_HOURS_PATTERN = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** Percent per hour. A threshold above this would never be met, so it is taken for a slip of the pen. */
export const THRESHOLD_MAX = 1000;

/** `2.5 %/h` → 2.5, percent per hour. */
export function readThreshold(text: string): number {
  return Number.parseFloat(text);
}

/** `30000 credits/month` → 30000. */
export function readBudget(text: string): number {
  return Number.parseInt(text, 10);
}

/** Months for one false alarm: more often is noise, and more rarely no record could tell. */
export const FALSE_ALARM_MONTHS_MIN = 1;
export const FALSE_ALARM_MONTHS_MAX = 60;

/** `1 false alarm in 10 months` → 10; NaN for other words. */
export function readFalseAlarmMonths(text: string): number {
  const match = FALSE_ALARMS_PATTERN.exec(text);
  return match === null ? Number.NaN : Number(match[1] ?? 1);
}

/** `22:00-07:00` → minutes since midnight. */
export function readQuietHours(text: string): QuietHours {
  const [start = '', end = ''] = text.split('-');
  return { startMinute: minuteOfDay(start), endMinute: minuteOfDay(end) };
}

/** `12 h`, `2 days`. */
export const COOLDOWN_PATTERN = /^\d{1,3} ?(?:h|days?)$/;
/** A hashtag that may not speak for longer than this should rather be taken off the list. */
export const COOLDOWN_HOURS_MAX = 720;

/** `2 days` → 48, hours. */
export function readCooldown(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('h') ? 1 : 24);
}

/** `90 days`, or `forever`. */
export const KEEP_HOURS_PATTERN = /^(?:\d{1,4} days|forever)$/;
/** The detector's memory, which is made again from hours, reaches back two weeks. */
export const KEEP_HOURS_DAYS_MIN = 30;

/** `90 days` → 90; undefined for `forever`. */
export function readKeepHours(text: string): number | undefined {
  return text === 'forever' ? undefined : Number.parseInt(text, 10);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const WEEKLY_DIGEST_PATTERN =
  /^(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) (?:[01]\d|2[0-3]):[0-5]\d$/;

/** `monday 09:00` → the day of the week and minutes since midnight. */
export function readWeeklyDigest(text: string): WeeklyDigestTime {
  const [day = '', clock = ''] = text.split(' ');
  return { weekday: WEEKDAYS.indexOf(day), minute: minuteOfDay(clock) };
}

function minuteOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Whether `name` is a zone of the IANA database (or a link in it), by the runtime's own copy. */
export function isTimezone(name: string): boolean {
  if (name.length > 60 || !/^[A-Za-z]/.test(name)) return false; // An offset such as +01:00 would pass, and knows no summer time.
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
