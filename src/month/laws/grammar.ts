import type { Law } from './law.ts';
import { placeOf } from './output.ts';

/** Nouns that are counted in messages. */
const NOUNS =
  'alert|alarm|breakout|channel|comment|creator|day|episode|hashtag|hour|message|minute|month|reading|run|video|view|week|year';
const WRONG = [
  new RegExp(String.raw`(?<![\d.,+→/-] ?)\b1 (?:${NOUNS})s\b`, 'g'),
  new RegExp(String.raw`\b(?:0|[2-9]|[\d,.]*\d{2}) (?:new |false |different )?(?:${NOUNS})\b(?!-)`, 'g'),
  /\bonce in (?:1|one)\b[^.]{0,20}/g,
];

export const pluralsAreRight: Law = {
  name: 'plurals',
  rule: 'One thing is one hashtag, two are two hashtags, and what comes once in a month comes once a month.',
  breaches: (month) =>
    month.outputs.flatMap((output) => {
      const found = WRONG.flatMap((pattern) => [...output.text.matchAll(pattern)].map(([words]) => words));
      return found.length === 0
        ? []
        : [{ where: placeOf(output, month.timezone), what: [...new Set(found)].join('; ') }];
    }),
};
