import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { normaliseHashtag } from '../../src/readings/hashtag.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { formatProblem } from '../../src/watchlist/problem.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

/** Whatever the text: an answer, in lines that hold no hidden character, with places inside the text. */
function expectAnAnswer(text: string): void {
  const parsed = parseWatchlist(text, 'watchlist.yml', { schedule: USUAL_SCHEDULE, isSet: () => false });
  const told = [...(parsed.kind === 'valid' ? [] : parsed.problems), ...parsed.warnings];
  expect(parsed.kind === 'valid' || parsed.problems.length > 0).toBe(true);
  const lines = text.split('\n').length;
  for (const problem of told) {
    expect(problem.line).toBeGreaterThanOrEqual(1);
    expect(problem.line).toBeLessThanOrEqual(lines);
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(problem.remedy).not.toBe('');
    expect(formatProblem(problem).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
  }
}

const pieces = fc.constantFrom(
  ...[
    'hashtags',
    'channels',
    'name',
    'threshold',
    'notify',
    'type',
    'slack',
    'url-env',
    'a',
    '10',
    '5 %/h',
    'null',
  ],
  ...[
    ': ',
    ':',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '&x ',
    '*x',
    '!!str ',
    '"',
    "'",
    '|\n',
    '# ',
    '#',
  ],
  ...[
    '\t',
    '\r\n',
    '\u202e',
    '\u0000',
    '\ud800',
    '😀',
    '---\n',
    '%YAML 1.1\n',
    '? ',
    '<<: ',
    '__proto__',
    '~',
    '\\',
  ],
);

describe('hostile text', () => {
  test('any string gets an answer', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), expectAnAnswer), { numRuns: 300 });
  });

  test('any jumble of the grammar gets an answer', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (jumble) => expectAnAnswer(jumble.join(''))),
      { numRuns: 1500 },
    );
  });

  test('any JSON value under any key gets an answer', () => {
    const keys = [
      'hashtags',
      'channels',
      'threshold',
      'budget',
      'timezone',
      'quiet-hours',
      'alerts-per-day',
      'rule',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), (value) =>
        expectAnAnswer(JSON.stringify(value)),
      ),
      { numRuns: 500 },
    );
  });

  test('keys that every JavaScript object has are keys like any other, at any depth', () => {
    const file = fc.constantFrom('hashtags', 'channels', 'threshold', 'quiet-hours', 'constructor');
    const inherited = fc.constantFrom(
      'toString',
      'valueOf',
      'constructor',
      'hasOwnProperty',
      'toLocaleString',
    );
    const key = fc.oneof(inherited, fc.constantFrom('length', 'name', 'type', 'url-env', 'notify'));
    const leaf = fc.constantFrom(null, '', 'slack', 'issue', 'toString', 5, '10 %/h');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(file, value), (any) => expectAnAnswer(JSON.stringify(any))),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['a channel by the name of a method', '{"channels": {"valueOf": ""}, "hashtags": ["a"]}'],
    ['a mapping that cannot become text, in a list in the list', '{"hashtags": [[[{"toString": null}]]]}'],
    ['a length that cannot become a number', '{"hashtags": {"length": {"toString": null}}}'],
  ])('%s gets an answer', (_, text) => expectAnAnswer(text));

  test('one piece of syntax repeated to a megabyte gets an answer', () => {
    const inputs = ['[', '- ', '"', "'", '{a: ', ',', '&a ', '- *a\n', '---\n', '\t', 'aA1-', '\\'];
    for (const input of inputs) {
      const text = input.repeat(Math.floor(990_000 / input.length));
      expectAnAnswer(`hashtags: ${text}`);
    }
  });
});

const letters = fc.constantFrom(
  'a',
  'Z',
  '7',
  '_',
  'é',
  'ß',
  '日',
  '本',
  '한',
  'ا',
  'ب',
  'ע',
  'ไ',
  'क',
  '🔥',
  '👩\u200d🍳',
);
const hashtag = fc
  .array(letters, { minLength: 1, maxLength: 12 })
  .map((drawn) => drawn.join(''))
  .filter((name) => normaliseHashtag(name).kind === 'ok');
