import type { Judgement } from './judge.ts';
import type { OpenPhase } from './phase.ts';

/** How a hashtag stands after a reading, in the words that every text, page and document uses: docs/glossary.md. */
export type Status =
  | OpenPhase
  | 'over'
  | 'warming'
  | 'calm'
  | 'suppressed'
  | 'too coarse to tell'
  | 'learning'
  | 'first reading'
  | 'not judged';

/** An open episode stands in its phase, whatever its last reading brought. */
export function statusOf({
  verdict,
  change,
  decisions,
}: Pick<Judgement, 'verdict' | 'change' | 'decisions'>): Status {
  if (change.open !== undefined) return change.open.pace.phase;
  if (change.ended !== undefined) return 'over';
  switch (verdict.kind) {
    case 'first-reading':
      return 'first reading';
    case 'unknown':
      return 'not judged';
    case 'learning':
    case 'suppressed':
      return verdict.kind;
    case 'watch':
      return 'warming';
    case 'below-resolution':
      return decisions.some(({ rule, kind }) => rule === 'breakout' && kind === 'quiet')
        ? 'calm'
        : 'too coarse to tell';
    case 'cooling':
    case 'quiet':
      return 'calm';
    case 'breakout':
    case 'strong':
      return verdict.kind;
  }
}
