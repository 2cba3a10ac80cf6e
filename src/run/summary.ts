import type { Judgement } from '../detector/judge.ts';
import { statusOf } from '../detector/status.ts';
import type { MovedThreshold } from '../state/false-alarm-record.ts';
import { markdownTable } from '../text/markdown-table.ts';
import { formatAmount, formatCount, formatStep } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import { everyText } from '../watchlist/spread.ts';
import { firstRunText } from './first-run.ts';
import { monthText } from './month-forecast.ts';
import type { RunReport } from './report.ts';
import { byUrgency, notDue, owedText, velocityText } from './report-text.ts';

const MESSAGE_CHARS_MAX = 300;
/** Hashtags that a sentence names. */
const NAMED_MAX = 10;
/** Rows of a table; a job summary holds 1 MiB. */
const ROWS_MAX = 1_000;

/**
 * The run as a Markdown page: the job summary in GitHub Actions.
 * @param version of the program that ran, `0.2.0`
 */
export function runSummary(report: RunReport, version: string): string {
  const sections = [
    headline(report),
    firstRun(report),
    table(report),
    unjudged(report),
    planned(report),
    failures(report),
    notices(report),
    report.month === undefined ? '' : `${monthText(report.month)}.`,
    footer(report, version),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function firstRun(report: RunReport): string {
  const [lead, ...steps] = firstRunText(report);
  return lead === undefined ? '' : [`**${lead}**`, ...steps.map((step) => `- ${step}`)].join('\n');
}

/** What broke out, and what goes on. A run that read nothing knows of neither. */
function headline({ judgements, failures: failed }: RunReport): string {
  const lost = failed.filter(({ lost: part }) => part === 'reading').length;
  const missing = lost === 0 ? '' : `, ${formatCount(lost)} failed`;
  const sampled = `${formatAmount(judgements.length, 'hashtag')} sampled${missing}`;
  if (judgements.length === 0 && failed.length === 0) return '### Nothing was due in this run';
  if (judgements.length === 0) return `### ${sampled}; whether anything broke out is not known`;
  const open = judgements.filter(({ change }) => change.open !== undefined);
  const opened = open.filter(({ change }) => change.opened);
  const ongoing = open.filter(({ change }) => !change.opened);
  const ended = judgements.filter(({ change }) => change.ended !== undefined);
  const news = [
    ...(ended.length === 0 ? [] : [`over: ${hashtagsOf(ended)}`]),
    ...(opened.length === 0 ? [] : [`breaking out: ${hashtagsOf(opened)}`]),
    ...(ongoing.length === 0
      ? []
      : [`${formatAmount(ongoing.length, 'breakout')} still open: ${hashtagsOf(ongoing)}`]),
  ];
  return `### ${[sampled, ...(news.length === 0 ? [calmText(judgements)] : news)].join('; ')}`;
}

/** Of a hashtag without a velocity, as at its first reading, nobody knows whether it breaks out. */
function calmText(judgements: readonly Judgement[]): string {
  const seen = judgements.filter(({ velocity }) => velocity.kind !== 'unknown').length;
  if (seen === judgements.length) return 'nothing broke out';
  if (seen === 0) return 'whether anything broke out is not known yet';
  return `nothing broke out among the ${formatAmount(seen, 'hashtag')} that could be judged`;
}

function hashtagsOf(judgements: readonly Judgement[]): string {
  const named = judgements.slice(0, NAMED_MAX).map(({ reading }) => codeSpan(`#${reading.hashtag}`, 101));
  const more = judgements.length - named.length;
  return `${named.join(', ')}${more === 0 ? '' : ` and ${formatCount(more)} more`}`;
}

function table({ judgements, intervals = [] }: RunReport): string {
  if (judgements.length === 0) return '';
  const every = new Map(intervals.map(({ hashtag, everyHours }) => [hashtag, everyHours]));
  // Where all are read in every run, that is not worth a column.
  const isSlowed = intervals.some(({ everyHours }) => everyHours > 1);
  return markdownTable(
    [
      ['Hashtag', 'left'],
      ['Views', 'right'],
      ['Velocity', 'right'],
      ['State', 'left'],
      ...(isSlowed ? ([['Read', 'left']] as const) : []),
      ['Reason', 'left'],
    ],
    byUrgency(judgements)
      .slice(0, ROWS_MAX)
      .map((judgement) => [
        codeSpan(`#${judgement.reading.hashtag}`, 101),
        `${formatCount(judgement.reading.views)} (${formatStep(judgement.reading.step)})`,
        velocityText(judgement.velocity),
        statusOf(judgement),
        ...(isSlowed ? [everyText(every.get(judgement.reading.hashtag) ?? 1)] : []),
        judgement.verdict.reason,
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

/** Hashtags that the plan leaves out this time, and how often it reads them. */
function planned(report: RunReport): string {
  const lines = notDue(report).map(([reason, hashtags]) => {
    const named = hashtags.slice(0, NAMED_MAX).map((hashtag) => codeSpan(`#${hashtag}`, 101));
    const more = hashtags.length > NAMED_MAX ? ` and ${formatCount(hashtags.length - NAMED_MAX)} more` : '';
    return `- ${named.join(', ')}${more}: ${reason}`;
  });
  return lines.length === 0 ? '' : `#### Not due in this run\n\n${lines.slice(0, ROWS_MAX).join('\n')}`;
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
      ({ notification, receipt }) => `Sent to \`${notification.channel}\`: ${receiptText(receipt)}`,
    ),
    ...(settlement?.postponed ?? []).map(
      ({ notification, message }) =>
        `Not delivered to \`${notification.channel}\` yet; the next runs try again: ${codeSpan(message, MESSAGE_CHARS_MAX)}`,
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
  const why = `${formatAmount(falseAlarms, 'false alarm')} in hindsight in a year, ${expected.toFixed(1)} expected`;
  return `The score threshold of ${budget} is now ${to} (was ${from}): ${why}.`;
}

function receiptText(receipt: string): string {
  return /^https:\/\/[\w./:-]+$/.test(receipt) ? receipt : codeSpan(receipt, MESSAGE_CHARS_MAX);
}

function footer(report: RunReport, version: string): string {
  const { at, credits, judgements, mode, owed, timezone } = report;
  const left = credits.left === undefined ? '' : `, ${formatCount(credits.left)} left`;
  const waiting = owed === 0 ? '' : ` ${owedText(report)}.`;
  const kept = {
    pushed: judgements.length === 0 ? 'No reading was recorded.' : 'Recorded and pushed.',
    written: 'Recorded in files, not pushed. No message was sent.',
    'dry-run': 'A dry run: nothing was recorded, and no message was sent.',
  };
  return `<sub>${formatTime(isoUtc(at), timezone)} · ${formatAmount(credits.used, 'credit')} used${left}. ${kept[mode]}${waiting} hashtag-radar ${version}</sub>`;
}
