import { normalize } from 'node:path';
import * as core from '@actions/core';
import type { Message } from '../../alerts/outbox.ts';
import type { CheckReport } from '../../check/report.ts';
import type { Redact } from '../../http/redact/redact.ts';
import type { RunReport } from '../../run/report.ts';
import { formatAmount } from '../../text/numbers.ts';
import { logLine, plainLine } from '../../text/untrusted.ts';
import type { Remark } from '../../watchlist/remark.ts';

/** GitHub shows ten warnings and ten errors a step; the last one counts what is left out. */
const ANNOTATIONS_MAX = 10;
const ANNOTATION_CHARS_MAX = 500;

/** Shows an annotation beside the run for each failure. */
export function annotateRun(report: RunReport, redact: Redact): void {
  const { failures, settlement, stopped, warnings } = report;
  const warned = [
    ...failures.map(({ hashtag, message }) => `#${hashtag}: ${message}`),
    ...(settlement?.postponed ?? []).map(
      ({ notification, message }) => `${notification.channel}: ${message}`,
    ),
    ...warnings,
  ];
  const failed = [
    ...(stopped === undefined ? [] : [stopped.message]),
    ...(settlement?.undelivered ?? []).map(
      ({ notification, message }) =>
        `gave up notifying ${notification.channel} of ${aboutOf(notification)}: ${message}`,
    ),
  ];
  annotate('warning', warned.map(redact));
  annotate('error', failed.map(redact));
}

function aboutOf(message: Message): string {
  switch (message.kind) {
    case 'alert':
      return `#${message.alert.hashtag}`;
    case 'digest':
      return 'a digest';
    case 'health':
      return 'its own health';
  }
}

/** Shows messages beside the run. They are strangers' text in part, so each is one plain line. */
export function annotate(severity: 'warning' | 'error', messages: readonly string[]): void {
  const shown = messages.length <= ANNOTATIONS_MAX ? messages : messages.slice(0, ANNOTATIONS_MAX - 1);
  const emit = severity === 'warning' ? core.warning : core.error;
  for (const message of shown) emit(logLine(plainLine(message, ANNOTATION_CHARS_MAX)));
  if (shown.length < messages.length) emit(`and ${messages.length - shown.length} more: see the job summary`);
}

/**
 * Shows what `check` found beside the lines of the file: its problems as errors, then its warnings. GitHub shows ten of
 * each; where there are more, the last one says how many.
 */
export function annotateCheck({ file, problems, omitted, warnings }: CheckReport): void {
  annotateRemarks(file, problems, { emit: core.error, noun: 'problem', omitted });
  annotateRemarks(file, warnings, { emit: core.warning, noun: 'warning', omitted: 0 });
}

function annotateRemarks(
  file: string,
  remarks: readonly Remark[],
  how: { readonly emit: typeof core.error; readonly noun: string; readonly omitted: number },
): void {
  const { emit, noun, omitted } = how;
  // Of `./watchlist.yml` GitHub would not find the lines in the diff.
  const path = normalize(file).replaceAll('\\', '/');
  const total = remarks.length + omitted;
  const shown = total <= ANNOTATIONS_MAX ? remarks : remarks.slice(0, ANNOTATIONS_MAX - 1);
  for (const { line, column, message, remedy } of shown) {
    const stop = /[.?!]$/.test(message) ? '' : '.';
    const text = plainLine(`${message}${stop} Help: ${remedy}`, ANNOTATION_CHARS_MAX);
    emit(logLine(text), { file: path, startLine: line, startColumn: column });
  }
  const [next] = remarks.slice(shown.length);
  if (next === undefined) return;
  emit(`and ${formatAmount(total - shown.length, noun)} more from here on: see the log`, {
    file: path,
    startLine: next.line,
  });
}
