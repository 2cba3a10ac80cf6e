import type { OpenPhase } from '../../detector/phase.ts';
import { formatHours } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import type { PagePhase } from '../schema/site.ts';
import type { LastJudgement } from './last-judgement.ts';

/** What decides the phase of a hashtag. Instants are ms. */
export interface Situation {
  readonly now: number;
  /** Absent without a reading. */
  readonly standing?: LastJudgement;
  /** The phase of the open episode, as it is recorded. */
  readonly open?: OpenPhase;
  /** When the last episode ended. */
  readonly endedAt?: number;
  /** Whole runs since the last reading; all of them where there is none. */
  readonly missedRuns: number;
}

export interface PhaseFound {
  readonly phase: PagePhase;
  /** One sentence. */
  readonly reason: string;
}

/** One missed run happens; after two the hashtag is in trouble. */
const FAILED_RUNS = 2;
const OVER_HOURS = 48;

/** The phase of a hashtag, with the reason in words. */
export function phaseOf({ now, standing, open, missedRuns, endedAt }: Situation): PhaseFound {
  if (standing === undefined) {
    return missedRuns === 0
      ? { phase: 'unknown', reason: 'No run has been recorded yet.' }
      : { phase: 'failed', reason: 'No run has brought a reading of it yet; their summaries say why.' };
  }
  const reason = sentence(reasonOf(standing));
  if (open !== undefined) return { phase: open, reason };
  if (missedRuns >= FAILED_RUNS) {
    const why = `The last ${missedRuns} runs brought no reading of it; their summaries say why.`;
    return { phase: 'failed', reason: why };
  }
  const phase = quietPhase(standing);
  const isOver = endedAt !== undefined && hoursBetween(endedAt, now) <= OVER_HOURS;
  if (!isOver || phase === 'warming') return { phase, reason };
  const ago = formatHours(Math.max(0, hoursBetween(endedAt, now)));
  return { phase: 'over', reason: `Its breakout ended ${ago} ago.` };
}

function quietPhase({ judgement }: LastJudgement): PagePhase {
  switch (judgement.verdict.kind) {
    case 'watch':
    // The record knows of no episode, so the run had evidence against it that is not kept.
    case 'breakout':
    case 'strong':
      return 'warming';
    case 'first-reading':
    case 'learning':
      return 'learning';
    case 'unknown':
      return 'unknown';
    case 'suppressed':
    case 'cooling':
    case 'quiet':
    case 'below-resolution':
      return 'quiet';
  }
}

/** The verdict's own reason where it is news; on ordinary days what the `breakout` rule says, which tells more. */
function reasonOf({ judgement, evidence }: LastJudgement): string {
  const { kind, reason } = judgement.verdict;
  const isOrdinary = kind === 'quiet' || kind === 'below-resolution' || kind === 'cooling';
  return isOrdinary ? (evidence?.reason ?? reason) : reason;
}

function sentence(text: string): string {
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${text.endsWith('.') ? '' : '.'}`;
}
