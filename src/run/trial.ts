import type { Alert } from '../alerts/alert.ts';
import { columns } from '../text/columns.ts';
import { markdownTable } from '../text/markdown-table.ts';
import { codeSpan, logLine, plainLine } from '../text/untrusted.ts';

/** How the delivery of one made-up alert to one channel went. Receipts and messages are in part other systems' text. */
export interface Trial {
  readonly channel: string;
  readonly alert: Alert['kind'];
  readonly outcome:
    | { readonly kind: 'arrived'; readonly receipt: string }
    /** `message` says what went wrong and what to do. */
    | { readonly kind: 'failed'; readonly message: string };
}

const TEXT_CHARS_MAX = 300;
/** A receipt that is an issue's address is worth a link. */
const ADDRESS = /^https?:\/\/[\w.:/-]+$/;

/** Trials as lines of a log or a terminal. Safe to print inside GitHub Actions. */
export function trialLines(trials: readonly Trial[]): readonly string[] {
  return columns(trials.map((trial) => [trial.outcome.kind, trial.channel, trial.alert, said(trial)])).map(
    logLine,
  );
}

/** Trials as a Markdown table. */
export function trialTable(trials: readonly Trial[]): string {
  return markdownTable(
    [
      ['Channel', 'left'],
      ['Alert', 'left'],
      ['Result', 'left'],
      ['Receipt, or what to do', 'left'],
    ],
    trials.map((trial) => [
      codeSpan(trial.channel, TEXT_CHARS_MAX),
      trial.alert,
      trial.outcome.kind === 'arrived' ? 'arrived' : '**failed**',
      ADDRESS.test(said(trial)) ? said(trial) : codeSpan(said(trial), TEXT_CHARS_MAX),
    ]),
  );
}

/** Trials as `--json` prints them. */
export function trialsJson(trials: readonly Trial[]): readonly object[] {
  return trials.map(({ channel, alert, outcome: { kind, ...rest } }) => ({
    channel,
    alert,
    arrived: kind === 'arrived',
    ...rest,
  }));
}

function said({ outcome }: Trial): string {
  return plainLine(outcome.kind === 'arrived' ? outcome.receipt : outcome.message, TEXT_CHARS_MAX);
}
