import { codePointName } from '../../text/shown.ts';
import { type Advice, quoted } from './advice.ts';

/** What holds the parts of one emoji together is no stranger. */
const JOINED_EMOJI = /(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)[\u200D\uFE0F]/gu;
/** What cannot be seen, and spaces that are none. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu;

/** What to say of a value with a character in it that cannot be seen, as pasted texts have them; undefined without one. */
export function invisibleAdvice(value: unknown): Advice | undefined {
  const character = invisibleIn(value);
  if (typeof value !== 'string' || character === undefined) return undefined;
  const bare = value.replaceAll(INVISIBLE, '').trim();
  return {
    message: `the invisible character ${codePointName(character)} stands in ${quoted(value)}`,
    remedy: bare === '' ? 'delete it' : `type it again: ${quoted(bare)}`,
  };
}

/** The same of a value that must not be shown. */
export function hiddenInvisibleAdvice(value: unknown): Advice | undefined {
  const character = invisibleIn(value);
  if (character === undefined) return undefined;
  return {
    message: `the invisible character ${codePointName(character)} stands in this text`,
    remedy: 'delete the text and type it again',
  };
}

function invisibleIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll(JOINED_EMOJI, '').match(INVISIBLE)?.[0];
}
