/**
 * The chance that a count with a mean learned from `past` others is `count` or more: the upper tail of the negative
 * binomial distribution, which a Poisson count has when its rate is known from `shape` events in `past` only (Gamma-Poisson:
 * Gelman, Bayesian Data Analysis, 2.6). With a long past it is the Poisson distribution's tail.
 * @param shape events in the past, at least a part of one; need not be whole
 * @param past exposure in which they came, above 0
 * @param exposure exposure of the count, in the same unit
 */
export function countTail(
  { shape, past }: { readonly shape: number; readonly past: number },
  exposure: number,
  count: number,
): number {
  const odds = exposure / (past + exposure);
  let term = (1 - odds) ** shape;
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    below += term;
    term *= (odds * (shape + index)) / (index + 1);
  }
  if (1 - below > 1e-6) return 1 - below;
  // Where the difference drowns in rounding, the tail's own terms say more.
  let tail = 0;
  for (let index = count; term > tail * 1e-9; index += 1) {
    tail += term;
    term *= (odds * (shape + index)) / (index + 1);
  }
  return tail;
}

/**
 * Which of these chances are news, so that of those said to be at most the part `rate` is chance (Benjamini and Hochberg,
 * 1995): the largest chance that may still be called news, 0 where none may.
 * @param tests how many were looked at, those with a chance of nearly 1 included
 */
export function discoveryLimit(chances: readonly number[], tests: number, rate: number): number {
  return chances
    .toSorted((a, b) => a - b)
    .reduce((limit, chance, index) => (chance <= (rate * (index + 1)) / tests ? chance : limit), 0);
}
