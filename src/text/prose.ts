import { codeSpan, plainLine } from './untrusted.ts';

/** Signs that neither format nor link nor mention anything in Markdown. */
const HARMLESS = /^[\p{L}\p{M}\p{N} ,;:.()'"%…×–?/=+-]*$/u;

/** What GitHub links by itself although each of its signs is harmless: addresses, issues and commits. */
const LINKED = /:\/\/|www\.|(?:mailto|xmpp):|GH-\d|\b[0-9a-f]{7,40}\b/i;

/**
 * A message of ours that quotes strangers' text between backticks, as Markdown: quotes stay code spans, our words stay
 * words. Where a stranger's backtick upsets the order, or a sign could format, link or mention, a part becomes a code span
 * of its own, in which GitHub does none of that.
 */
export function proseMarkdown(message: string, charsMax: number): string {
  const parts = plainLine(message, charsMax).split('`');
  return parts
    .map((part, index) => (index % 2 === 0 && isHarmless(part) ? part : spanOf(part)))
    .reduce(
      (text, part) => (text.endsWith('`') && part.startsWith('`') ? `${text} ${part}` : text + part),
      '',
    );
}

/** Lines of plain text as a Markdown block in which nothing is formatted, linked or mentioned. */
export function fencedBlock(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function isHarmless(part: string): boolean {
  return HARMLESS.test(part) && !LINKED.test(part);
}

/** A code span that keeps the spaces around it outside. */
function spanOf(part: string): string {
  const lead = /^ /.test(part) ? ' ' : '';
  const trail = part.length > 1 && part.endsWith(' ') ? ' ' : '';
  return `${lead}${codeSpan(part, part.length)}${trail}`;
}
