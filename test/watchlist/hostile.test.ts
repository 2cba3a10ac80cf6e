import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { formatProblem } from '../../src/watchlist/problem.ts';

/** Whatever the text: an answer, in lines that hold no hidden character, with places inside the text. */
function expectAnAnswer(text: string): void {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  const told = parsed.kind === 'valid' ? parsed.warnings : parsed.problems;
  expect(parsed.kind === 'valid' || told.length > 0).toBe(true);
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

  test('one piece of syntax repeated to a megabyte gets an answer', () => {
    const inputs = ['[', '- ', '"', "'", '{a: ', ',', '&a ', '- *a\n', '---\n', '\t', 'aA1-', '\\'];
    for (const input of inputs) {
      const text = input.repeat(Math.floor(990_000 / input.length));
      expectAnAnswer(`hashtags: ${text}`);
    }
  });
});
