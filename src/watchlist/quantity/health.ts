import { quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** A quantity with bounds. */
type Bounded<Read> = Quantity<Read> & Required<Pick<Quantity<Read>, 'isFit' | 'exactPattern'>>;

const HOURS_MAX = 720;

/** `24 h`, `3 days` ↔ hours: 1 hour to 30 days. */
export const HEALTH_HOURS: Bounded<number> = {
  examples: ['24 h', '3 days'],
  pattern: /^\d{1,3} ?(?:h|days?)$/,
  exactPattern: '^(?!0+ ?[hd])(?:(?:[0-6]?\\d{1,2}|7[01]\\d|720) ?h|0?(?:[0-2]?\\d|30) ?days?)$',
  isFit: (text) => readHours(text) > 0 && readHours(text) <= HOURS_MAX,
  read: readHours,
  write: (hours) => `${hours} h`,
  advise: (text) => ({
    message: `${quoted(text)} is not a time from 1 hour to 30 days`,
    remedy: 'write hours or days: `24 h` or `3 days`',
  }),
};

function readHours(text: string): number {
  return Number.parseInt(text, 10) * (text.endsWith('h') ? 1 : 24);
}

/** `7 days` ↔ 7: 1 to 99. */
export const CREDIT_DAYS: Bounded<number> = {
  examples: ['7 days', '3 days'],
  pattern: /^\d{1,2} days?$/,
  exactPattern: '^(?!0+ )\\d{1,2} days?$',
  isFit: (text) => Number.parseInt(text, 10) > 0,
  read: (text) => Number.parseInt(text, 10),
  write: (days) => `${days} days`,
  advise: (text) => ({
    message: `${quoted(text)} is not a number of days`,
    remedy: 'write 1 to 99 days: `7 days`',
  }),
};

/** `40 %` ↔ 40: 0 to 100; 0 tells nothing. */
export const SCHEDULE_SHARE: Bounded<number> = {
  examples: ['40 %', '0 %'],
  pattern: /^\d{1,3} ?%$/,
  exactPattern: '^(?:0?\\d{1,2}|100) ?%$',
  isFit: (text) => Number.parseInt(text, 10) <= 100,
  read: (text) => Number.parseInt(text, 10),
  write: (percent) => `${percent} %`,
  advise: (text) => ({
    message: `${quoted(text)} is not a share of the hours`,
    remedy: 'write a whole number from 0 to 100 with its sign: `40 %`',
  }),
};
