import { describe, expect, test } from 'vitest';
import { forecastCost } from '../../src/watchlist/cost.ts';
import { type Schedule, scheduleOf, USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

describe('the schedule that a workflow asks for', () => {
  test.each<readonly [string, Schedule, string]>([
    [
      "    - cron: '0 * * * *'\n    - cron: '37 * * * *'\n",
      { jobsPerDay: 48, samplesPerDay: 24 },
      'two slots an hour',
    ],
    [
      "    - cron: '0 * * * *'\n    # - cron: '37 * * * *'\n",
      { jobsPerDay: 24, samplesPerDay: 24 },
      'one commented out',
    ],
    ['    - cron: "5 */3 * * *"\n', { jobsPerDay: 8, samplesPerDay: 8 }, 'every three hours'],
    ['    - cron: 5,35 6-9,20 * * *\n', { jobsPerDay: 10, samplesPerDay: 5 }, 'lists and ranges'],
    ["    - cron: '*/20 8-18/2 * * *' # office\n", { jobsPerDay: 18, samplesPerDay: 6 }, 'steps in a range'],
    ["    - cron: '0 4/8 * * *'\n", { jobsPerDay: 3, samplesPerDay: 3 }, 'steps from an hour on'],
    ['on: workflow_dispatch\n', USUAL_SCHEDULE, 'none: somebody else starts it'],
    [
      "    - cron: '0 nonsense * * *'\n",
      { jobsPerDay: 24, samplesPerDay: 24 },
      'unreadable: taken for hourly',
    ],
    ["    - cron: '0 */0 * * *'\n", { jobsPerDay: 24, samplesPerDay: 24 }, 'a step of nothing'],
  ])('%j: %j (%s)', (workflow, schedule) => {
    expect(scheduleOf(workflow)).toEqual(schedule);
  });
});

describe('the cost', () => {
  test('of 50 hashtags each hour is what was measured and what the vendor asks', () => {
    expect(forecastCost(50, undefined, USUAL_SCHEDULE)).toEqual({
      credits: {
        perMonth: 72_000,
        perHashtag: 1440,
        budgetPerMonth: null,
        budgetLastsDays: null,
        hashtagsWithinBudget: null,
      },
      minutesPerMonth: 1440,
      megabytesPerYear: 37.7,
    });
  });

  test.each<readonly [number, number | null, number, string]>([
    [1440, null, 1, 'just enough for 30 days'],
    [1439, 29, 0, 'a credit short'],
    [720, 15, 0, 'half of it'],
    [47, 0, 0, 'not even a day'],
  ])('a budget of %i lasts %s days and is enough for %i hashtags: %s', (budget, days, within) => {
    const { credits } = forecastCost(1, budget, USUAL_SCHEDULE);
    expect(credits).toMatchObject({ budgetLastsDays: days, hashtagsWithinBudget: within });
  });

  test('follows the schedule', () => {
    const { credits, minutesPerMonth } = forecastCost(3, undefined, { jobsPerDay: 8, samplesPerDay: 8 });
    expect([credits.perMonth, minutesPerMonth]).toEqual([3 * 480, 240]);
  });
});
