import type { BesidePlan, HashtagPlan } from '../simulator/plan.ts';

/** A month, in days. */
export const MONTH_DAYS = 30;

/**
 * A dozen hashtags of a month of use, each with a part in what people see. Hour 0 is the month's start, 01:00 in Berlin;
 * the detector learns for the first three days.
 */
export function monthCast(): readonly HashtagPlan[] {
  return [...breakingOut(), ...lookingLikeIt(), ...ordinary()];
}

const STEADY = { dayNightRatio: 1.7, noise: 0.7 } as const;

/** One sound carries it, and its videos are liked twice as much as before. */
const ONE_SOUND: BesidePlan = {
  vocabulary: 0,
  evergreenShare: 0.2,
  sounds: [
    {
      name: 'gloss & liner (sped up)',
      onsetHour: 450,
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
  companions: [{ name: 'adaptogens', onsetHour: 246, riseHours: 4, peakShare: 0.8 }],
};

/** It breaks out in another language than its own. */
const ANOTHER_LANGUAGE: BesidePlan = {
  vocabulary: 0,
  evergreenShare: 0.2,
  language: 'en',
  companions: [{ name: '유리피부', onsetHour: 132, riseHours: 4, peakShare: 0.9, language: 'ko' }],
};

function breakingOut(): readonly HashtagPlan[] {
  return [
    {
      // 592.6K, then past a million, where TikTok's step grows to 7 %: a rounded counter in the middle of a breakout.
      ...STEADY,
      name: 'glassskin',
      views: 592_600,
      growthPerDay: 0.012,
      postsPerHour: 1.2,
      beside: ANOTHER_LANGUAGE,
      breakouts: [{ onsetHour: 136.2, multiple: 95, riseHours: 11.6, plateauHours: 18 }],
    },
    {
      // 30.4K, then tenfold in two waves: the longest one, over two days.
      ...STEADY,
      name: 'mushroomcoffee',
      views: 30_400,
      growthPerDay: 0.012,
      postsPerHour: 0.4,
      beside: ANOTHER_HASHTAG,
      breakouts: [{ onsetHour: 250, multiple: 700, riseHours: 12, plateauHours: 24, waves: 'two' }],
    },
    {
      // Slow: it rises for a day and a half. Its end falls into the night in which the largest one opens.
      name: 'kitchenreset',
      views: 8_214_733,
      growthPerDay: 0.02,
      counter: 'exact',
      breakouts: [{ onsetHour: 362, multiple: 12, riseHours: 36, plateauHours: 30, halfLifeHours: 18 }],
    },
    {
      // The month's largest. It opens at night, in quiet hours.
      ...STEADY,
      name: 'lipcombo',
      views: 47_041_266,
      growthPerDay: 0.012,
      counter: 'exact',
      beside: ONE_SOUND,
      breakouts: [{ onsetHour: 453.5, multiple: 650, riseHours: 5, plateauHours: 14, halfLifeHours: 14 }],
    },
    {
      // In the billions one step is 6 % of the value: only its posts tell in time.
      name: 'grwm',
      views: 1_640_000_000,
      growthPerDay: 0.0015,
      postsPerHour: 9,
      breakouts: [{ onsetHour: 560, multiple: 10, riseHours: 10, plateauHours: 48, halfLifeHours: 24 }],
    },
    {
      // The smallest: 5K views, exact by nature below 10,000. It is still open when the month ends.
      ...STEADY,
      name: 'pocketloom',
      views: 5_120,
      growthPerDay: 0.03,
      postsPerHour: 0.3,
      breakouts: [{ onsetHour: 682, multiple: 280, riseHours: 8, plateauHours: 24, halfLifeHours: 7 }],
    },
  ];
}

/** An alert for one of these is a false alarm. */
function lookingLikeIt(): readonly HashtagPlan[] {
  return [
    {
      name: 'plantparent',
      views: 2_532_418,
      growthPerDay: 0.006,
      counter: 'exact',
      nuisances: [{ kind: 'single-video', hour: 402.7, multiple: 30, halfLifeHours: 4 }],
    },
    {
      name: 'studywithme',
      views: 120_020_000,
      growthPerDay: 0.0012,
      nuisances: [{ kind: 'restatement', hour: 418, factor: 1.99 }],
    },
    {
      name: 'sourdoughtok',
      views: 118_500,
      growthPerDay: 0.004,
      nuisances: [{ kind: 'glitch', hour: 520, factor: 2.594, minutes: 119 }],
    },
  ];
}

function ordinary(): readonly HashtagPlan[] {
  return [
    { name: 'skincare', views: 3_412_345_678, growthPerDay: 0.0023, counter: 'exact', videoCount: 'zero' },
    { name: 'booktok', views: 3_400_000_000, growthPerDay: 0.0023, videoCount: 'zero' },
    { name: 'budgetmeals', views: 903_177, growthPerDay: 0.008, counter: 'exact', climbPerMonth: 4 },
  ];
}
