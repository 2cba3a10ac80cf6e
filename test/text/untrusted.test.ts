import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownTable } from '../../src/text/markdown-table.ts';
import { codeSpan, logLine, plainLine } from '../../src/text/untrusted.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '|',
      '\\',
      ' ',
      '\n',
      '#',
      '[',
      ']',
      ':',
      '@',
      '<',
      '\u202e',
      '👩‍👩‍👧',
      'é',
      '\ud800',
    ),
  }),
);

describe('a plain line', () => {
  test.each([
    ['line breaks and tabs become one space', 'a\n\n\tb\r\nc', 'a b c'],
    ['what reorders text is taken out', 'abc\u202egpj.exe\u2066', 'abc gpj.exe'],
    ['what cannot be seen is taken out', 'a\u200bb\u00adc\ufeff', 'a b c'],
    ['families of emoji stay whole', '👩‍👩‍👧 ok', '👩‍👩‍👧 ok'],
    ['a broken half of a character is replaced', 'a\ud83d', 'a\ufffd'],
    ['nothing is left of nothing', ' \u200b\n', ''],
  ])('%s', (_why, text, line) => {
    expect(plainLine(text, 50)).toBe(line);
  });

  test('is cut at a whole character as people see it', () => {
    expect(plainLine('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2)).toBe('👩‍👩‍👧…');
    expect(plainLine('日本語のタグ', 4)).toBe('日本語…');
    expect(plainLine('word and more', 6)).toBe('word…');
    expect(plainLine('exact', 5)).toBe('exact');
  });

  test('is bounded even where one character is a tower of marks', () => {
    expect(plainLine(`a${'\u0301'.repeat(5_000)} b`, 10).length).toBeLessThanOrEqual(250);
  });

  test('is one line, well-formed, and stays as it is when made again', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, charsMax) => {
        const line = plainLine(text, charsMax);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(plainLine(line, charsMax)).toBe(line);
      }),
    );
  });
});

describe('a code span', () => {
  test.each([
    ['plain', 'hello', '`hello`'],
    ['a backtick needs a longer fence', 'a`b', '`` a`b ``'],
    ['so do three', '```js', '```` ```js ````'],
    ['a backslash escapes nothing in it', 'a\\', '`a\\`'],
    ['empty text has no span', ' \n', ''],
  ])('%s', (_why, text, span) => {
    expect(codeSpan(text, 50)).toBe(span);
  });

  test('cannot be left: its fence is longer than any run of backticks inside, and no line break ends it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const span = codeSpan(text, 60);
        if (span === '') return;
        const fence = /^`+/.exec(span)?.[0] ?? '';
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        for (const [run] of inside.matchAll(/`+/g)) expect(run.length).toBeLessThan(fence.length);
        expect(inside.startsWith('`') || inside.endsWith('`')).toBe(false);
        expect(span).not.toContain('\n');
      }),
    );
  });

  test('cannot leave its cell: no bar in a table row but those of the table and escaped ones', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const table = markdownTable(
          [
            ['a', 'left'],
            ['b', 'right'],
          ],
          [[codeSpan(one, 60), codeSpan(other, 60)]],
        );
        const [, ruler, row = ''] = table.split('\n');
        expect(ruler).toBe('| --- | ---: |');
        expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
        expect(table.split('\n')).toHaveLength(3);
      }),
    );
  });
});

describe('a line of a log', () => {
  test.each([
    ['::error::no', ': :error::no'],
    ['  ::set-output name=a::b', '  : :set-output name=a::b'],
    ['\u200b::error::x', ' : :error::x'],
    ['a ::error:: in the middle is no command', 'a ::error:: in the middle is no command'],
    ['x ##[error]y', 'x ## [error]y'],
    ['###[group]', '### [group]'],
    ['a\n::error::b\n', 'a ::error::b'],
    ['\u001b[31mred', ' [31mred'],
  ])('%j', (text, line) => {
    expect(logLine(text)).toBe(line);
  });

  test('is never a workflow command', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = logLine(text);
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
        expect(line).not.toMatch(/[\r\n]/);
      }),
    );
  });
});
