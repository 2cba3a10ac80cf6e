import type { Alert } from '../alerts/alert.ts';
import type { Failure } from '../readings/sample.ts';
import { formatAmount, formatCount, formatPercent, formatShort } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import type { RunOutcome } from './judge-run.ts';

/** Hashtags named in one place of a commit's message: of the movers the fastest ones. */
const NAMED_MAX = 3;

/**
 * The message of a run's commit. Hashtags stand without `#`, which GitHub would read as the number of an issue.
 */
export function commitMessage(
  now: number,
  { judgements, alerts }: RunOutcome,
  failures: readonly Failure[],
): string {
  const stamp = isoUtc(now).slice(0, 16).replace('T', ' ');
  const opened = alerts.filter(({ kind }) => kind === 'opened' || kind === 'joined');
  const news =
    opened.length > 0 ? `${named(opened)} breaking out` : formatAmount(judgements.length, 'hashtag');
  const lost = failures.filter((failure) => failure.lost === 'reading');
  const failed = lost.length === 0 ? '' : `, ${lost.length} failed`;
  const movers = judgements
    .flatMap(({ reading, velocity, verdict }) =>
      velocity.kind === 'measured' && velocity.nominal > 0 && verdict.kind !== 'suppressed'
        ? [{ reading, velocity }]
        : [],
    )
    .toSorted((a, b) => b.velocity.nominal - a.velocity.nominal)
    .slice(0, NAMED_MAX)
    .map(
      ({ reading, velocity }) =>
        `${reading.hashtag} +${formatPercent(velocity.nominal)}/h to ${formatShort(reading.views)}`,
    );
  const body = [
    ...movers,
    ...lost.slice(0, NAMED_MAX).map(({ hashtag, code }) => `${hashtag} failed: ${code}`),
  ];
  return `data: ${stamp}Z, ${news}${failed}${body.length === 0 ? '' : `\n\n${body.join('\n')}`}\n`;
}

function named(alerts: readonly Alert[]): string {
  const names = alerts.slice(0, NAMED_MAX).map(({ hashtag }) => hashtag);
  const more = alerts.length - names.length;
  return `${names.join(', ')}${more === 0 ? '' : ` and ${formatCount(more)} more`}`;
}

/** The message of the commit that records what was delivered. */
export function receiptsMessage(now: number, delivered: number, open: number): string {
  const waiting = open === 0 ? '' : `, ${open} still owed`;
  return `data: ${isoUtc(now).slice(0, 16).replace('T', ' ')}Z, ${delivered} delivered${waiting}\n`;
}
