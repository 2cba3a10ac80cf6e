import { expect, test } from 'vitest';
import { foldHashtag } from '../../src/readings/fold.ts';

test.each([
  ['booktok', 'book_tok', 'an underscore'],
  ['café', 'cafe', 'an accent'],
  ['coffee', 'cofee', 'a letter written twice'],
  ['ｂｏｏｋ', 'book', 'wide letters'],
  ['ёлка', 'елка', 'the dots of Russian'],
])('%s and %s are almost the same: %s', (one, other) => {
  expect(foldHashtag(one)).toBe(foldHashtag(other));
});

test.each([
  ['がく', 'かく', 'a voiced sound'],
  ['कि', 'कु', 'vowels of Hindi'],
  ['好好', '好', 'a doubled character'],
  ['2011', '201', 'digits'],
  ['book', 'books', 'a plural'],
  ['___', '_', 'nothing but underscores'],
])('%s and %s are not: %s', (one, other) => {
  expect(foldHashtag(one)).not.toBe(foldHashtag(other));
});
