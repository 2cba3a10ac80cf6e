import type { Alert } from '../../alerts/alert.ts';
import { formatAmount } from '../../text/numbers.ts';
import type { MovesPart } from './moves-text.ts';

/** What stands before the sentence. */
export const FOUND_LABEL = 'Not on your list: ';

/** One sentence about the discoveries that belong to a breakout; nothing where there are none. */
export function foundSentence({ found = [] }: Pick<Alert, 'found'>): readonly MovesPart[] {
  if (found.length === 0) return [];
  const clauses = found.flatMap(({ hashtag, creators, usualCreatorsPerDay }, index): readonly MovesPart[] => {
    const usual = Math.round(usualCreatorsPerDay);
    const before = usual === 0 ? 'hardly one' : `about ${usual}`;
    return [
      ...(index === 0 ? [] : ['; ']),
      { kind: 'hashtag', hashtag },
      ` by ${formatAmount(creators, 'creator')} within a day, where ${before} a day did before`,
    ];
  });
  return [...clauses, '.'];
}
