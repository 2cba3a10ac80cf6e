import type { MovedThreshold } from '../state/false-alarm-record.ts';
import { markdownTable } from '../text/markdown-table.ts';
import { formatAmount, formatCount, formatStep } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import type { RunReport } from './report.ts';
import { byUrgency, owedText, velocityText } from './report-text.ts';

const MESSAGE_CHARS_MAX = 300;
/** Hashtags that a sentence names. */
const NAMED_MAX = 10;
/** Rows of a table; a job summary holds 1 MiB. */
const ROWS_MAX = 1_000;

/** The run as a Markdown page: the job summary in GitHub Actions. */
export function runSummary(report: RunReport): string {
  const sections = [
    headline(report),
    table(report),
    unjudged(report),
    failures(report),
    notices(report),
    footer(report),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function headline({ judgements, failures: failed, alerts }: RunReport): string {
  const opened = alerts
    .filter(({ kind }) => kind === 'opened' || kind === 'joined')
    .map(({ hashtag }) => codeSpan(`#${hashtag}`, 101));
  const news = opened.length === 0 ? 'nothing broke out' : `breaking out: ${opened.join(', ')}`;
  const lost = failed.filter(({ lost: part }) => part === 'reading').length;
  const missing = lost === 0 ? '' : `, ${lost} failed`;
  return `### ${formatAmount(judgements.length, 'hashtag')} sampled${missing}; ${news}`;
}

function table({ judgements }: RunReport): string {
  if (judgements.length === 0) return '';
  return markdownTable(
    [
      ['Hashtag', 'left'],
      ['Views', 'right'],
      ['Velocity', 'right'],
      ['Verdict', 'left'],
      ['Reason', 'left'],
    ],
    byUrgency(judgements)
      .slice(0, ROWS_MAX)
      .map(({ reading, velocity, verdict }) => [
        codeSpan(`#${reading.hashtag}`, 101),
        `${formatCount(reading.views)} (${formatStep(reading.step)})`,
        velocityText(velocity),
        verdict.kind.replaceAll('-', ' '),
        verdict.reason,
      ]),
  );
}

/** Readings that came out of order, twice, too soon or as no plausible count: recorded, and judged by no rule. */
function unjudged({ judgements }: RunReport): string {
  const left = judgements.flatMap(({ reading, verdict, decisions }) => {
    const refused = decisions.find(({ rule, kind }) => rule === 'breakout' && kind === 'unknown');
    if (verdict.kind !== 'unknown' && refused === undefined) return [];
    return [`${codeSpan(`#${reading.hashtag}`, 101)} (${refused?.reason ?? verdict.reason})`];
  });
  if (left.length === 0) return '';
  const more = left.length > NAMED_MAX ? ` and ${formatCount(left.length - NAMED_MAX)} more` : '';
  const named = left.slice(0, NAMED_MAX).join(', ');
  return `${formatAmount(left.length, 'reading')} could not be judged: ${named}${more}.`;
}

function failures({ failures: failed }: RunReport): string {
  if (failed.length === 0) return '';
  const rows = failed
    .slice(0, ROWS_MAX)
    .map(({ hashtag, code, message }) => [
      codeSpan(`#${hashtag}`, 101),
      code,
      codeSpan(message, MESSAGE_CHARS_MAX),
    ]);
  const columns = [
    ['Hashtag', 'left'],
    ['Code', 'left'],
    ['What happened', 'left'],
  ] as const;
  return `#### Failed\n\n${markdownTable(columns, rows)}`;
}

function notices({ stopped, warnings, settlement, movedThresholds }: RunReport): string {
  const lines = [
    ...(stopped === undefined
      ? []
      : [`**Sampling stopped**: ${codeSpan(stopped.message, MESSAGE_CHARS_MAX)}`]),
    ...(settlement?.delivered ?? []).map(
      ({ notification, receipt }) => `Told \`${notification.channel}\`: ${receiptText(receipt)}`,
    ),
    ...(settlement?.postponed ?? []).map(
      ({ notification, message }) =>
        `Not delivered to \`${notification.channel}\` yet, tried again later: ${codeSpan(message, MESSAGE_CHARS_MAX)}`,
    ),
    ...(settlement?.undelivered ?? []).map(
      ({ notification, message }) =>
        `**Given up** on \`${notification.channel}\`: ${codeSpan(message, MESSAGE_CHARS_MAX)}`,
    ),
    ...movedThresholds.map(movedThresholdText),
    ...warnings.map((warning) => codeSpan(warning, MESSAGE_CHARS_MAX)),
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

function movedThresholdText({
  falseAlarmEveryMonths: months,
  from,
  to,
  falseAlarms,
  expected,
}: MovedThreshold): string {
  const budget = `\`1 false alarm in ${formatAmount(months, 'month')}\``;
  const why = `${formatAmount(falseAlarms, 'false alarm')} by hindsight in a year, ${expected.toFixed(1)} foretold`;
  return `The bar of ${budget} is now ${to} (was ${from}): ${why}.`;
}

function receiptText(receipt: string): string {
  return /^https:\/\/[\w./:-]+$/.test(receipt) ? receipt : codeSpan(receipt, MESSAGE_CHARS_MAX);
}

function footer(report: RunReport): string {
  const { at, credits, mode, owed, timezone } = report;
  const left = credits.left === undefined ? '' : `, ${formatCount(credits.left)} left`;
  const waiting = owed === 0 ? '' : ` ${owedText(report)}.`;
  const kept = {
    pushed: 'Recorded and pushed.',
    written: 'Recorded in files, not pushed; nothing was sent.',
    'dry-run': 'A dry run: nothing was kept or sent.',
  };
  return `<sub>${formatTime(isoUtc(at), timezone)} · ${formatAmount(credits.used, 'credit')} used${left}. ${kept[mode]}${waiting}</sub>`;
}
