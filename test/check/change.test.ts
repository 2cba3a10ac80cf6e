import { describe, expect, test } from 'vitest';
import { differences } from '../../src/check/change.ts';
import { newRecipients, settingText } from '../../src/check/setting-text.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { writtenForm } from '../../src/watchlist/written-settings.ts';

function watchlist(text: string): Watchlist {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'invalid') throw new Error(parsed.problems[0]?.message);
  return parsed.watchlist;
}

const compare = (before: string, after: string) =>
  differences(writtenForm(watchlist(before)), writtenForm(watchlist(after)));
const NOTHING = { added: [], removed: [], renamed: [], settings: [], changed: [] };

describe('what a change changes', () => {
  test.each([
    ['hashtags: [a, b]', 'hashtags: [b, a]', 'the order'],
    ['hashtags: [a]', '# why\nhashtags:\n  - name: "#A"\n', 'the way it is written'],
    [
      'hashtags: [a]',
      'rule: both\ntimezone: UTC\nhashtags: [{ name: a, threshold: 10 %/h }]',
      'defaults written out',
    ],
    [
      'hashtags: [a]',
      'channels: { issues: { type: issue } }\nhashtags: [{ name: a, notify: issues }]',
      'the default channel',
    ],
  ])('%j → %j: nothing (%s)', (before, after) => {
    expect(compare(before, after)).toEqual(NOTHING);
  });

  test('hashtags that come and go, and one that is renamed', () => {
    expect(
      compare('hashtags: [a, book_tok, skincare]', 'hashtags: [booktok, b, a, skincareroutine]'),
    ).toEqual({
      ...NOTHING,
      added: ['booktok', 'b', 'skincareroutine'],
      removed: ['book_tok', 'skincare'],
      renamed: [
        { from: 'book_tok', to: 'booktok' },
        { from: 'skincare', to: 'skincareroutine' },
      ],
    });
  });

  test.each([
    ['skincre', 'skincare', 'a letter too few'],
    ['skicnare', 'skincare', 'letters swapped'],
    ['日本旅行记', '日本旅行記', 'another letter'],
  ])('%s → %s is a rename: %s', (from, to) => {
    const { renamed } = compare(`hashtags: [a, ${from}]`, `hashtags: [a, other, ${to}]`);
    expect(renamed).toEqual([{ from, to }]);
  });

  test.each([
    ['food', 'foot', 'short words'],
    ['skincare', 'haircare', 'more than one letter'],
  ])('%s → %s is none: %s', (from, to) => {
    expect(compare(`hashtags: [${from}]`, `hashtags: [${to}]`).renamed).toEqual([]);
  });

  test('a default of the file is listed once, and a hashtag that differs otherwise by itself', () => {
    const before = 'hashtags: [a, b, { name: c, threshold: 3 %/h }]';
    const after = 'threshold: 5 %/h\nhashtags: [a, { name: b, threshold: 10 %/h, sensitivity: early }, c]';
    expect(compare(before, after)).toEqual({
      ...NOTHING,
      settings: [{ key: 'threshold', before: '10 %/h', after: '5 %/h' }],
      changed: [
        {
          hashtag: 'b',
          settings: [{ key: 'sensitivity', before: '1 false alarm in 10 months', after: 'early' }],
        },
        { hashtag: 'c', settings: [{ key: 'threshold', before: '3 %/h', after: '5 %/h' }] },
      ],
    });
  });

  test('every other setting, as the file writes it', () => {
    const after = [
      'timezone: Europe/London',
      'budget: 5000 credits/month',
      'sensitivity: 1 false alarm in 1 month',
      'quiet-hours: 22:00-07:05',
      'alerts-per-day: 3',
      'cooldown: 2 days',
      'keep-hours: forever',
      'weekly-digest: monday 09:00',
      'channels: { desk: { type: email, to: [a@example.com, b@example.com], from: c@example.com } }',
      'hashtags: [{ name: a, group: g, note: n, labels: [l], assignees: u, notify: [] }]',
    ].join('\n');
    const { settings, changed } = compare('hashtags: [a]', after);
    expect(settings).toEqual([
      { key: 'timezone', before: 'UTC', after: 'Europe/London' },
      { key: 'sensitivity', before: '1 false alarm in 10 months', after: '1 false alarm in 1 month' },
      { key: 'channels.issues', before: '{ type: issue }', after: null },
      { key: 'cooldown', before: '0 h', after: '48 h' },
      { key: 'keep-hours', before: '90 days', after: 'forever' },
      { key: 'budget', before: null, after: '5000 credits/month' },
      {
        key: 'channels.desk',
        before: null,
        after: '{ type: email, smtp-env: SMTP_URL, to: [a@example.com, b@example.com], from: c@example.com }',
      },
      { key: 'quiet-hours', before: null, after: '22:00-07:05' },
      { key: 'alerts-per-day', before: null, after: '3' },
      { key: 'weekly-digest', before: null, after: 'monday 09:00' },
    ]);
    expect(changed).toEqual([
      {
        hashtag: 'a',
        settings: [
          { key: 'notify', before: 'all channels', after: '[]' },
          { key: 'group', before: null, after: 'g' },
          { key: 'note', before: null, after: 'n' },
          { key: 'labels', before: null, after: '[l]' },
          { key: 'assignees', before: null, after: '[u]' },
        ],
      },
    ]);
  });
});

describe('a long setting in the report', () => {
  const four = ['one', 'two', 'three', 'four'].map((name) => `desk-${name}@example.com`).join(', ');
  const email = (to: string) =>
    watchlist(`channels: { e: { type: email, to: [${to}], from: radar@example.com } }\nhashtags: [a]`);
  const note = (text: string) => watchlist(`hashtags: [{ name: a, note: "${text}" }]`);
  const shown = (before: Watchlist, after: Watchlist): string => {
    const { settings, changed } = differences(writtenForm(before), writtenForm(after));
    return [...settings, ...changed.flatMap((one) => one.settings)]
      .flatMap((setting) => [settingText(setting), ...newRecipients(setting)])
      .join('\n');
  };

  test('shows a recipient who is added at its end, and names it alone', () => {
    const text = shown(email(four), email(`${four}, spy@evil.example`));
    expect(text).toBe('`channels.e` added `spy@evil.example`\nspy@evil.example');
  });

  test('shows one who goes', () => {
    expect(shown(email(`${four}, ann@example.com`), email(four))).toBe(
      '`channels.e` removed `ann@example.com`',
    );
  });

  test('shows the end of a note, and what stands around it', () => {
    const long = 'we watch this for the spring campaign and '.repeat(8);
    const text = shown(note(`${long}Ann`), note(`${long}Mallory`));
    expect(text).toMatch(/`….*Ann` → `….*Mallory`$/);
  });

  test('says how much it leaves out where all of it differs', () => {
    expect(shown(note('x'.repeat(480)), note('y'.repeat(490)))).toMatch(/`y{399}…` \(90 characters more\)$/);
  });
});
