import type { Alert } from '../alerts/alert.ts';
import type { Judgement } from '../detector/judge.ts';
import { type Status, statusOf } from '../detector/status.ts';
import type { Velocity } from '../readings/velocity.ts';
import { formatAmount, formatCount, formatInterval } from '../text/numbers.ts';
import type { RunReport } from './report.ts';

/** A velocity in a table's cell. */
export function velocityText(velocity: Velocity): string {
  switch (velocity.kind) {
    case 'unknown':
      return 'unknown';
    case 'below-resolution':
      return 'too coarse to tell';
    case 'measured':
      return formatInterval(velocity);
  }
}

/** What waits after a run: `2 notifications waiting (1 deferred)`, or nothing. */
export function owedText({ owed, held }: Pick<RunReport, 'owed' | 'held'>): string {
  if (owed === 0) return '';
  return `${formatAmount(owed, 'notification')} waiting${held === 0 ? '' : ` (${formatCount(held)} deferred)`}`;
}

/** An alert in one line, after its hashtag. */
export function alertText({ kind, phase, phaseBefore, reason }: Alert): string {
  return kind === 'changed' ? `went from ${phaseBefore ?? 'breakout'} to ${phase}` : `${kind}: ${reason}`;
}

/** Open breakouts first, then what is warming or was suppressed, then the rest by velocity. */
export function byUrgency(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.toSorted((a, b) => urgency(b) - urgency(a) || nominal(b.velocity) - nominal(a.velocity));
}

function urgency(judgement: Judgement): number {
  return URGENCY.get(statusOf(judgement)) ?? 0;
}

const URGENCY: ReadonlyMap<Status, number> = new Map([
  ['strong', 6],
  ['breakout', 5],
  ['peaked', 4],
  ['fading', 3],
  ['warming', 2],
  ['suppressed', 1],
]);

function nominal(velocity: Velocity): number {
  return velocity.kind === 'unknown' ? Number.NEGATIVE_INFINITY : velocity.nominal;
}

/** The sentences of hashtags that this run leaves out as planned, each with those that share it. */
export function notDue({
  intervals = [],
}: RunReport): readonly (readonly [reason: string, hashtags: readonly string[]])[] {
  const groups = Map.groupBy(
    intervals.filter(({ due }) => !due),
    ({ reason }) => reason,
  );
  return [...groups].map(([reason, same]) => [reason, same.map(({ hashtag }) => hashtag)]);
}
