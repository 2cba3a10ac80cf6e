import { formatAmount } from '../text/numbers.ts';
import { fencedBlock, proseMarkdown } from '../text/prose.ts';
import { codeSpan } from '../text/untrusted.ts';
import { problemText } from '../watchlist/problem-text.ts';
import type { Remark } from '../watchlist/remark.ts';
import { changeSection } from './change-text.ts';
import { costSection } from './cost-text.ts';
import { newcomerSection, replaySection } from './replay-text.ts';
import type { CheckReport } from './report.ts';

/**
 * A comment on GitHub holds 65,536 characters; the rest is for what the caller adds. In bytes of UTF-8, because the text
 * goes from job to job as a variable, and Linux takes 131,072 bytes of one (MAX_ARG_STRLEN, execve(2)).
 */
const BYTES_MAX = 60_000;
/** The most rows that each list may show, tried from the left until the page is short enough. */
const ROWS = [40, 15, 5, 1] as const;
const NOTE_CHARS_MAX = 500;

/**
 * What `check` found, as Markdown for a pull request or a job summary: at most 60,000 bytes, with shorter lists where
 * it would be longer. All strangers' text is escaped.
 */
export function checkSummary(report: CheckReport): string {
  const pages = ROWS.map((rows) => () => page(report, rows));
  let text = '';
  for (const write of pages) {
    text = write();
    if (bytesOf(text) <= BYTES_MAX) return text;
  }
  return `${wholeLines(text, BYTES_MAX / 4)}\n\n…\n`;
}

/** As many whole lines as fit; a block that is left open would take what follows for its own. */
function wholeLines(text: string, charsMax: number): string {
  const lines = text.slice(0, charsMax).split('\n').slice(0, -1);
  const fences = lines.filter((line) => /^```/.test(line));
  const isOpen = fences.length % 2 === 1;
  return [...lines, ...(isOpen ? [fences.at(-1)?.replace(/[^`].*$/, '') ?? ''] : [])].join('\n');
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  return [...text].reduce((bytes, character) => bytes + bytesOfCharacter(character.codePointAt(0) ?? 0), 0);
}

function bytesOfCharacter(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function page(report: CheckReport, rows: number): string {
  const { file, problems, omitted, warnings, notes } = report;
  const sections = [
    `### ${headline(report)}`,
    remarks(file, problems, 'error', { rows, omitted }),
    remarks(file, warnings, 'warning', { rows, omitted: 0 }),
    ...(report.valid
      ? [
          changeSection(report, rows),
          costSection(report),
          replaySection(report, rows),
          newcomerSection(report, rows),
        ]
      : []),
    notes
      .slice(0, rows)
      .map((note) => `- ${proseMarkdown(note, NOTE_CHARS_MAX)}`)
      .join('\n'),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline(report: CheckReport): string {
  const file = codeSpan(report.file, 200);
  if (!report.valid) return `${file} has ${formatAmount(report.problems.length + report.omitted, 'problem')}`;
  const warned =
    report.warnings.length === 0 ? '' : `, with ${formatAmount(report.warnings.length, 'warning')}`;
  return `${file} is valid${warned}`;
}

/** The compiler's way of showing a place is the best there is, so it is kept as it is. */
function remarks(
  file: string,
  told: readonly Remark[],
  severity: 'error' | 'warning',
  { rows, omitted }: { readonly rows: number; readonly omitted: number },
): string {
  if (told.length === 0) return '';
  const shown = told.slice(0, rows).map((remark) => problemText(file, remark, severity));
  const more = told.length - shown.length + omitted;
  const block = fencedBlock(shown.flatMap((text) => [...text.split('\n'), '']).slice(0, -1));
  return more === 0
    ? block
    : `${block}\n\n… and ${formatAmount(more, severity === 'error' ? 'problem' : 'warning')} more.`;
}
