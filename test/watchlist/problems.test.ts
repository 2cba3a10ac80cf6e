import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Surroundings } from '../../src/watchlist/check-context.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { formatProblem } from '../../src/watchlist/problem.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

const GOLDEN = new URL('../golden/watchlist/', import.meta.url);

function report(text: string, surroundings?: Surroundings): string {
  const parsed = parseWatchlist(text, 'watchlist.yml', surroundings);
  if (parsed.kind === 'invalid')
    return parsed.problems.map((problem) => `${formatProblem(problem)}\n`).join('\n');
  return parsed.warnings.map((warning) => `${formatProblem(warning, 'warning')}\n`).join('\n');
}

describe('everything that is wrong with a file, as people see it', () => {
  test.each(readdirSync(GOLDEN).filter((name) => name.endsWith('.yml')))('%s', async (name) => {
    const text = readFileSync(new URL(name, GOLDEN), 'utf8');
    await expect(report(text)).toMatchFileSnapshot(
      fileURLToPath(new URL(name.replace('.yml', '.txt'), GOLDEN)),
    );
  });
});

describe('everything that is doubtful in a valid file, as people see it', () => {
  const folder = new URL('../golden/watchlist-warnings/', import.meta.url);
  const surroundings: Surroundings = {
    schedule: USUAL_SCHEDULE,
    isSet: (variable) => variable === 'ALERT_WEBHOOK_URL',
    handedOver: new Set(['SLACK_WEBHOOK_URL', 'ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET']),
  };

  test.each(readdirSync(folder).filter((name) => name.endsWith('.yml')))('%s', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const golden = fileURLToPath(new URL(name.replace('.yml', '.txt'), folder));
    await expect(report(text, surroundings)).toMatchFileSnapshot(golden);
  });

  test('an invalid file tells what is doubtful among its hashtags too', () => {
    const parsed = parseWatchlist('rule: x\nhashtags: [booktok, book_tok]\n', 'watchlist.yml', surroundings);
    expect(parsed).toMatchObject({
      kind: 'invalid',
      problems: [{ line: 1 }],
      warnings: [{ line: 2, column: 21 }],
    });
  });

  test('where no secret can be seen, none is missed', () => {
    const parsed = parseWatchlist('channels: { team: { type: slack } }\nhashtags: [a]\n', 'watchlist.yml', {
      schedule: USUAL_SCHEDULE,
    });
    expect(parsed.warnings).toEqual([]);
  });

  test('the hourly run is not told again', () => {
    const parsed = parseWatchlist(
      'quiet-hours: 07:00-22:30\nhashtags: [booktok, book_tok]\n',
      'watchlist.yml',
    );
    expect(parsed).toMatchObject({ kind: 'valid', warnings: [] });
  });
});

describe('a slip is reported with what to write', () => {
  test.each([
    ['hashtags: skincare, booktok', 'write `hashtags: [skincare, booktok]`'],
    ['hashtags: "#skincare #booktok"', 'write `hashtags: [skincare, booktok]`'],
    ['hashtags: book tok!', 'write `hashtags: [skincare]`'],
    [
      'hashtags:\n  -booktok\n  -skincare',
      'put a space after each dash, or write `hashtags: [booktok, skincare]`',
    ],
    ['hashtags:\n  - -booktok', 'one dash and a space, then the name: `- booktok`'],
    ['hashtags:\n  - - booktok', 'give each name a dash of its own, or write `hashtags: [booktok]`'],
    ['hashtags:\n  - [a, b]', 'give each name a dash of its own, or write `hashtags: [a, b]`'],
    ['hashtags: [#skincare, booktok]', 'write `[skincare, booktok]`'],
    ['hashtags: [ #skincare, #booktok ]\nrule: both', 'write `[skincare, booktok ]`'],
    ['hashtags: [skincare, #booktok]\nrule: both', 'write `[skincare, booktok]`'],
    [
      'hashtags:\n  - #booktok',
      '`#` begins a comment in YAML: write `booktok` without it, or `"#booktok"` in quotes',
    ],
    [
      'hashtags:\n  - @booktok',
      'write `booktok` without the `@`; only a Telegram `chat` keeps it, in quotes: `"@booktok"`',
    ],
    ['hashtags：[booktok]', 'type an ordinary colon and a space after each key: `：` is a full-width one'],
    ['hashtags:[booktok]', 'put a space after the colon: `hashtags: [skincare]`'],
    ['hashtags: ［booktok，skincare］', 'write `hashtags: [booktok, skincare]`'],
  ])('%j: %s', (text, remedy) => {
    const parsed = parseWatchlist(`${text}\n`, 'watchlist.yml');
    expect(parsed.kind === 'invalid' && parsed.problems).toMatchObject([{ remedy }]);
  });
});

