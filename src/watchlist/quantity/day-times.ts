import type { QuietHours, WeeklyDigestTime } from '../../settings/settings.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import { clockText, minuteOfDay, type Quantity } from './quantity.ts';

const QUIET_HOURS_PATTERN = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** `22:00-07:00` ↔ minutes since midnight. */
export const QUIET_HOURS: Quantity<QuietHours> = {
  examples: ['22:00-07:00'],
  pattern: QUIET_HOURS_PATTERN,
  exactPattern: `^(?!(\\d\\d:\\d\\d)-\\1$)${QUIET_HOURS_PATTERN.source.slice(1)}`,
  isFit: (text) => readQuietHours(text).startMinute !== readQuietHours(text).endMinute,
  read: readQuietHours,
  write: ({ startMinute, endMinute }) => `${clockText(startMinute)}-${clockText(endMinute)}`,
  advise: adviseQuietHours,
};

function readQuietHours(text: string): QuietHours {
  const [start = '', end = ''] = text.split('-');
  return { startMinute: minuteOfDay(start), endMinute: minuteOfDay(end) };
}

function adviseQuietHours(text: string): Advice {
  const message = `${quoted(text)} is not a pair of times`;
  if (QUIET_HOURS_PATTERN.test(text)) {
    return {
      message: 'quiet hours that begin when they end are none',
      remedy: 'leave `quiet-hours` out, or write `22:00-07:00`',
    };
  }
  const clocks = [...text.matchAll(/\b([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\b/g)].map(
    ([, hours = '', minutes = '00']) => `${hours.padStart(2, '0')}:${minutes}`,
  );
  const guess = clocks.length === 2 && clocks[0] !== clocks[1] ? clocks.join('-') : '22:00-07:00';
  return { message, remedy: `write two times of the 24-hour clock with a hyphen: \`${guess}\`` };
}

const WEEKDAYS: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

/** `monday 09:00` ↔ the day of the week and minutes since midnight. */
export const WEEKLY_DIGEST: Quantity<WeeklyDigestTime> = {
  examples: ['monday 09:00'],
  pattern: /^(?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) (?:[01]\d|2[0-3]):[0-5]\d$/,
  read: (text) => {
    const [day = '', clock = ''] = text.split(' ');
    return { weekday: WEEKDAYS.indexOf(day), minute: minuteOfDay(clock) };
  },
  write: ({ weekday, minute }) => `${WEEKDAYS[weekday]} ${clockText(minute)}`,
  advise: (text) => ({
    message: `${quoted(text)} is not a day and a time`,
    remedy: 'write a day of the week and a time of the 24-hour clock: `monday 09:00`',
  }),
};
