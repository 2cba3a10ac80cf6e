import type { LabelledSeries } from './series.ts';

/** A reading that is so much lower than the one before comes from another replica: no counter loses that many views. */
const FALLS_TO = 0.995;
/** Of a usual hashtag one reading in a hundred falls so far; where two replicas answer in turn, one in ten. */
const SHARE_OF_READINGS = 0.05;

/**
 * Whether two replicas far apart answer for a hashtag in turn. What its labels say of such a counter is doubtful: they were
 * made from the same readings, and cannot tell a rise from the other replica's turn.
 */
export function isAnsweredInTurn({ views }: Pick<LabelledSeries, 'views'>): boolean {
  const falls = views.reduce(
    (sum, count, index) => (count < FALLS_TO * (views[index - 1] ?? 0) ? sum + 1 : sum),
    0,
  );
  return falls > SHARE_OF_READINGS * views.length;
}
