import { expect, test } from 'vitest';
import { raritySentence } from '../../../src/detector/momentum/reasons.ts';

test.each([
  [2, 'more than once a month'],
  [1, 'about once a month'],
  [0.7, 'about once a month'],
  [0.5, 'about once in 2 months'],
  [0.1, 'about once in 10 months'],
  [1 / 23, 'about once in 23 months'],
  [1 / 24, 'about once in 2 years'],
  [0.0025, 'about once in 33 years'],
])('a score that chance brings %d times a month is rare in words', (perMonth, expected) => {
  expect(raritySentence(perMonth)).toBe(`By chance one hashtag shows such a score ${expected}.`);
});
