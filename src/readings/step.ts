/**
 * TikTok shows large counts rounded to one decimal of their unit, so a count carries its own precision: its step, the
 * distance to the next value the counter can show. Source: docs/numbers.md, "The counter".
 */

/** A count below this is always exact. */
const EXACT_BELOW = 10_000;

/** The step of TikTok's rounding grid at `count`: 1, 100, 100,000 or 100,000,000. `count` ≥ 0. */
export function gridStep(count: number): number {
  if (count < EXACT_BELOW) return 1;
  if (count < 1e6) return 100;
  if (count < 1e9) return 1e5;
  return 1e8;
}

/**
 * The step of one count, inferred from its trailing zeros: the grid's step where the count lies on the grid, else 1
 * (exact). An exact count that happens to lie on the grid is taken for rounded, which only widens an interval. So is a
 * count one below the grid: readers that cut 4.1 · 1,000,000 off instead of rounding it write 4,099,999.
 */
export function inferStep(count: number): number {
  const step = gridStep(count);
  return count % step === 0 || (count + 1) % step === 0 ? step : 1;
}
