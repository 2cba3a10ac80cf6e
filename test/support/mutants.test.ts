import { describe, expect, test } from 'vitest';
import { applyMutant, mutantsOf } from './mutants.ts';
import { nearestTests } from './nearest-tests.ts';

describe('the mutants of a file', () => {
  test.each([
    ['a border moves', 'a <= b;', ['a < b;']],
    ['a comparison turns', 'a === b;', ['a !== b;']],
    ['a condition turns', 'if (f(x)) y;', ['if (!(f(x))) y;']],
    ['logic turns', 'a && b;', ['a || b;']],
    ['arithmetic turns', 'a * b;', ['a / b;']],
    ['a number doubles, and zero is one', 'f = [4, 0];', ['f = [8, 0];', 'f = [4, 1];']],
    ['a filter is left out', 'x = list.filter(f);', ['x = list;']],
    ['some is every', 'x = list.some(f);', ['x = list.every(f);']],
    ['an optional field is left out', '({ ...(a.b) });', ['({ ...{} });']],
    ['an optional element is left out', '[...(a.b)];', ['[...[]];']],
    ['a call is left out', 'await f(x);', [';']],
    [
      'an order keeps its equal case and its sizes',
      'x = a < b ? -1 : 1;',
      ['x = !(a < b) ? -1 : 1;', 'x = a < b ? 1 : 1;'],
    ],
    [
      'a factor that is no order does not',
      'x = a === b ? -1 : 1;',
      ['x = a !== b ? -1 : 1;', 'x = a === b ? 1 : 1;'],
    ],
    ['a check of what cannot happen stays', 'assert(x);', []],
    ['types, texts, comments and imports stay', "import '2'; type A = 2 | 'a < b'; // 1 + 1", []],
  ])('%s', (_what, text, changed) => {
    expect(mutantsOf('a.ts', text).map((mutant) => applyMutant(text, mutant))).toEqual(changed);
  });

  test('name their line', () => {
    expect(mutantsOf('a.ts', 'f();\n\ng(1);').map(({ line }) => line)).toEqual([1, 3, 3]);
  });

  test('of a file that does not parse are an error with its name', () => {
    expect(() => mutantsOf('a.ts', 'const')).toThrow('a.ts does not parse');
  });
});

test('the nearest tests come first: the same room before others, processes late', () => {
  const importers = new Map([
    ['src/a/x.ts', ['src/b/y.ts', 'test/b/x.test.ts', 'test/a/x.e2e.test.ts', 'test/a/x.test.ts']],
    ['src/b/y.ts', ['test/b/y.test.ts', 'src/a/x.ts']],
  ]);
  expect(nearestTests('src/a/x.ts', importers)).toEqual([
    'test/a/x.test.ts',
    'test/b/x.test.ts',
    'test/a/x.e2e.test.ts',
    'test/b/y.test.ts',
  ]);
});
