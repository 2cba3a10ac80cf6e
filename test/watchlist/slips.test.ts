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

describe('a pasted link', () => {
  const short = 'a short link does not say its hashtag: open it, and write the name that stands on the page';
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

describe('a time zone by the name that people use', () => {
  test.each([
    ['Pacific Time', 'did you mean `America/Los_Angeles`?'],
    ['pst', 'did you mean `America/Los_Angeles`?'],
    ['Eastern Time', 'did you mean `America/New_York`?'],
    ['CEST', 'did you mean `Europe/Berlin`?'],
    ['BST', 'did you mean `Europe/London`?'],
    ['IST', 'did you mean `Asia/Kolkata`?'],
    ['Berlin', 'did you mean `Europe/Berlin`?'],
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
