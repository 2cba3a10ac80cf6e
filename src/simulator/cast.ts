import type { BesidePlan, HashtagPlan } from './plan.ts';

/** The default cast fills three weeks: its last breakout is over by then. */
export const CAST_HOURS = 504;

/**
 * A dozen hashtags that together show what TikTok's numbers do (docs/simulator.md tells each one's part). The shapes of
 * the breakouts follow docs/numbers.md, "Breakouts"; hour 0 is the world's start.
 */
export function defaultCast(): readonly HashtagPlan[] {
  return [...breakingOut(), ...staying()];
}

/** One sound carries it, and its videos are liked twice as much as before. */
const ONE_SOUND: BesidePlan = {
  vocabulary: 0,
  evergreenShare: 0.2,
  sounds: [
    {
      name: 'gloss & liner (sped up)',
      onsetHour: 402,
      riseHours: 3,
      peakShare: 0.85,
      likesTimes: 2.5,
    },
  ],
};

/** Another hashtag comes up with it. */
const ANOTHER_HASHTAG: BesidePlan = {
  vocabulary: 0,
  evergreenShare: 0.2,
  companions: [{ name: 'adaptogens', onsetHour: 326, riseHours: 4, peakShare: 0.8 }],
};

/** It breaks out in another language than its own. */
const ANOTHER_LANGUAGE: BesidePlan = {
  vocabulary: 0,
  evergreenShare: 0.2,
  language: 'en',
  companions: [{ name: '유리피부', onsetHour: 256, riseHours: 4, peakShare: 0.9, language: 'ko' }],
};

/** From the one the classic rule sees at once to the one it can never see. */
function breakingOut(): readonly HashtagPlan[] {
  return [
    {
      // A viral promotion: more than doubled in its first eight hours. Seen by the classic rule.
      name: 'lipcombo',
      dayNightRatio: 1.7,
      noise: 0.7,
      views: 38_041_266,
      growthPerDay: 0.012,
      counter: 'exact',
      beside: ONE_SOUND,
      breakouts: [{ onsetHour: 405.5, multiple: 650, riseHours: 5, plateauHours: 6, halfLifeHours: 14 }],
    },
    {
      // 30.4K flat, then tenfold in two days. Seen by the classic rule, hours late.
      name: 'mushroomcoffee',
      dayNightRatio: 1.7,
      noise: 0.7,
      views: 30_400,
      growthPerDay: 0.012,
      postsPerHour: 0.4,
      beside: ANOTHER_HASHTAG,
      breakouts: [{ onsetHour: 330, multiple: 700, riseHours: 12, plateauHours: 24, waves: 'two' }],
    },
    {
      // 592.6K flat, then ×1.7 in a day; rounding hides the second half. A median breakout: below 10 %/h throughout.
      name: 'glassskin',
      dayNightRatio: 1.7,
      noise: 0.7,
      views: 592_600,
      growthPerDay: 0.012,
      postsPerHour: 1.2,
      beside: ANOTHER_LANGUAGE,
      breakouts: [{ onsetHour: 260.2, multiple: 95, riseHours: 11.6, plateauHours: 18 }],
    },
    {
      // Slow and steady: a rise over a day and a half that peaks near 1 %/h.
      name: 'kitchenreset',
      views: 8_214_733,
      growthPerDay: 0.02,
      counter: 'exact',
      breakouts: [{ onsetHour: 340, multiple: 12, riseHours: 36, plateauHours: 40, halfLifeHours: 18 }],
    },
    {
      // In the billions one step is 6 % of the value: only its posts tell in time.
      name: 'grwm',
      views: 1_640_000_000,
      growthPerDay: 0.0015,
      postsPerHour: 9,
      breakouts: [{ onsetHour: 300, multiple: 10, riseHours: 10, plateauHours: 48, halfLifeHours: 24 }],
    },
    {
      // The smallest: 5K views, exact below 10,000 by nature.
      name: 'pocketloom',
      dayNightRatio: 1.7,
      noise: 0.7,
      views: 5_120,
      growthPerDay: 0.03,
      postsPerHour: 0.3,
      breakouts: [{ onsetHour: 196, multiple: 280, riseHours: 8, plateauHours: 10, halfLifeHours: 7 }],
    },
  ];
}

/** Ordinary lives and nuisances: an alert for one of these is a false alarm. */
function staying(): readonly HashtagPlan[] {
  return [
    { name: 'skincare', views: 3_412_345_678, growthPerDay: 0.0023, counter: 'exact', videoCount: 'zero' },
    { name: 'booktok', views: 3_400_000_000, growthPerDay: 0.0023, videoCount: 'zero' },
    {
      name: 'studywithme',
      views: 120_020_000,
      growthPerDay: 0.0012,
      nuisances: [{ kind: 'restatement', hour: 250, factor: 1.99 }],
    },
    {
      name: 'plantparent',
      views: 2_532_418,
      growthPerDay: 0.006,
      counter: 'exact',
      nuisances: [
        { kind: 'single-video', hour: 215.4, multiple: 20, halfLifeHours: 2.5 },
        { kind: 'single-video', hour: 402.7, multiple: 12, halfLifeHours: 1.2 },
      ],
    },
    {
      name: 'sourdoughtok',
      views: 118_500,
      growthPerDay: 0.004,
      nuisances: [{ kind: 'glitch', hour: 280, factor: 2.594, minutes: 59 }],
    },
    { name: 'budgetmeals', views: 903_177, growthPerDay: 0.008, counter: 'exact', climbPerMonth: 4 },
  ];
}
