/**
 * Strangers' text in lines meant for people: what cannot be seen, or could reorder or command, is shown as an escape.
 * Source for the bidirectional controls: Unicode Technical Report 36, "Bidirectional Text Spoofing". The runner of
 * GitHub Actions obeys `##[command]` anywhere in a line, so that opening is broken up as well.
 */
const HIDDEN =
  /##\[|(?!(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D)[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}\p{Default_Ignorable_Code_Point}]--[ \uFE0F]]/gv;

const SHORT_FORMS: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '##[': '##\\u005b',
};

/** `text` with every hidden character escaped: `\u202e`, `\t`. Idempotent on its own output. */
export function shownText(text: string): string {
  return text.replace(HIDDEN, (hidden) => SHORT_FORMS[hidden] ?? escapeOf(hidden));
}

/** The first `charsMax` characters of `text`, shown; `…` marks what was cut off. */
export function clippedText(text: string, charsMax: number): string {
  const head = text.slice(0, charsMax);
  return shownText(head) + (head.length < text.length ? '…' : '');
}

/** The code point of one character as Unicode writes it: `U+202E`. */
export function codePointName(character: string): string {
  return `U+${hex(character).toUpperCase()}`;
}

function escapeOf(character: string): string {
  const digits = hex(character);
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
