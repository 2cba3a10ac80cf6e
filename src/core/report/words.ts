import type { Judgement } from '../judge.ts';
import { formatInterval } from '../text/numbers.ts';
import type { Velocity } from '../velocity.ts';

/** A velocity in a table's cell. */
export function velocityText(velocity: Velocity): string {
  switch (velocity.kind) {
    case 'unknown':
      return 'unknown';
    case 'below-resolution':
      return `below resolution (${formatInterval(velocity)})`;
    case 'measured':
      return formatInterval(velocity);
  }
}

/** Breakouts first, then what was suppressed, then the rest by velocity. */
export function byUrgency(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements.toSorted((a, b) => urgency(b) - urgency(a) || nominal(b.velocity) - nominal(a.velocity));
}

function urgency({ verdict }: Judgement): number {
  switch (verdict.kind) {
    case 'breakout':
      return 3;
    case 'cooling':
      return 2;
    case 'suppressed':
      return 1;
    case 'first-reading':
    case 'unknown':
    case 'below-resolution':
    case 'quiet':
      return 0;
  }
}

function nominal(velocity: Velocity): number {
  return velocity.kind === 'unknown' ? Number.NEGATIVE_INFINITY : velocity.nominal;
}
