import { LineCounter } from 'yaml';
import { shownText } from '../text/shown.ts';
import type { Advice } from './advice/advice.ts';
import { secretRanges } from './advice/secrets.ts';
import { problemText } from './problem-text.ts';
import type { Remark } from './remark.ts';

/** One thing that is wrong with the watchlist (or, among warnings, without effect), ready to be shown. */
export interface Problem extends Remark {
  readonly file: string;
}

/** A problem before it is worded: offsets into the text, and the words on demand (only the first ones are shown). */
export interface Finding {
  readonly start: number;
  readonly end: number;
  /** The place itself holds what may be a secret: it is not shown. */
  readonly hidden?: true;
  readonly tell: (source: SourceText) => Advice;
}

/** The text of a file with the starts of its lines. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

/** Characters of a line that are shown on each side of the place; a line can be a megabyte long. */
const SIDE_CHARS_MAX = 60;
/** Characters on each side in which secrets are looked for: more than are shown, so that none is cut in two. */
const SECRET_CHARS_MAX = 2_000;

export function sourceOf(file: string, text: string): SourceText {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return { file, text, lines };
}

export function lineOf(source: SourceText, offset: number): number {
  return source.lines.linePos(offset).line;
}

/** The problem of a finding: its place as line and column, its words, its excerpt. */
export function problemOf(source: SourceText, finding: Finding): Problem {
  const { line, col } = source.lines.linePos(finding.start);
  const { message, remedy } = finding.tell(source);
  return { file: source.file, line, column: col, message, remedy, excerpt: excerptOf(source, finding) };
}

/** As a compiler shows it. */
export function formatProblem(problem: Problem, severity: 'error' | 'warning' = 'error'): string {
  return problemText(problem.file, problem, severity);
}

function excerptOf({ text, lines }: SourceText, { start, end, hidden }: Finding): string {
  if (text === '') return '';
  const { line, col } = lines.linePos(start);
  const lineStart = start - col + 1;
  const newline = text.indexOf('\n', start);
  const lineEnd =
    newline < 0 ? text.length : newline - (text[newline - 1] === '\r' && newline > start ? 1 : 0);
  const from = Math.max(lineStart, start - SIDE_CHARS_MAX);
  const until = Math.min(lineEnd, start + SIDE_CHARS_MAX);
  const left = Math.max(lineStart, start - SECRET_CHARS_MAX);
  const found = secretRanges(text.slice(left, Math.min(lineEnd, start + SECRET_CHARS_MAX)));
  const secrets = hidden ? [[start, end] as const] : found.map(([a, b]) => [a + left, b + left] as const);
  const before = (from > lineStart ? '…' : '') + render(text, from, start, secrets);
  const marked = render(text, start, Math.min(Math.max(end, start), until), secrets);
  const after =
    render(text, Math.min(Math.max(end, start), until), until, secrets) + (until < lineEnd ? '…' : '');
  const carets = ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(marked)));
  const margin = String(line).padStart(5);
  const shown = `${margin} | ${before}${marked}${after}`.trimEnd();
  return `${shown}\n      | ${carets}`;
}

/** The characters in [from, until) as shown; a secret is masked once, where it begins. */
function render(
  text: string,
  from: number,
  until: number,
  secrets: readonly (readonly [number, number])[],
): string {
  let shown = '';
  let at = from;
  for (const [start, end] of secrets) {
    if (end <= at || start >= until) continue;
    shown += shownText(text.slice(at, Math.max(at, start)));
    if (start >= from) shown += '•••';
    at = Math.min(end, until);
  }
  return shown + shownText(text.slice(at, Math.max(at, until)));
}

/** Columns that text takes in a terminal: two for wide letters and emoji, none for marks. */
function widthOf(text: string): number {
  const wide =
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;
  let columns = 0;
  for (const character of text) {
    if (!/\p{M}|\u200D/u.test(character)) columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}
