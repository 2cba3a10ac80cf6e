import { HOUR_MS } from '../text/time.ts';
import type { BreakoutPlan } from './plan.ts';

/** After so many half-lives nothing of a breakout is left (2^-14 of its peak). */
const HALF_LIVES_MAX = 14;
/** Posting follows momentum less than proportionally (docs/simulator.md, "What it imitates"). */
export const POSTS_EXPONENT = 0.85;
/** The depth of the flat night between two waves. */
const NIGHT_DEPTH = 0.8;

interface Shape {
  readonly rise: number;
  readonly plateau: number;
  readonly halfLife: number;
}

function shapeOf(plan: BreakoutPlan): Shape {
  return {
    rise: plan.riseHours ?? 14.6,
    plateau: plan.plateauHours ?? 24,
    halfLife: plan.halfLifeHours ?? 8.6,
  };
}

/**
 * The multiple of the ordinary rate `hour` hours after the world's start: 1 in ordinary life, plus each breakout's
 * excess. Source of the default shape: docs/numbers.md, "Breakouts" (10 % of the peak to the peak in a median 11.6 h,
 * half of it gone in 8.6 h).
 */
export function momentumAt(breakouts: readonly BreakoutPlan[], hour: number): number {
  let momentum = 1;
  for (const plan of breakouts) momentum += (plan.multiple - 1) * excessAt(plan, hour - plan.onsetHour);
  return momentum;
}

/** The excess of one breakout as a share (0-1) of its peak, `hours` after its onset. */
function excessAt(plan: BreakoutPlan, hours: number): number {
  if (hours <= 0) return 0;
  const { rise, plateau, halfLife } = shapeOf(plan);
  if (hours < rise) return (1 - Math.cos((Math.PI * hours) / rise)) / 2;
  if (hours < rise + plateau) {
    if (plan.waves !== 'two') return 1;
    return 1 - NIGHT_DEPTH * Math.sin((Math.PI * (hours - rise)) / plateau) ** 2;
  }
  const halvings = (hours - rise - plateau) / halfLife;
  return halvings > HALF_LIVES_MAX ? 0 : 2 ** -halvings;
}

/** Onset, peak and end of a breakout as instants in ms; the end is where a tenth of the excess is left. */
export function breakoutInstants(
  plan: BreakoutPlan,
  start: number,
): { readonly onset: number; readonly peak: number; readonly end: number } {
  const { rise, plateau, halfLife } = shapeOf(plan);
  const onset = start + plan.onsetHour * HOUR_MS;
  const peak = onset + rise * HOUR_MS;
  return { onset, peak, end: peak + (plateau + halfLife * Math.log2(10)) * HOUR_MS };
}
