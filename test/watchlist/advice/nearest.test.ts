import { describe, expect, test } from 'vitest';
import { editDistance } from '../../../src/text/edit-distance.ts';
import { nearest } from '../../../src/watchlist/advice/nearest.ts';

const KEYS = ['timezone', 'threshold', 'rule', 'to', 'quiet-hours'];

describe('did you mean', () => {
  test.each([
    ['treshold', 'threshold', 'a letter left out'],
    ['tiemzone', 'timezone', 'two letters swapped'],
    ['Timezone', 'timezone', 'capitals'],
    ['quiet_hours', 'quiet-hours', 'an underscore'],
    ['rules', 'rule', 'a letter too many'],
    ['colour', undefined, 'nothing near'],
    ['x'.repeat(1_000_000), undefined, 'a word longer than any key is not compared'],
  ])('%s → %s: %s', (word, expected, _) => {
    expect(nearest(word, KEYS)).toBe(expected);
  });

  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j it is %i edits', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });
});
