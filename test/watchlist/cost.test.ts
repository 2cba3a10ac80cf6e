import { describe, expect, test } from 'vitest';
import { forecastCost, type Priced } from '../../src/watchlist/cost.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

const list = (hashtags: number, more: Partial<Priced> = {}): Priced => ({
  watches: Array.from({ length: hashtags }, () => ({})),
  ...more,
});

describe('the cost', () => {
  test('of 50 hashtags each hour is what was measured and what the vendor asks', () => {
    expect(forecastCost(list(50), USUAL_SCHEDULE)).toEqual({
      credits: {
        perMonth: 72_000,
        perHashtag: 1440,
        budgetPerMonth: null,
        budgetLastsDays: null,
        hashtagsWithinBudget: null,
        forecastPerMonth: 72_000,
        everyHours: 1,
        videosEveryHours: 1,
        unreadHoursMax: 1,
        money: null,
      },
      minutesPerMonth: 1440,
      megabytesPerYear: 42,
    });
  });

  test.each<readonly [number, number, number, number, string]>([
    [1440, 1, 1, 1, 'just enough for 30 days'],
    [1439, 0, 1, 1, 'a credit short, and a little is kept for breakouts'],
    [1000, 0, 1.5, 1.5, 'videos with every reading'],
    [400, 0, 3.7, 3.7, 'every four hours'],
    [62, 0, 23.7, 23.7, 'about once a day'],
  ])('a budget of %i is enough for %i hashtags, or one every %i h: %s', (budget, within, every, videos) => {
    const { credits } = forecastCost(list(1, { budgetCreditsPerMonth: budget }), USUAL_SCHEDULE);
    expect(credits).toMatchObject({
      budgetLastsDays: null,
      hashtagsWithinBudget: within,
      everyHours: every,
      videosEveryHours: videos,
    });
  });

  test('follows the intervals that people have asked for, and is told in money', () => {
    const creditPrice = { amount: 25, credits: 2500, currency: '$' } as const;
    const { credits } = forecastCost({ watches: [{ everyHours: 3 }, {}], creditPrice }, USUAL_SCHEDULE);
    expect(credits).toMatchObject({
      perMonth: 480 + 1440,
      money: { currency: '$', perMonth: 19.2, budget: null },
    });
  });

  test('follows the schedule', () => {
    const { credits, minutesPerMonth } = forecastCost(list(3), {
      jobsPerDay: 8,
      samplesPerDay: 8,
      longestGapHours: 3,
    });
    expect([credits.perMonth, minutesPerMonth]).toEqual([3 * 480, 240]);
  });
});
