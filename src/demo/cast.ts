import { CAST_HOURS, defaultCast } from '../simulator/cast.ts';
import type { HashtagPlan } from '../simulator/plan.ts';

/** The same three weeks every time, ms. */
export const DEMO_START = Date.parse('2026-11-02T00:00:00Z');
/** Three weeks, in hours. */
export const DEMO_HOURS = CAST_HOURS;

/** The default cast, and one hashtag that is still rising when the demo ends, so that its page has something to show. */
export function demoCast(): readonly HashtagPlan[] {
  return [
    ...defaultCast(),
    {
      name: 'cloudcoffee',
      views: 241_380,
      growthPerDay: 0.012,
      counter: 'exact',
      dayNightRatio: 1.7,
      noise: 0.7,
      postsPerHour: 0.8,
      beside: {
        vocabulary: 0,
        evergreenShare: 0.2,
        sounds: [{ name: 'slow morning waltz', onsetHour: 485, riseHours: 3, peakShare: 0.7, likesTimes: 2 }],
      },
      breakouts: [{ onsetHour: 488.6, multiple: 420, riseHours: 9, plateauHours: 20 }],
    },
  ];
}
