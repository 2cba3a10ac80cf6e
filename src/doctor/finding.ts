import { columns } from '../text/columns.ts';
import { cutMarkdown } from '../text/cut-markdown.ts';
import { markdownTable } from '../text/markdown-table.ts';
import { codeSpan, logLine, plainLine } from '../text/untrusted.ts';

/** One thing that was looked at. `found` and `remedy` are Markdown of our own, in which others' text is `quoted`. */
export interface Check {
  /** `watchlist`, `key`, `channel social-team`, … */
  readonly what: string;
  /** `broken`: runs or alerts fail by it. `unchecked`: nothing was asked, and `found` says why. */
  readonly result: 'ok' | 'warning' | 'broken' | 'unchecked';
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly remedy?: string;
}

/** Others' text within our own: a code span, which neither mentions, links nor formats. */
export function quoted(text: string): string {
  return codeSpan(text, QUOTED_CHARS_MAX);
}

const QUOTED_CHARS_MAX = 300;

export function ok(what: string, found: string): Check {
  return { what, result: 'ok', found };
}

export function warning(what: string, found: string, remedy: string): Check {
  return { what, result: 'warning', found, remedy };
}

export function broken(what: string, found: string, remedy: string): Check {
  return { what, result: 'broken', found, remedy };
}

export function unchecked(what: string, found: string, remedy?: string): Check {
  return { what, result: 'unchecked', found, ...(remedy !== undefined && { remedy }) };
}

const TEXT_CHARS_MAX = 800;

const SHOWN: Readonly<Record<Check['result'], string>> = {
  ok: 'ok',
  warning: 'WARNING',
  broken: 'BROKEN',
  unchecked: 'not checked',
};

/** Checks as lines of a log or a terminal: a table, each remedy below its row. Safe to print inside GitHub Actions. */
export function checkLines(checks: readonly Check[]): readonly string[] {
  const rows = columns(checks.map(({ what, result, found }) => [SHOWN[result], what, line(found)]));
  const indent = ' '.repeat(Math.max(...checks.map(({ result }) => SHOWN[result].length)) + 2);
  return checks
    .flatMap(({ remedy }, index) => [
      rows[index] ?? '',
      ...(remedy === undefined ? [] : [`${indent}→ ${line(remedy)}`]),
    ])
    .map(logLine);
}

/** Checks as a Markdown table. */
export function checkTable(checks: readonly Check[]): string {
  return markdownTable(
    [
      ['', 'left'],
      ['What', 'left'],
      ['Found', 'left'],
      ['What to do', 'left'],
    ],
    checks.map(({ what, result, found, remedy }) => [
      result === 'broken' ? `**${SHOWN.broken}**` : SHOWN[result],
      quoted(what),
      line(found),
      line(remedy ?? ''),
    ]),
  );
}

/** `2 broken, 1 warning, 9 ok, 1 not checked`. */
export function countChecks(checks: readonly Check[]): string {
  const counted = (result: Check['result'], text: string): readonly string[] => {
    const { length } = checks.filter((check) => check.result === result);
    return length === 0 ? [] : [`${length} ${text}${result === 'warning' && length > 1 ? 's' : ''}`];
  };
  return [
    ...counted('broken', 'broken'),
    ...counted('warning', 'warning'),
    ...counted('ok', 'ok'),
    ...counted('unchecked', 'not checked'),
  ].join(', ');
}

function line(text: string): string {
  return cutMarkdown(plainLine(text, text.length), TEXT_CHARS_MAX);
}
