import type { InvalidCheck, ValidCheck } from '../../src/check/report.ts';

/** Reports of `check` for tests of what is made of them. */

export const INVALID: InvalidCheck = {
  file: 'watchlist.yml',
  valid: false,
  problems: [
    {
      line: 3,
      column: 5,
      message: '`treshold` is not a key of a hashtag',
      remedy: 'did you mean `threshold`?',
      excerpt: '    3 |     treshold: 5 %/h\n      |     ^^^^^^^^',
    },
    {
      line: 9,
      column: 5,
      message: '`booktok` is listed twice, lines 4 and 9',
      remedy: 'keep one of them',
      excerpt: '    9 |   - booktok\n      |     ^^^^^^^',
    },
  ],
  omitted: 0,
  warnings: [],
  notes: [],
};

const COST = {
  credits: {
    perMonth: 4320,
    perHashtag: 1440,
    budgetPerMonth: 30_000,
    budgetLastsDays: null,
    hashtagsWithinBudget: 20,
    forecastPerMonth: 4320,
    everyHours: 1,
    videosEveryHours: 1,
    unreadHoursMax: 24,
    money: { currency: '$' as const, perMonth: 43.2, budget: 300 },
  },
  minutesPerMonth: 1440,
  megabytesPerYear: 8,
};

/** Three hashtags, nothing to compare with, no history. */
export const VALID: ValidCheck = {
  file: 'watchlist.yml',
  valid: true,
  problems: [],
  omitted: 0,
  warnings: [],
  notes: [],
  timezone: 'Europe/London',
  hashtags: ['skincare', 'booktok', 'streetfood'],
  channels: [{ name: 'issues', type: 'issue' }],
  ...COST,
  newcomers: [],
};

/** A change that is compared with the version before on three weeks of history. */
export const COMPARED: ValidCheck = {
  ...VALID,
  hashtags: ['skincare', 'booktok', 'sourdough', '日本旅行'],
  credits: {
    ...COST.credits,
    perMonth: 5760,
    budgetPerMonth: 5000,
    hashtagsWithinBudget: 3,
    forecastPerMonth: 5000,
    videosEveryHours: 2,
    money: { currency: '$' as const, perMonth: 50, budget: 50 },
  },
  megabytesPerYear: 8.7,
  warnings: [
    {
      line: 2,
      column: 14,
      message: 'alerts are held back for 15.5 h of 24 hours',
      remedy: 'if the other hours were meant, swap the two times: `22:30-07:00`',
      excerpt: '    2 | quiet-hours: 07:00-22:30\n      |              ^^^^^^^^^^^',
    },
  ],
  notes: ['This check sees no secrets. Make sure that these are set: `SLACK_WEBHOOK_URL`.'],
  change: {
    name: 'origin/main',
    hashtags: 3,
    cost: COST,
    added: ['sourdough', '日本旅行'],
    removed: ['streetfood'],
    renamed: [],
    settings: [{ key: 'budget', before: '30000 credits/month', after: '5000 credits/month' }],
    changed: [{ hashtag: 'booktok', settings: [{ key: 'threshold', before: '10 %/h', after: '5 %/h' }] }],
  },
  replay: {
    from: '2026-11-02T00:00:00Z',
    until: '2026-11-23T00:00:00Z',
    weeks: 3,
    readings: 1512,
    hashtags: 2,
    before: { alerts: 2, perWeek: 0.67 },
    after: { alerts: 3, perWeek: 1 },
    differences: { gained: 1, lost: 0, earlier: 1, later: 0, medianHoursEarlier: 3 },
    weekly: [
      { week: '2026-11-02', before: 1, after: 2 },
      { week: '2026-11-09', before: 0, after: 0 },
      { week: '2026-11-16', before: 1, after: 1 },
    ],
    perHashtag: [
      { hashtag: 'booktok', before: 1, after: 2 },
      { hashtag: 'skincare', before: 1, after: 1 },
    ],
    alerts: [
      {
        hashtag: 'booktok',
        change: 'gained',
        before: null,
        after: { at: '2026-11-07T10:00:00Z', rule: 'classic', reason: '6.1 %/h is above 5 %/h' },
        hoursEarlier: null,
      },
      {
        hashtag: 'booktok',
        change: 'earlier',
        before: {
          at: '2026-11-03T18:00:00Z',
          rule: 'breakout',
          reason: 'Views have run at 4.2× the usual since about 13:00 UTC',
        },
        after: { at: '2026-11-03T15:00:00Z', rule: 'classic', reason: '7 %/h is above 5 %/h' },
        hoursEarlier: 3,
      },
      {
        hashtag: 'skincare',
        change: 'same',
        before: { at: '2026-11-17T08:00:00Z', rule: 'breakout', reason: 'Views have run at 9.1× the usual' },
        after: { at: '2026-11-17T08:00:00Z', rule: 'breakout', reason: 'Views have run at 9.1× the usual' },
        hoursEarlier: 0,
      },
    ],
    omittedAlerts: 0,
  },
  newcomers: [
    {
      hashtag: 'sourdough',
      since: null,
      classicFrom: '2026-11-23T11:00:00Z',
      breakoutFrom: '2026-11-26T10:00:00Z',
      settledFrom: '2026-12-07T10:00:00Z',
      falseAlarmEveryMonths: 10,
    },
    {
      hashtag: '日本旅行',
      since: '2026-11-22T10:00:00Z',
      classicFrom: '2026-11-22T11:00:00Z',
      breakoutFrom: null,
      settledFrom: null,
      postsFrom: '2026-11-22T16:00:00Z',
      falseAlarmEveryMonths: null,
    },
  ],
};
