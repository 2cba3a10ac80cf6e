import type { Alert } from '../alerts/alert.ts';
import type { Judgement, Verdict } from '../detector/judge.ts';
import type { Velocity } from '../readings/velocity.ts';
import { formatAmount, formatCount, formatInterval } from '../text/numbers.ts';
import type { RunReport } from './report.ts';

/** A velocity in a table's cell. */
export function velocityText(velocity: Velocity): string {
  switch (velocity.kind) {
    case 'unknown':
      return 'unknown';
    case 'below-resolution':
    case 'measured':
      return formatInterval(velocity);
  }
}

/** What waits after a run: `2 notifications owed (1 deferred)`, or nothing. */
export function owedText({ owed, held }: Pick<RunReport, 'owed' | 'held'>): string {
  if (owed === 0) return '';
  return `${formatAmount(owed, 'notification')} owed${held === 0 ? '' : ` (${formatCount(held)} deferred)`}`;
}

/** An alert in one line, after its hashtag. */
export function alertText({ kind, phase, phaseBefore, reason }: Alert): string {
  return kind === 'changed' ? `went from ${phaseBefore ?? 'breakout'} to ${phase}` : `${kind}: ${reason}`;
}

/** Breakouts first, then what was suppressed, then the rest by velocity. */
export function byUrgency(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.toSorted(
    (a, b) => URGENCY[b.verdict.kind] - URGENCY[a.verdict.kind] || nominal(b.velocity) - nominal(a.velocity),
  );
}

const URGENCY: Readonly<Record<Verdict['kind'], number>> = {
  strong: 5,
  breakout: 4,
  cooling: 3,
  watch: 2,
  suppressed: 1,
  'first-reading': 0,
  unknown: 0,
  learning: 0,
  'below-resolution': 0,
  quiet: 0,
};

function nominal(velocity: Velocity): number {
  return velocity.kind === 'unknown' ? Number.NEGATIVE_INFINITY : velocity.nominal;
}
