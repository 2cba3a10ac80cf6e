import { describe, expect, test } from 'vitest';
import type { Surroundings } from '../../src/watchlist/check-context.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

/** Place, message and remedy of every problem. */
function problems(text: string): readonly (readonly [string, string, string])[] {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'valid') return [];
  return parsed.problems.map(
    ({ line, column, message, remedy }) => [`${line}:${column}`, message, remedy] as const,
  );
}

describe('slips that YAML has no words for', () => {
  test('a merge conflict is one problem, with all its lines', () => {
    const text = 'rule: both\nhashtags:\n<<<<<<< HEAD\n  - a\n=======\n  - b\n>>>>>>> add-b\n';
    expect(problems(text)).toEqual([
      [
        '3:1',
        'a merge conflict was left in the file, lines 3, 5, 7',
        'keep one of the two sides, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`',
      ],
    ]);
  });

  test.each([
    ['hashtags:\n  - a\n - b\n', '3:2', 2, '2 spaces'],
    ['hashtags:\n  - a\n   - b\n', '3:4', 2, '2 spaces'],
    ['hashtags:\n- a\n  - b\n- c\n', '3:3', 2, 'no space'],
    ['hashtags:\n  # the first\n  - name: a\n    rule: both\n    - b\n', '5:5', 3, '2 spaces'],
  ])('%j: a dash that is not under the one above', (text, place, line, spaces) => {
    expect(problems(text)).toEqual([
      [
        place,
        `this \`-\` is not under the one above, in line ${line}`,
        `move it under that one: ${spaces} before it`,
      ],
    ]);
  });

  test('dashes of a list in a list stand where they like', () => {
    expect(
      problems(
        'hashtags:\n  - name: a\n    notify:\n    - issues\n  - name: b\n    notify:\n      - issues\n',
      ),
    ).toEqual([]);
  });

  test.each([
    ['hashtags:\n  -\u00A0a\n', '2:4', 'U+00A0'],
    ['hashtags:\n\u3000 - a\n', '2:1', 'U+3000'],
    ['hashtags: [a]\nrule:\u202Fboth\n', '2:6', 'U+202F'],
  ])('%j: a space that is none', (text, place, name) => {
    expect(problems(text)).toEqual([
      [
        place,
        `the invisible character ${name} stands here in place of a space`,
        'delete it, and type an ordinary space',
      ],
    ]);
  });
});

describe('a list as people write it elsewhere', () => {
  const keys = 'so that it begins under the first letter behind the `-`';
  test.each([
    ['hashtags:\n  – a\n', '2:3', '`–` begins no entry of a list', 'write a hyphen and a space: `- a`'],
    ['hashtags:\n  • a\n', '2:3', '`•` begins no entry of a list', 'write a hyphen and a space: `- a`'],
    ['hashtags:\n  * a\n', '2:3', '`*` begins no entry of a list', 'write a hyphen and a space: `- a`'],
    ['hashtags:\n  2. a\n', '2:3', '`2.` begins no entry of a list', 'write a hyphen and a space: `- a`'],
    ['hashtags:\n  - a\n  -b\n', '3:3', 'there is no space after this `-`', 'write `- b`'],
    ['hashtags:\n  - name:a\n', '2:5', 'there is no space after `name:`', 'write `name: a`'],
    ['hashtags:\n  - a\n  b\n', '3:3', 'this entry has no `-`', 'write `- b`'],
    [
      'hashtags: - a\n',
      '1:11',
      'a list begins in a line of its own',
      'put each `-` with its entry into a line below the key',
    ],
    [
      'hashtags:\n  - name: a\n  rule: both\n',
      '3:3',
      '`rule` is not under the other settings of its entry',
      `put 4 spaces before it, ${keys}`,
    ],
    [
      'hashtags:\n  - name: a\n     rule: both\n',
      '3:6',
      '`rule` is not under the other settings of its entry',
      `put 4 spaces before it, ${keys}`,
    ],
    [
      'hashtags:\n  - a\n    rule: both\n',
      '2:5',
      'settings stand below `a`, which is a name alone',
      'write `- name: a`',
    ],
  ])('%j: %s %s', (text, place, message, remedy) => {
    expect(problems(text)).toEqual([[place, message, remedy]]);
  });

  test('what is right as it stands is no slip where something else is wrong', () => {
    const text =
      'groups:\n  books:\n    notify:\n    - issues\n    every: 3 h\nhashtags:\n  - name: a\n    notify:\n    - issues\n    group: books\n  - b\nrul: both\n';
    expect(problems(text).map(([place]) => place)).toEqual(['12:1']);
  });

  test.each([
    ['hashtags:\n  - a\n=======\n  - b\n', 'line 3'],
    ['  <<<<<<<<< ours\nhashtags: [a]\n', 'line 1'],
    ['hashtags:\r\n  - a\r\n>>>>>>> theirs\r\n', 'line 3'],
  ])('%j: one mark of a conflict was forgotten', (text, where) => {
    expect(problems(text).map(([, message]) => message)).toEqual([
      `a merge conflict was left in the file, ${where}`,
    ]);
  });
});

