/**
 * Strangers' text (captions, creators, error messages of other systems) as each place may show it. It must neither
 * mention, link, format nor script anywhere, nor pass for a command.
 */

/** Controls, line breaks, and the characters that are invisible or reorder what stands around them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** One character as people see it has no end of marks and joined parts; a family of emoji has 11 to 25 UTF-16 units. */
const UNITS_A_CHARACTER_MAX = 25;

/** One line of plain text, cut at a whole character with an ellipsis. `charsMax` counts characters as people see them. */
export function plainLine(text: string, charsMax: number): string {
  const bounded = text.slice(0, charsMax * UNITS_A_CHARACTER_MAX);
  const line = bounded.toWellFormed().replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim();
  // A character is one unit or more: a short line need not be taken apart.
  if (line.length <= charsMax) return line;
  const characters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)];
  if (characters.length <= charsMax) return line;
  return `${characters
    .slice(0, charsMax - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`;
}

/**
 * Text as a Markdown code span, where GitHub neither mentions, links nor formats. Safe in a link's text, and in a cell of
 * `markdownTable`.
 * @see https://github.github.com/gfm/#code-spans
 */
export function codeSpan(text: string, charsMax: number): string {
  const line = plainLine(text, charsMax);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * A line for a log that GitHub Actions reads: `::` at its start and `##[` anywhere would be workflow commands.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function logLine(text: string): string {
  return text
    .replaceAll(UNSEEN, ' ')
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replaceAll('##[', '## [')
    .trimEnd();
}
