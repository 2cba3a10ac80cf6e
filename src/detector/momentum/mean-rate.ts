import type { RateMemory } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

/**
 * Takes `gained` within `exposure` hours into a mean rate that forgets with `halfLifeHours`. Once the mean rests on as
 * many hours as it ever will, only the rate itself changes.
 */
export function learnRate(
  { perHour, exposure: known }: RateMemory,
  gained: number,
  exposure: number,
  halfLifeHours: number,
): RateMemory {
  return {
    perHour: roundTo(5, (perHour * known + gained) / (known + exposure)),
    exposure: roundTo(4, Math.min(halfLifeHours / Math.LN2, known + exposure)),
  };
}