describe('a character that cannot be seen', () => {
  const mail = (to: string) =>
    `channels:\n  d: { type: email, to: ["${to}"], from: r@example.com }\nhashtags: [a]\n`;
  test.each([
    [mail('de\u200Dsk@example.com'), '`de\\u200dsk@example.com`', 'type it again: `desk@example.com`'],
    [mail('desk@exam\u00ADple.com'), '`desk@exam\\u00adple.com`', 'type it again: `desk@example.com`'],
    [mail('de\u00A0sk@example.com'), '`de\\u00a0sk@example.com`', 'type it again: `desk@example.com`'],
    ['threshold: "1\u20600 %/h"\nhashtags: [a]\n', '`1\\u20600 %/h`', 'type it again: `10 %/h`'],
    ['channels: { d: { type: "is\u200Bsue" } }\nhashtags: [a]\n', '`is\\u200bsue`', 'type it again: `issue`'],
    [
      'channels: { d: { type: slack, url-env: "MY\u200B_HOOK" } }\nhashtags: [a]\n',
      'this text',
      'delete the text and type it again',
    ],
  ])('%j: %s, %s', (text, where, remedy) => {
    const [found] = problems(text);
    expect(found?.[1]).toMatch(/^the invisible character U\+[0-9A-F]{4} stands in /);
    expect(found?.[1]).toContain(where);
    expect(found?.[2]).toBe(remedy);
  });

  test('in a label makes a second one that looks the same: a warning; an emoji of two parts does not', () => {
    const text =
      'channels: { d: { type: issue, labels: ["break\u200Bout", "👩\u200D🔬 lab"] } }\nhashtags: [a]\n';
    expect(parseWatchlist(text, 'watchlist.yml', { schedule: USUAL_SCHEDULE })).toMatchObject({
      kind: 'valid',
      warnings: [{ message: 'the invisible character U+200B stands in `break\\u200bout`' }],
    });
  });
});

describe('a pasted link', () => {
  const short = 'this link does not say its hashtag: open it, and write the name that stands on the page';
  test.each([
    ['https://www.tiktok.com/tag/booktok', 'write the name alone: `booktok`'],
    ['https://www.tiktok.com/tag/BookTok/?lang=en', 'write the name alone: `booktok`'],
    ['https://m.tiktok.com/tag/booktok?_r=1&_t=abc', 'write the name alone: `booktok`'],
    ['http://tiktok.com/tag/%23booktok', 'write the name alone: `booktok`'],
    ['www.tiktok.com/tag/%E6%97%A5%E6%9C%AC%E6%97%85%E8%A1%8C', 'write the name alone: `日本旅行`'],
    ['tiktok.com/tag/booktok#top', 'write the name alone: `booktok`'],
    ['https://www.tiktok.com/search?lang=en&q=%23booktok', 'write the name alone: `booktok`'],
    ['https://www.tiktok.com/discover/booktok', 'write the name alone: `booktok`'],
    ['\u200Bhttps://www.tiktok.com/tag/booktok\u200B', 'write the name alone: `booktok`'],
    ['https://m.tiktok.com/h5/share/tag/booktok.html', 'write the name alone: `booktok`'],
    ['[#booktok](https://www.tiktok.com/tag/booktok)', 'write the name alone: `booktok`'],
    ['<https://www.tiktok.com/en/amp/tag/booktok>', 'write the name alone: `booktok`'],
    [
      'https://ads.tiktok.com/business/creativecenter/hashtag/booktok/pc/en',
      'write the name alone: `booktok`',
    ],
    [
      'https://l.example/l.php?u=https%3A%2F%2Fwww.tiktok.com%2Ftag%2Fbooktok',
      'write the name alone: `booktok`',
    ],
    ['tiktok://hashtag/booktok', 'write the name alone: `booktok`'],
    ['snssdk1233://challenge/detail/4711', short],
    ['https://www.tiktok.com/tag/a%26b', 'write the name of the hashtag alone, for example `booktok`'],
    ['https://vm.tiktok.com/ZMabc123/', short],
    ['https://www.tiktok.com/t/ZTabc/', short],
    ['https://www.tiktok.com/tag/%E0%A4', 'write the name of the hashtag alone, for example `booktok`'],
    ['https://www.tiktok.com/@user/video/7', 'write the name of the hashtag alone, for example `booktok`'],
  ])('%s: %s', (link, remedy) => {
    const [found] = problems(`hashtags:\n  - ${JSON.stringify(link)}\n`);
    expect(found?.[1]).toMatch(/cannot be a hashtag: it is a link$/);
    expect(found?.[2]).toBe(remedy);
  });
});

