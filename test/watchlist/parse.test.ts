import { describe, expect, test } from 'vitest';
import { HEALTH_DEFAULTS } from '../../src/settings/settings.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';

function valid(text: string): Watchlist {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'invalid')
    throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));
  return parsed.watchlist;
}

describe('a valid watchlist', () => {
  test('of one line has every default', () => {
    expect(valid('hashtags: [skincare]')).toEqual({
      timezone: 'UTC',
      cooldownHours: 0,
      rule: 'both',
      sensitivity: { falseAlarmEveryMonths: 10 },
      thresholdPercentPerHour: 10,
      keepHoursDays: 90,
      minViewsPerDay: 1000,
      creditPrice: { amount: 0.01, credits: 1, currency: '$' },
      health: HEALTH_DEFAULTS,
      channels: [{ type: 'issue', name: 'issues', labels: [], assignees: [] }],
      watches: [
        {
          hashtag: 'skincare',
          thresholdPercentPerHour: 10,
          rule: 'both',
          sensitivity: { falseAlarmEveryMonths: 10 },
          cooldownHours: 0,
          minViewsPerDay: 1000,
          notify: ['issues'],
        },
      ],
    });
  });

  test('hands its own defaults down to each hashtag, which may differ', () => {
    const { watches } = valid(
      [
        'rule: classic',
        'threshold: 8 %/h',
        'sensitivity: early',
        'cooldown: 3 days',
        'channels: { a: { type: issue }, b: { type: webhook } }',
        'hashtags:',
        '  - one',
        '  - { name: "#Two", rule: breakout, threshold: 2.5%/h, sensitivity: quiet, cooldown: 12 h, notify: b, group: g, note: n, labels: l, assignees: [u, u] }',
        '  - { name: three, notify: [] }',
      ].join('\n'),
    );
    const inherited = {
      rule: 'classic',
      sensitivity: 'early',
      thresholdPercentPerHour: 8,
      cooldownHours: 72,
      minViewsPerDay: 1000,
    };
    expect(watches).toEqual([
      { hashtag: 'one', ...inherited, notify: ['a', 'b'] },
      {
        hashtag: 'two',
        rule: 'breakout',
        sensitivity: 'quiet',
        thresholdPercentPerHour: 2.5,
        cooldownHours: 12,
        minViewsPerDay: 1000,
        notify: ['b'],
        group: 'g',
        note: 'n',
        labels: ['l'],
        assignees: ['u'],
      },
      { hashtag: 'three', ...inherited, notify: [] },
    ]);
  });

  test("takes a hashtag's own setting, else its group's, else the file's", () => {
    const { watches } = valid(
      [
        'every: 6 h',
        'min-views: 500/day',
        'threshold: 20 %/h',
        'channels: { issues: { type: issue }, team: { type: slack } }',
        'groups:',
        '  books: { every: 3 hours, notify: [issues], rule: classic, min-views: 0 a day, labels: books }',
        'hashtags:',
        '  - one',
        '  - { name: two, group: books }',
        '  - { name: three, group: books, every: 1 day, rule: both, notify: team }',
        '  - { name: four, group: heading }',
      ].join('\n'),
    );
    const shown = watches.map(
      ({ everyHours, minViewsPerDay, rule, notify, labels, thresholdPercentPerHour }) => [
        ...[everyHours, minViewsPerDay, rule, notify.join(), labels, thresholdPercentPerHour],
      ],
    );
    expect(shown).toEqual([
      [6, 500, 'both', 'issues,team', undefined, 20],
      [3, 0, 'classic', 'issues', ['books'], 20],
      [24, 0, 'both', 'team', ['books'], 20],
      [6, 500, 'both', 'issues,team', undefined, 20],
    ]);
  });

  test.each<[string, number]>([
    ['budget: 30000 credits/month', 30000],
    ['budget: $50/month', 5000],
    ['budget: $0.79/month', 79],
    ['budget: $50/month\ncredit-price: $25/2500 credits', 5000],
    ['budget: €20/month\ncredit-price: €0.008/credit', 2500],
    ['budget: £9.99/month\ncredit-price: £10/3000 credits', 2997],
  ])('%j is so many credits', (text, credits) => {
    expect(valid(`${text}\nhashtags: [a]`).budgetCreditsPerMonth).toBe(credits);
  });

  test('names for every channel the variable that holds its secret', () => {
    const { channels } = valid(
      [
        'channels:',
        '  s: { type: slack }',
        '  d: { type: discord, url-env: MY_URL }',
        '  t: { type: teams }',
        '  g: { type: telegram, chat: -1001234567890 }',
        '  e: { type: email, to: a@example.com, from: b@example.com }',
        '  w: { type: webhook }',
        'hashtags: [x]',
      ].join('\n'),
    );
    expect(channels).toEqual([
      { type: 'slack', name: 's', urlEnv: 'SLACK_WEBHOOK_URL' },
      { type: 'discord', name: 'd', urlEnv: 'MY_URL' },
      { type: 'teams', name: 't', urlEnv: 'TEAMS_WEBHOOK_URL' },
      { type: 'telegram', name: 'g', tokenEnv: 'TELEGRAM_BOT_TOKEN', chat: '-1001234567890' },
      { type: 'email', name: 'e', smtpEnv: 'SMTP_URL', to: ['a@example.com'], from: 'b@example.com' },
      { type: 'webhook', name: 'w', urlEnv: 'ALERT_WEBHOOK_URL', secretEnv: 'ALERT_WEBHOOK_SECRET' },
    ]);
  });

  test('reads its quantities into numbers', () => {
    expect(
      valid(
        'budget: 30000 credits/month\nquiet-hours: 22:00-07:30\nalerts-per-day: 0\nweekly-digest: monday 09:15\nkeep-hours: 400 days\nhashtags: [x]',
      ),
    ).toMatchObject({
      budgetCreditsPerMonth: 30_000,
      quietHours: { startMinute: 22 * 60, endMinute: 7 * 60 + 30 },
      alertsPerDay: 0,
      weeklyDigest: { weekday: 1, minute: 9 * 60 + 15 },
      keepHoursDays: 400,
    });
  });

  test.each([
    ['1 false alarm in 10 months', 10],
    ['1 false alarm every 2.5 months', 2.5],
    ['1 false alarm per month', 1],
    ['1 false alarm in 1 month', 1],
    ['1 false alarm in 60 months', 60],
  ])('takes `%s` for a sensitivity, at the top and for a hashtag', (written, falseAlarmEveryMonths) => {
    const top = valid(`sensitivity: ${written}\nhashtags: [x, { name: y, sensitivity: early }]`);
    expect(top.sensitivity).toEqual({ falseAlarmEveryMonths });
    expect(top.watches.map((watch) => watch.sensitivity)).toEqual([{ falseAlarmEveryMonths }, 'early']);
    const [own] = valid(`hashtags: [{ name: y, sensitivity: ${written} }]`).watches;
    expect(own?.sensitivity).toEqual({ falseAlarmEveryMonths });
  });

  test.each([
    ['hashtags: [2024]', '2024', 'a name of digits needs no quotes'],
    ['hashtags: [007]', '007', 'and keeps its zeros'],
    ['hashtags: [1e3]', '1e3', 'and is no number in disguise'],
    ['hashtags: [true]', 'true', 'nor a truth value'],
    ['%YAML 1.1\n---\nhashtags: [no]', 'no', 'nor one of YAML 1.1'],
    ['\uFEFFhashtags: [x]', 'x', 'a byte order mark is no part of the first key'],
    ['hashtags:\r\n  - x\r\n', 'x', 'lines may end as on Windows'],
    ['hashtags: ["cafe\\u0301"]', 'caf\u00e9', 'names are composed (NFC)'],
  ])('%j watches %s: %s', (text, hashtag) => {
    expect(valid(text).watches.map((watch) => watch.hashtag)).toEqual([hashtag]);
  });

  test('may list 10,000 hashtags, and no more', () => {
    const list = (count: number) =>
      `hashtags:\n${Array.from({ length: count }, (_, i) => `  - tag${i}\n`).join('')}`;
    expect(valid(list(10_000)).watches).toHaveLength(10_000);
    expect(parseWatchlist(list(10_001), 'watchlist.yml')).toMatchObject({
      problems: [{ message: 'there are more than 10000 hashtags' }],
    });
  });
});
