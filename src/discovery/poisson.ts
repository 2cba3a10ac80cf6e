/**
 * The chance that a Poisson count with this mean is `count` or more: 1 - Σ e^-m m^i / i! over i < count. For the small
 * means and counts here the sum is exact enough.
 */
export function poissonTail(mean: number, count: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    below += term;
    term *= mean / (index + 1);
  }
  if (1 - below > 1e-9) return 1 - below;
  // Where the difference drowns in rounding, the tail's own terms say more.
  let tail = 0;
  for (let index = count; index < count + 60; index += 1) {
    tail += term;
    term *= mean / (index + 1);
  }
  return tail;
}
