import { type Advice, quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** Percent per hour. A threshold above this would never be met, so it is taken for a slip of the pen. */
const THRESHOLD_MAX = 1000;

/** `2.5 %/h` ↔ 2.5, percent per hour. */
export const THRESHOLD: Quantity<number> = {
  examples: ['5 %/h'],
  pattern: /^\d{1,6}(\.\d{1,6})? ?%\/h$/,
  // Over 0 and at most 1000, zeros before it allowed.
  exactPattern: '^(?!0+(?:\\.0+)? ?%)(?:0{0,3}\\d{1,3}(?:\\.\\d{1,6})?|0{0,2}1000(?:\\.0{1,6})?) ?%\\/h$',
  isFit,
  read: Number.parseFloat,
  write: (percentPerHour) => `${percentPerHour} %/h`,
  advise,
};

function isFit(text: string): boolean {
  const percentPerHour = Number.parseFloat(text);
  return percentPerHour > 0 && percentPerHour <= THRESHOLD_MAX;
}

function advise(text: string): Advice {
  const number = /^\s*(\d{1,6})(?:[.,](\d{1,6}))?\s*%?/.exec(text);
  const amount =
    number === null ? '10' : [number[1], number[2]].filter((part) => part !== undefined).join('.');
  const write = `\`${amount} %/h\``;
  if (/^\d+([.,]\d+)?$/.test(text)) {
    return { message: `${quoted(text)} has no unit`, remedy: `write ${write}` };
  }
  if (/^[\d.,]+\s*%$/.test(text)) {
    return { message: `${quoted(text)} in what time?`, remedy: `thresholds are per hour: write ${write}` };
  }
  if (/^[\d.]+ ?%\/h$/.test(text) && !isFit(text)) {
    return {
      message: `a threshold of ${quoted(text)} is out of range`,
      remedy: `write more than 0 and at most ${THRESHOLD_MAX} %/h; the default is \`10 %/h\``,
    };
  }
  if (/(?:\/|per|an?) *d(?:ay)?s?$/i.test(text) && number !== null) {
    const perHour = Number((Number(amount) / 24).toPrecision(2));
    return {
      message: `${quoted(text)} is by the day`,
      remedy: `thresholds are per hour: write \`${perHour} %/h\``,
    };
  }
  return { message: `${quoted(text)} is not a threshold`, remedy: `write percent per hour: ${write}` };
}
