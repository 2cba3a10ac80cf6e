import { statusOf } from '../detector/status.ts';
import { columns } from '../text/columns.ts';
import { formatAmount, formatCount, formatShort, formatStep } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import { logLine } from '../text/untrusted.ts';
import { firstRunText } from './first-run.ts';
import type { RunReport } from './report.ts';
import { alertText, byUrgency, notDue, owedText, velocityText } from './report-text.ts';

/** The run as lines of a log or a terminal. Safe to print inside GitHub Actions. */
export function runLog(report: RunReport): readonly string[] {
  const { judgements, failures, alerts, settlement, stopped, warnings } = report;
  const rows = byUrgency(judgements).map((judgement) => [
    `#${judgement.reading.hashtag}`,
    `${formatShort(judgement.reading.views)} (${formatStep(judgement.reading.step)})`,
    velocityText(judgement.velocity),
    statusOf(judgement),
    judgement.verdict.reason,
  ]);
  return [
    `${isoUtc(report.at)}: ${judgements.length} sampled, ${failures.filter(({ lost }) => lost === 'reading').length} failed`,
    ...columns(rows),
    ...notDue(report).flatMap(([reason, hashtags]) =>
      hashtags.map((hashtag) => `#${hashtag} not due: ${reason}`),
    ),
    ...failures.map(({ hashtag, code, message }) => `#${hashtag} failed (${code}): ${message}`),
    ...(stopped === undefined ? [] : [`sampling stopped: ${stopped.message}`]),
    ...alerts.map((alert) => `alert: #${alert.hashtag} ${alertText(alert)}`),
    ...(settlement?.delivered ?? []).map(
      ({ notification, receipt }) => `sent to ${notification.channel}: ${receipt}`,
    ),
    ...(settlement?.postponed ?? []).map(
      ({ notification, message }) => `not delivered to ${notification.channel} yet: ${message}`,
    ),
    ...(settlement?.undelivered ?? []).map(
      ({ notification, message }) => `given up on ${notification.channel}: ${message}`,
    ),
    ...warnings,
    ...firstRunText(report),
    closing(report),
  ].map(logLine);
}

function closing(report: RunReport): string {
  const { mode, owed, credits } = report;
  const spent = `${formatAmount(credits.used, 'credit')} used${credits.left === undefined ? '' : `, ${formatCount(credits.left)} left`}`;
  const waiting = owed === 0 ? '' : `; ${owedText(report)}`;
  switch (mode) {
    case 'pushed':
      return `recorded and pushed${waiting}; ${spent}`;
    case 'written':
      return `recorded in files, not pushed; no message was sent${waiting}; ${spent}`;
    case 'dry-run':
      return `dry run: nothing was recorded, and no message was sent; ${spent}`;
  }
}
