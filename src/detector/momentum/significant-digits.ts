const POWERS_OF_TEN = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
] as const;

/**
 * `value` to `digits` significant decimal digits; 0 for anything below 1e-9 or not finite. All that a memory keeps goes
 * through here, as part of the step: a score is the same whether the memory was stored in between or not, and a stored
 * number is short.
 */
export function roundTo(digits: number, value: number): number {
  const size = Math.abs(value);
  if (!(size > 1e-9) || size === Number.POSITIVE_INFINITY) return 0;
  const shift = digits - 1 - Math.floor(Math.log10(size));
  const power = POWERS_OF_TEN[Math.min(16, Math.abs(shift))] ?? 1;
  return shift >= 0 ? Math.round(value * power) / power + 0 : Math.round(value / power) * power;
}
