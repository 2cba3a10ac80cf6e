import type { BreakoutPlan, HashtagPlan } from './plan.ts';
import { drawLogNormal, drawPoisson, mixKeys, type Random, randomStream } from './random.ts';

/** Breakouts per hashtag and 720 hours: 352 in 6,500 (docs/numbers.md, "Breakouts"). */
const BREAKOUTS_A_MONTH = 0.054;
const MULTIPLES = [3, 5, 10, 30, 100] as const;
/** Sizes are even on a logarithmic scale from 5K to 3.4B views. */
const VIEWS_MIN = 5_000;
const VIEWS_MAX = 3.4e9;

/**
 * Any number of hashtags (`crowd0001`, `crowd0002`, …) for load tests and long simulations over `hours` hours: half of
 * them exact, breakouts as often as in life but not within the first 72 hours, everything else drawn by the world.
 */
export function drawCrowd(options: {
  readonly seed: number;
  readonly count: number;
  readonly hours: number;
}): readonly HashtagPlan[] {
  return Array.from({ length: options.count }, (_, index) => {
    const random = randomStream(mixKeys(options.seed, 0xc07d, index));
    const views = Math.round(VIEWS_MIN * (VIEWS_MAX / VIEWS_MIN) ** random());
    return {
      name: `crowd${String(index + 1).padStart(4, '0')}`,
      views,
      counter: random() < 0.5 ? 'exact' : 'rounded',
      videoCount: random() < 0.5 ? 'given' : 'zero',
      breakouts: drawBreakouts(random, options.hours),
    };
  });
}

/** Rise 4-36 h, plateau 18-72 h, half-life 18-72 h: docs/simulator.md, "What it imitates". */
function drawBreakouts(random: Random, hours: number): readonly BreakoutPlan[] {
  const free = hours - 72;
  const count = drawPoisson(random, (BREAKOUTS_A_MONTH * Math.max(0, free)) / 720);
  return Array.from({ length: count }, () => ({
    onsetHour: 72 + free * random(),
    multiple: MULTIPLES[Math.floor(random() * MULTIPLES.length)] ?? 10,
    riseHours: Math.min(36, Math.max(4, drawLogNormal(random, 14.6, 0.8))),
    plateauHours: 18 + 54 * random(),
    halfLifeHours: 18 + 54 * random(),
  }));
}