const rules = {
  threshold: fc.double({ min: 0.01, max: 1000, noNaN: true }).map((percent) => `${percent.toFixed(2)} %/h`),
  rule: fc.constantFrom('both', 'classic', 'breakout'),
  cooldown: fc.constantFrom('0 h', '24 h', '3 days'),
  sensitivity: fc.constantFrom('early', 'balanced', 'quiet', '1 false alarm in 10 months'),
};
const clock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const settings = fc.record(
  {
    ...rules,
    timezone: fc.constantFrom('UTC', 'Europe/London', 'Asia/Kolkata'),
    budget: fc.integer({ min: 8 * 62, max: 1e9 }).map((credits) => `${credits} credits/month`),
    'quiet-hours': fc
      .tuple(clock, clock)
      .filter(([start, end]) => start !== end)
      .map((times) => times.join('-')),
    'alerts-per-day': fc.nat(1000),
    'keep-hours': fc.constantFrom('30 days', 'forever'),
    'weekly-digest': fc.constantFrom('monday 09:00', 'sunday 23:59'),
    channels: fc.constantFrom({ issues: { type: 'issue' } }, { issues: { type: 'slack' } }),
  },
  { requiredKeys: [] },
);
const entry = fc.record(
  {
    name: hashtag,
    ...rules,
    group: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text)),
    notify: fc.constantFrom('issues', ['issues'], []),
    labels: fc.constantFrom('a', ['a', 'b']),
  },
  { requiredKeys: ['name'] },
);
const hashtags = fc
  .array(fc.oneof(hashtag, entry), { minLength: 1, maxLength: 8 })
  .map((entries) => [
    ...new Map(entries.map((one) => [normalised(typeof one === 'string' ? one : one.name), one])).values(),
  ]);
const written = fc.tuple(settings, hashtags).map(([file, list]) => ({ ...file, hashtags: list }));

function normalised(name: string): string {
  const known = normaliseHashtag(name);
  return known.kind === 'ok' ? known.name : '';
}

describe('any watchlist that the grammar allows', () => {
  const style = fc.record({
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
    indent: fc.constantFrom(2, 4),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  } as const);

  test('is valid however it is written, and watches what stands in it', () => {
    fc.assert(
      fc.property(written, style, fc.constantFrom('\n', '\r\n'), (file, how, newline) => {
        const text = stringify(file, { ...how, aliasDuplicateObjects: false }).replaceAll('\n', newline);
        const parsed = parseWatchlist(text, 'watchlist.yml');
        expect(parsed.kind === 'invalid' && parsed.problems).toBe(false);
        const names = file.hashtags.map((one) => normalised(typeof one === 'string' ? one : one.name));
        expect(parsed.kind === 'valid' && parsed.watchlist.watches.map((watch) => watch.hashtag)).toEqual(
          names,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('with one value of the wrong kind is invalid on the line of that value', () => {
    const wrong = fc.constantFrom(
      null,
      { a: 1 },
      [[]],
      [{ b: [] }],
      1.5e300,
      '',
      'a\u0007b',
      '2026-01-01',
      -1,
    );
    fc.assert(
      fc.property(written, fc.nat(), wrong, (file, pick, value) => {
        const keys = Object.keys(file).filter((key) => key !== 'hashtags');
        const key = keys[pick % Math.max(1, keys.length)];
        fc.pre(key !== undefined);
        const text = Object.entries({ ...file, [key ?? '']: value })
          .map(([name, what]) => `${name}: ${JSON.stringify(what)}\n`)
          .join('');
        const line = text.split('\n').findIndex((one) => one.startsWith(`${key}:`)) + 1;
        const parsed = parseWatchlist(text, 'watchlist.yml');
        expect(parsed.kind).toBe('invalid');
        const lines = parsed.kind === 'invalid' ? parsed.problems.map((problem) => problem.line) : [];
        expect(lines).toContain(line);
      }),
      { numRuns: 300 },
    );
  });
});
