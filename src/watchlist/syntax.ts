import type { CST, ErrorCode, YAMLError } from 'yaml';
import { clippedText, shownText } from '../text/shown.ts';
import { maskSecrets } from './advice/secrets.ts';
import type { Finding } from './problem.ts';

export type CstToken = CST.Token;

/** What to do about each fault of YAML's syntax; the YAML package names the fault itself. */
const REMEDIES: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: 'indent with spaces: YAML forbids tabs there',
  BAD_INDENT: 'line the entry up with its neighbours above',
  BAD_DQ_ESCAPE: 'use single quotes, or write the backslash twice',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'one key a line; put a value that has `: ` in it in quotes',
  BLOCK_IN_FLOW: 'inside `[ ]` and `{ }` separate the entries by commas',
  MISSING_CHAR: 'look for a missing `:`, comma, quote or bracket here or just above',
  MULTILINE_IMPLICIT_KEY: 'look for a missing `:` or a missing space after it, here or just above',
  TAG_RESOLVE_FAILED: 'put a value that begins with `!` in quotes',
  UNEXPECTED_TOKEN: 'look for a stray character, or a missing quote, comma or bracket just before',
  KEY_OVER_1024_CHARS: 'a key is one short word',
};

const OTHERWISE = 'put the value in quotes, or compare the line with the example in docs/watchlist.md';

/** Faults of the syntax, each with its remedy; several that one comment has caused are one. */
export function syntaxFindings(errors: readonly YAMLError[], text: string): readonly Finding[] {
  const told = new Set<number>();
  return errors.flatMap((error) => {
    const finding = swallowedFinding(error, text) ?? syntaxFinding(error, text);
    if (told.has(finding.start)) return [];
    told.add(finding.start);
    return [finding];
  });
}

/** The remedy for the commonest trap of all comes first: `#` begins a comment in YAML. */
function syntaxFinding(error: YAMLError, text: string): Finding {
  const start = Math.min(error.pos[0], text.length);
  const end = Math.min(error.pos[1], text.length);
  return {
    start,
    end,
    tell: () => {
      const line = lineAround(text, start);
      return {
        message: `not valid YAML: ${maskSecrets(shownText(firstSentence(error.message)))}`,
        remedy: commentTrap(line) ?? atSignTrap(text.slice(start, start + 100)) ?? remedyFor(error),
      };
    },
  };
}

/** How far above the place of its error an open bracket is looked for. */
const BRACKET_CHARS_MAX = 2_000;

/** `[#skincare, booktok]`: the comment has swallowed the end of the list, and YAML complains of the bracket. */
function swallowedFinding(error: YAMLError, text: string): Finding | undefined {
  const isFlow = /^Flow (?:map|sequence)|^Comments must be separated/.test(error.message);
  const bracket = isFlow ? text.lastIndexOf('[', error.pos[0]) : -1;
  if (bracket < 0 || error.pos[0] - bracket > BRACKET_CHARS_MAX) return undefined;
  const inner = text.slice(bracket, bracket + BRACKET_CHARS_MAX).split(/\r?\n/, 1)[0] ?? '';
  const sign = /[[,\s]#(?=[\p{L}\p{N}_])/u.exec(inner);
  if (sign === null) return undefined;
  const start = bracket + sign.index + 1;
  const mended = inner
    .replaceAll(/(?<=[[,\s])#(?=[\p{L}\p{N}_])/gu, '')
    .replace(/^\[\s+/, '[')
    .trim();
  return {
    start,
    end: bracket + inner.length,
    tell: () => ({
      message: '`#` begins a comment in YAML, which has swallowed the rest of this line',
      remedy: `write \`${clippedText(maskSecrets(mended), 80)}\``,
    }),
  };
}

/** What to write instead of `@name`, with which YAML lets no value begin. */
function atSignTrap(text: string): string | undefined {
  const [, name] = /^@([\w.-]{1,60})/.exec(text) ?? [];
  return name === undefined
    ? undefined
    : `write \`${name}\` without the \`@\`; only a Telegram \`chat\` keeps it, in quotes: \`"@${name}"\``;
}

function remedyFor({ code, message }: YAMLError): string {
  if (/^Flow (?:map|sequence)/.test(message)) return 'close the bracket that was opened above';
  return REMEDIES[code] ?? OTHERWISE;
}

/** What to write instead when `line` holds a hashtag that YAML took for a comment; else undefined. */
export function commentTrap(line: string): string | undefined {
  const tag = /(?:^|[[,:-])\s*#([\p{L}\p{N}_]{1,100})/u.exec(line)?.[1];
  return tag === undefined
    ? undefined
    : `\`#\` begins a comment in YAML: write \`${tag}\` without it, or \`"#${tag}"\` in quotes`;
}

/** The line of `text` around `offset`, at most 200 characters of it. */
export function lineAround(text: string, offset: number): string {
  const from = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 100);
  return text.slice(from, from + 200).split('\n', 1)[0] ?? '';
}

function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
