import { clippedText } from '../../text/shown.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** `30000 credits/month` ↔ 30000. */
export const BUDGET: Quantity<number> = {
  examples: ['30000 credits/month'],
  pattern: /^\d{1,12} credits?\/month$/,
  exactPattern: '^(?!0+ )\\d{1,12} credits?\\/month$',
  isFit: (text) => Number.parseInt(text, 10) > 0,
  read: (text) => Number.parseInt(text, 10),
  write: (credits) => `${credits} credits/month`,
  advise,
};

function advise(text: string): Advice {
  const digits = text.replaceAll(/[\s,._']/g, '').match(/^\d{1,12}/)?.[0];
  const write = `\`${digits === undefined || /^0+$/.test(digits) ? '30000' : digits} credits/month\``;
  if (/^\d+$/.test(text))
    return { message: `${quoted(text)} means ${clippedText(text, 20)} what?`, remedy: `write ${write}` };
  if (/^0+ /.test(text))
    return { message: 'a budget of 0 watches nothing', remedy: 'write more, or leave `budget` out' };
  return { message: `${quoted(text)} is not a budget`, remedy: `write ${write}` };
}
