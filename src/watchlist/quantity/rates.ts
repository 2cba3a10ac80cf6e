import { type Advice, quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** Rarer than this a breakout has come and gone between two readings. */
const EVERY_HOURS_MAX = 24;

/** `3 h` ↔ hours. */
export const EVERY: Quantity<number> = {
  examples: ['3 h'],
  pattern: /^\d{1,2} ?(?:h|hours?|days?)$/,
  // 1 to 24 hours, or one day.
  exactPattern: '^(?:(?:0?[1-9]|1\\d|2[0-4]) ?(?:h|hours?)|0?1 ?days?)$',
  isFit: (text) => readHours(text) >= 1 && readHours(text) <= EVERY_HOURS_MAX,
  read: readHours,
  write: (hours) => `${hours} h`,
  advise: adviseEvery,
};

function readHours(text: string): number {
  return Number.parseInt(text, 10) * (/h(?:ours?)?$/.test(text) ? 1 : 24);
}

function adviseEvery(text: string): Advice {
  const [, amount = '', unit = ''] = /^(\d{1,4}(?:[.,]\d{1,4})?) ?([a-z]*)/i.exec(text.trim()) ?? [];
  const number = Number(amount.replace(',', '.'));
  if (/^\d+$/.test(text.trim()) && number >= 1 && number <= EVERY_HOURS_MAX)
    return { message: `${quoted(text)} has no unit`, remedy: `write \`${number} h\`` };
  const isShort = amount !== '' && number * (/^m(?:in|$)/i.test(unit) ? 1 / 60 : 1) < 1;
  return {
    message: isShort
      ? `${quoted(text)} is too often: the workflow runs once an hour`
      : `${quoted(text)} is not an interval from 1 to ${EVERY_HOURS_MAX} hours`,
    remedy: 'write whole hours, at most a day: `3 h`, `12 h`, `24 h`',
  };
}

/** `1000 a day` ↔ 1000; 0 turns the floor off. */
export const MIN_VIEWS: Quantity<number> = {
  examples: ['1000 a day'],
  pattern: /^\d{1,12}(?: views)?(?: a day| per day| ?\/ ?day)$/,
  read: (text) => Number.parseInt(text, 10),
  write: (viewsPerDay) => `${viewsPerDay} a day`,
  advise: (text) => {
    const views = minViewsMeant(text);
    return {
      message: /^\d+$/.test(text)
        ? `${quoted(text)} views in what time?`
        : `${quoted(text)} is not a number of views a day`,
      remedy: `write \`${views} a day\`; \`0 a day\` lets every breakout pass`,
    };
  },
};

/** `1,000/d` and `5k` as whole numbers. */
function minViewsMeant(text: string): number {
  const [, digits, unit = ''] = /^(\d[\d.,_' ]{0,14})\s*([km]?)\b/i.exec(text) ?? [];
  if (digits === undefined) return 1000;
  const times = /(?:\/|per|an?) *h/i.test(text) ? 24 : 1;
  if (unit === '') return times * Number(digits.replaceAll(/\D/g, ''));
  return Math.round(
    times * Number.parseFloat(digits.replace(',', '.')) * (unit.toLowerCase() === 'k' ? 1e3 : 1e6),
  );
}
