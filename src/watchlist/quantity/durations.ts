import { quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** A hashtag that may not speak for longer than this should rather be taken off the list. */
const COOLDOWN_HOURS_MAX = 720;

/** `12 h`, `2 days` ↔ hours. */
export const COOLDOWN: Quantity<number> = {
  examples: ['24 h', '3 days'],
  pattern: /^\d{1,3} ?(?:h|days?)$/,
  // At most 720 hours, which are 30 days.
  exactPattern: '^(?:(?:[0-6]?\\d{1,2}|7[01]\\d|720) ?h|0?(?:[0-2]?\\d|30) ?days?)$',
  isFit: (text) => readHours(text) <= COOLDOWN_HOURS_MAX,
  read: readHours,
  write: (hours) => `${hours} h`,
  advise: (text) => ({
    message: `${quoted(text)} is not a cooldown`,
    remedy: `write hours or days, at most ${COOLDOWN_HOURS_MAX / 24} days: \`24 h\` or \`3 days\``,
  }),
};

function readHours(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('h') ? 1 : 24);
}

/** The detector's memory, which is made again from hours, reaches back two weeks. */
const KEEP_HOURS_DAYS_MIN = 30;

/** `90 days` ↔ 90; `forever` ↔ undefined. */
export const KEEP_HOURS: Quantity<number | undefined> = {
  examples: ['90 days', 'forever'],
  pattern: /^(?:\d{1,4} days|forever)$/,
  exactPattern: '^(?:(?:0{0,2}[3-9]\\d|0?[1-9]\\d{2}|[1-9]\\d{3}) days|forever)$',
  isFit: (text) => (readDays(text) ?? KEEP_HOURS_DAYS_MIN) >= KEEP_HOURS_DAYS_MIN,
  read: readDays,
  write: (days) => (days === undefined ? 'forever' : `${days} days`),
  advise: (text) => ({
    message: `${quoted(text)} does not say how long hours are kept`,
    remedy: `write \`90 days\`, at least ${KEEP_HOURS_DAYS_MIN} days, or \`forever\``,
  }),
};

/** `730 days` ↔ 730; `forever` ↔ undefined. */
export const KEEP_DAYS: Quantity<number | undefined> = {
  ...KEEP_HOURS,
  examples: ['forever', '730 days'],
  advise: (text) => ({
    message: `${quoted(text)} does not say how long days are kept`,
    remedy: `write \`730 days\`, at least ${KEEP_HOURS_DAYS_MIN} days, or \`forever\``,
  }),
};

function readDays(text: string): number | undefined {
  return text === 'forever' ? undefined : Number.parseInt(text, 10);
}