describe('a sensitivity that is none', () => {
  const neither = 'is neither a sensitivity nor a budget of false alarms';
  const words = 'write `early`, `balanced`, `quiet` or';
  const range = 'write 1 to 60 months, for example `1 false alarm in 10 months`';
  test.each([
    ['erly', '`erly` is no sensitivity', 'did you mean `early`?'],
    ['loud', `\`loud\` ${neither}`, `${words} \`1 false alarm in 10 months\``],
    ['10', `\`10\` ${neither}`, `${words} \`1 false alarm in 10 months\``],
    [
      'false alarm in 7 months',
      `\`false alarm in 7 months\` ${neither}`,
      `${words} \`1 false alarm in 7 months\``,
    ],
    [
      '2 false alarms in a year',
      `\`2 false alarms in a year\` ${neither}`,
      `${words} \`1 false alarm in 10 months\``,
    ],
    ['1 false alarm in 61 months', '`1 false alarm in 61 months` is out of range', range],
    ['1 false alarm in 0.5 months', '`1 false alarm in 0.5 months` is out of range', range],
  ])('%s', (written, message, remedy) => {
    const parsed = parseWatchlist(`hashtags: [a]\nsensitivity: ${written}\n`, 'watchlist.yml');
    expect(parsed.kind === 'invalid' && parsed.problems).toMatchObject([
      { line: 2, column: 14, message, remedy },
    ]);
  });
});

