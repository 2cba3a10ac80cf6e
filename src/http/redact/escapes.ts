/** A stretch of a text, its end excluded. */
export type MaskedSpan = readonly [from: number, to: number];

/**
 * What stands for one character, and what is put into a long text to break its lines: numbers of HTML, JavaScript, URLs and
 * mails, names of HTML, a line end with the indentation after it, written out as `\n` too, and a backslash before a sign.
 */
const ESCAPE = new RegExp(
  [
    /&#(?<decimal>\d{1,5});/,
    /&#x(?<entity>[0-9a-f]{1,4});/,
    /\\u(?<unicode>[0-9a-f]{4})/,
    /\\x(?<byte>[0-9a-f]{2})/,
    /%(?<percent>[0-7][0-9a-f])/,
    /=(?<quoted>[0-7][0-9a-f])/,
    /&(?<name>amp|lt|gt|quot|apos);/,
    /(?<dropped>=?\r?\n[ \t]*|(?:\\r)?\\n|[\u200B-\u200D\u2060\uFEFF]|\p{Cc}\[[\d;]*m|\\(?=[^\w\s]))/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Looks into a text as it is behind its escapes and line breaks.
 * @param find finds stretches in a text
 * @returns those stretches where they stand in the text as it is
 */
export function rangesBehindEscapes(
  text: string,
  find: (text: string) => readonly MaskedSpan[],
): readonly MaskedSpan[] {
  let plain = '';
  /** Where each character of `plain` begins in `text`, and where it ends. */
  const places: MaskedSpan[] = [];
  const add = (character: string, from: number, to: number): void => {
    plain += character;
    for (let index = 0; index < character.length; index += 1) places.push([from, to]);
  };
  let end = 0;
  const copyTo = (index: number): void => {
    for (; end < index; end += 1) add(text.charAt(end), end, end + 1);
  };
  for (const found of text.matchAll(ESCAPE)) {
    copyTo(found.index);
    end = found.index + found[0].length;
    add(characterOf(found.groups ?? {}), found.index, end);
  }
  if (end === 0) return [];
  copyTo(text.length);
  return find(plain).map(([from, to]) => [places[from]?.[0] ?? 0, places[to - 1]?.[1] ?? text.length]);
}

function characterOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { decimal, entity, unicode, byte, percent, quoted, name } = groups;
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? '';
  const hex = entity ?? unicode ?? byte ?? percent ?? quoted;
  return hex === undefined ? '' : String.fromCharCode(Number.parseInt(hex, 16));
}