test('letters that people leave out or write otherwise make near doubles', () => {
  const text = 'hashtags: [straße, strasse, ısparta, ISPARTA]\n';
  expect(parseWatchlist(text, 'watchlist.yml', { schedule: USUAL_SCHEDULE })).toMatchObject({
    warnings: [
      { message: expect.stringContaining('`strasse` is almost `straße`') },
      { message: expect.stringContaining('`isparta` is almost `ısparta`') },
    ],
  });
});

test('a webhook whose address begins with http:// is a warning', () => {
  const text = 'channels: { pipe: { type: webhook } }\nhashtags: [a]\n';
  const isPlain = (variable: string) => variable === 'ALERT_WEBHOOK_URL';
  const surroundings = { schedule: USUAL_SCHEDULE, isSet: () => true, isPlain };
  expect(parseWatchlist(text, 'watchlist.yml', surroundings)).toMatchObject({
    warnings: [{ line: 1, message: expect.stringContaining('begins with `http://`') }],
  });
});

test('an abbreviation that only the runtime knows is taken, with a warning that says for what', () => {
  expect(
    parseWatchlist('timezone: AST\nhashtags: [a]\n', 'watchlist.yml', { schedule: USUAL_SCHEDULE }),
  ).toMatchObject({
    warnings: [
      {
        message: '`AST` is no name of the IANA database, and is taken for `America/Anchorage`',
        remedy: 'did you mean `America/Halifax`?',
      },
    ],
  });
});

describe('a time zone by the name that people use', () => {
  test.each([
    ['Pacific Time', 'did you mean `America/Los_Angeles`?'],
    ['pst', 'did you mean `America/Los_Angeles`?'],
    ['Eastern Time', 'did you mean `America/New_York`?'],
    ['CEST', 'did you mean `Europe/Berlin`?'],
    ['BST', 'did you mean `Europe/London`?'],
    ['IST', 'did you mean `Asia/Kolkata`?'],
    ['Berlin', 'did you mean `Europe/Berlin`?'],
    ['Zürich', 'did you mean `Europe/Zurich`?'],
    ['San Francisco', 'did you mean `America/Los_Angeles`?'],
    ['America/San_Francisco', 'did you mean `America/Los_Angeles`?'],
    ['Pacific Standard Time (US & Canada)', 'did you mean `America/Los_Angeles`?'],
    ['Central Standard Time (Mexico)', 'did you mean `America/Mexico_City`?'],
    ['W. Europe Standard Time', 'did you mean `Europe/Berlin`?'],
    ['Gulf Standard Time', 'did you mean `Asia/Dubai`?'],
    ['"(UTC+01:00) Amsterdam, Berlin"', 'did you mean `Europe/Amsterdam`?'],
    ['NZST', 'did you mean `Pacific/Auckland`?'],
    ['New York', 'did you mean `America/New_York`?'],
    ['"+02:00"', 'write the zone of a place in it, such as `Europe/London`, or `UTC`'],
    ['UTC+1', 'write the zone of a place in it, such as `Europe/London`, or `UTC`'],
    ['GMT-5', 'write the zone of a place in it, such as `Europe/London`, or `UTC`'],
  ])('%s: %s', (zone, remedy) => {
    expect(problems(`timezone: ${zone}\nhashtags: [a]\n`)[0]?.[2]).toBe(remedy);
  });

  test.each([
    ['EST', 'did you mean `America/New_York`?'],
    ['Etc/GMT+5', 'write the zone of a place, such as `Europe/London`'],
  ])('%s exists, and a warning says that it has no summer time', (zone, remedy) => {
    const surroundings: Surroundings = { schedule: USUAL_SCHEDULE };
    const parsed = parseWatchlist(`timezone: ${zone}\nhashtags: [a]\n`, 'watchlist.yml', surroundings);
    expect(parsed).toMatchObject({
      kind: 'valid',
      warnings: [{ line: 1, message: `the time zone \`${zone}\` has no summer time`, remedy }],
    });
  });
});