describe('money, intervals, floors and groups that will not do', () => {
  test.each<[string, string, string]>([
    ['budget: $0/month', 'a budget of 0 watches nothing', 'write more, or leave `budget` out'],
    ['budget: $50', '`$50` is not a budget', 'write money by the month: `$50/month`'],
    [
      'budget: 50 dollars a month',
      '`50 dollars a month` is not a budget',
      'write money by the month: `$50/month`',
    ],
    [
      'budget: €50/month',
      'the budget is in €, and the price of a credit is in $',
      'add what a credit costs you in €, for example `credit-price: €0.01`',
    ],
    [
      'credit-price: 1 cent',
      '`1 cent` is not the price of a credit',
      'write it with its currency, `$0.01`, or as your plan has it, `$25/2500 credits`',
    ],
    ['budget: 30k credits', '`30k credits` is not a budget', 'write `30000 credits/month`'],
    ['budget: 1.5k credits', '`1.5k credits` is not a budget', 'write `1500 credits/month`'],
    ['budget: 30.000 credits', '`30.000 credits` is not a budget', 'write `30000 credits/month`'],
    ['budget: 12.5 credits', '`12.5 credits` is not a budget', 'write `12 credits/month`'],
    ['budget: 7000 credits a week', '`7000 credits a week` is not a budget', 'write `30000 credits/month`'],
    ['budget: $5/day', '`$5/day` is not a budget', 'write money by the month: `$150/month`'],
    ['threshold: 12 % a day', '`12 % a day` is by the day', 'thresholds are per hour: write `0.5 %/h`'],
    [
      'every: 1.5 h',
      '`1.5 h` is not an interval from 1 to 24 hours',
      'write whole hours, at most a day: `3 h`, `12 h`, `24 h`',
    ],
    [
      'every: 90 min',
      '`90 min` is not an interval from 1 to 24 hours',
      'write whole hours, at most a day: `3 h`, `12 h`, `24 h`',
    ],
    [
      'min-views: 50/h',
      '`50/h` is not a number of views a day',
      'write `1200 a day`; `0 a day` lets every breakout pass',
    ],
    ['every: 3', '`3` has no unit', 'write `3 h`'],
    [
      'every: 30 min',
      '`30 min` is too often: the workflow runs once an hour',
      'write whole hours, at most a day: `3 h`, `12 h`, `24 h`',
    ],
    [
      'every: 2 days',
      '`2 days` is not an interval from 1 to 24 hours',
      'write whole hours, at most a day: `3 h`, `12 h`, `24 h`',
    ],
    [
      'min-views: 1000',
      '`1000` views in what time?',
      'write `1000 a day`; `0 a day` lets every breakout pass',
    ],
    [
      'min-views: 5k daily',
      '`5k daily` is not a number of views a day',
      'write `5000 a day`; `0 a day` lets every breakout pass',
    ],
    [
      'groups: { books: issues }',
      'a group is settings for its hashtags, not the text `issues`',
      'write `books: { every: 3 h }`, or delete the group',
    ],
    ['groups: { books: { evry: 3 h } }', '`evry` is not a key of a group', 'did you mean `every`?'],
    ['groups: { books: { notify: [isues] } }', 'there is no channel `isues`', 'did you mean `issues`?'],
    ['groups: { books: { threshold: 5 } }', '`5` has no unit', 'write `5 %/h`'],
    [
      'groups: { books: { group: x } }',
      '`group` is not a key of a group',
      expect.stringContaining('keys here are'),
    ],
  ])('%s: %s', (text, message, remedy) => {
    const parsed = parseWatchlist(`${text}\nhashtags: [a]\n`, 'watchlist.yml');
    expect(parsed.kind === 'invalid' && parsed.problems).toMatchObject([{ line: 1, message, remedy }]);
  });

  test('a group that is almost called like one that is set up', () => {
    const text =
      'groups: { books: { every: 3 h } }\nhashtags:\n  - { name: a, group: boks }\n  - { name: b, group: food }\n';
    expect(parseWatchlist(text, 'watchlist.yml')).toMatchObject({
      problems: [
        { line: 3, column: 23, message: 'there is no group `boks`', remedy: 'did you mean `books`?' },
      ],
    });
  });
});

