import { plainLine } from './untrusted.ts';

/** Longer lines than this are no captions, notes or names. */
const LINE_CHARS_MAX = 1_000;
/** What would dangle before an ellipsis. */
const DANGLING = /[\s,;:.#@([{<"'“‘«…-]+$/u;

/**
 * One line of plain text, cut between words, and within a word only where it alone fills more than half of the line. It
 * never ends within a character as people see it: a family of emoji stays whole or goes.
 * @param charsMax characters as people see them, the ellipsis included
 * @param unitsMax UTF-16 units, which is what places count
 */
export function shortLine(text: string, charsMax: number, unitsMax = Number.POSITIVE_INFINITY): string {
  const line = plainLine(text, LINE_CHARS_MAX);
  const characters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)];
  if (characters.length <= charsMax && line.length <= unitsMax) return line;
  const ends = characters
    .slice(0, Math.max(0, charsMax - 1))
    .map(({ index, segment }) => index + segment.length)
    .filter((end) => end < unitsMax);
  const end = ends.at(-1) ?? 0;
  const word = new Intl.Segmenter('en', { granularity: 'word' }).segment(line).containing(end);
  const cut = word !== undefined && word.index >= end / 2 ? word.index : end;
  const head = line.slice(0, cut).replace(DANGLING, '');
  return head === '' ? '' : `${head}…`;
}