describe('one problem, told once', () => {
  const fine = 'hashtags: [a]\n';
  // Some of these texts are a megabyte, so that no title shows them.
  const texts = [
    ['', 'the watchlist is empty', 'an empty file'],
    ['# nothing\n', 'the watchlist is empty', 'comments only'],
    ['- skincare\n', 'a watchlist is keys with values, not a list', 'a list at the top'],
    ['skincare', 'a watchlist is keys with values, not the text `skincare`', 'a text at the top'],
    ['rule: both\n', 'there is no `hashtags`', 'no hashtags'],
    ['hashtag: [a]\n', '`hashtag` is not a key of a watchlist', 'a misspelt key is not also a missing one'],
    ['hashtags: []\n', '`hashtags` lists none', 'an empty list'],
    ['hashtags:\n', '`hashtags` is empty', 'a key without a value'],
    ['hashtags: a\n', '`hashtags` is a list, and this is the text `a`', 'a name instead of a list'],
    ['hashtags: [a, A]\n', '`a` is listed twice, lines 1 and 1', 'a double after normalisation'],
    [
      'hashtags: [cafe\u0301, caf\u00e9]\n',
      '`caf\u00e9` is listed twice, lines 1 and 1',
      'a double by Unicode form',
    ],
    ['hashtags: [{ threshold: 5 %/h }]\n', 'this entry has no `name`', 'settings for nothing'],
    ['hashtags: [{ name: a, threshold: 10 }]\n', '`10` has no unit', 'a number without its unit'],
    ['hashtags: [{ name: a, notify: sales }]\n', 'there is no channel `sales`', 'an unknown channel'],
    [`${fine}${fine}`, '`hashtags` stands here twice, lines 1 and 2', 'a key written twice'],
    [`${fine}---\nb: 1\n`, 'a second YAML document begins here', 'two documents'],
    [
      `${fine}threshold: 0 %/h\n`,
      'a threshold of `0 %/h` is out of range',
      'a threshold that any reading meets',
    ],
    [`${fine}posts: 200\n`, '`200` new videos in what time?', 'new videos without their time'],
    [`${fine}posts: 50 %\n`, '`50 %` new videos in what time?', 'percent without their time'],
    [`${fine}posts: 200/30 h\n`, '`200/30 h` is out of range', 'a window of more than a day'],
    [`${fine}posts: 0/6 h\n`, '`0/6 h` is out of range', 'no new videos'],
    [
      `${fine}posts: 1.5/6 h\n`,
      '`1.5/6 h` does not say how many new videos in how many hours',
      'one video and a half',
    ],
    [`${fine}posts: many\n`, '`many` does not say how many new videos in how many hours', 'words'],
    [`${fine}threshold: 10 %\n`, '`10 %` in what time?', 'a threshold without its time'],
    [`${fine}threshold: -5 %/h\n`, '`-5 %/h` is not a threshold', 'a threshold below zero'],
    [`${fine}budget: 0 credits/month\n`, 'a budget of 0 watches nothing', 'a budget of nothing'],
    [
      `${fine}budget: 30,000 credits/month\n`,
      '`30,000 credits/month` is not a budget',
      'a comma in a number',
    ],
    [
      `${fine}timezone: Mars/Olympus\n`,
      '`Mars/Olympus` is not a time zone of the IANA database',
      'no such zone',
    ],
    [`${fine}timezone: "+01:00"\n`, '`+01:00` is an offset, which knows no summer time', 'an offset'],
    [`${fine}quiet-hours: 22:00-22:00\n`, 'quiet hours that begin when they end are none', 'no hours'],
    [`${fine}quiet-hours: 25:00-07:00\n`, '`25:00-07:00` is not a pair of times', 'no such hour'],
    [
      `${fine}alerts-per-day: 1.5\n`,
      '`alerts-per-day` is `1.5`, not a whole number from 0 to 1000',
      'half an alert',
    ],
    [`${fine}channels: {}\n`, '`channels` lists none', 'channels, but none'],
    [
      `${fine}channels: { a: slack }\n`,
      'a channel is settings with a `type`, not the text `slack`',
      'a type as channel',
    ],
    [`${fine}"__proto__": 1\n`, 'this cannot be a key', 'a key that is none in JavaScript'],
    [`${fine}? [a]\n: b\n`, 'this cannot be a key', 'a list as a key'],
    ['['.repeat(999_000), 'the file is nested too deeply', 'a megabyte of brackets'],
    [`hashtags: [${'a,'.repeat(490_000)}]`, 'the file has too many entries', 'half a million entries'],
    ['x'.repeat(1_000_001), 'the file is larger than 1 MB', 'too large'],
    ['\u0000\u0001\u0002', 'this is not a text file in UTF-8', 'binary'],
  ] as const;
  test.each(texts.map(([text, message, why]) => [why, message, text]))('%s: %s', (_why, message, text) => {
    const parsed = parseWatchlist(text, 'watchlist.yml');
    expect(parsed).toMatchObject({ kind: 'invalid', problems: [{ message }], omitted: 0 });
  });

  test('those beyond the first hundred are counted', () => {
    const text = `hashtags:\n${Array.from({ length: 250 }, (_, i) => `  - "${i}!"\n`).join('')}`;
    expect(parseWatchlist(text, 'watchlist.yml')).toMatchObject({ omitted: 150 });
  });

  test('aliases cannot make a small file large', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]`,
    );
    const parsed = parseWatchlist(`${levels.join('\n')}\nhashtags: *a29\n`, 'watchlist.yml');
    expect(JSON.stringify(parsed)).toContain('aliases (`*`) are not read here');
  });
});
