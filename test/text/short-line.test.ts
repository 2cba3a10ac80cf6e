import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortLine } from '../../src/text/short-line.ts';

describe('a short line', () => {
  test.each([
    ['is whole where it fits', 'five books under 200 pages', 26, 'five books under 200 pages'],
    ['is cut between words', 'five books under 200 pages', 25, 'five books under 200…'],
    ['has no half of a word', 'five books under 200 pages', 24, 'five books under 200…'],
    ['takes a word that just fits', 'this ending broke me', 18, 'this ending broke…'],
    ['leaves no comma before the ellipsis', 'first, second', 10, 'first…'],
    ['leaves no lonely sign of a hashtag', 'look #booktok', 9, 'look…'],
    ['cuts a word that fills the line', 'abcdefghijklmnop', 5, 'abcd…'],
    ['cuts where there are no spaces', '日本語のタグを見る', 5, '日本語の…'],
    ['keeps families of emoji whole', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2, '👩‍👩‍👧…'],
    ['is empty where nothing fits', 'anything', 0, ''],
  ])('%s', (_why, text, charsMax, line) => {
    expect(shortLine(text, charsMax)).toBe(line);
  });

  test('counts UTF-16 units where a place does', () => {
    expect(shortLine('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 10, 20)).toBe('👩‍👩‍👧👩‍👩‍👧…');
    expect(shortLine('👩‍👩‍👧', 10, 4)).toBe('');
  });

  test('keeps to its limits, well-formed, and begins as the text does', () => {
    const limit = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), limit, limit, (text, charsMax, unitsMax) => {
        const line = shortLine(text, charsMax, unitsMax);
        const whole = shortLine(text, 10_000);
        expect(line.length).toBeLessThanOrEqual(unitsMax);
        expect(line.isWellFormed()).toBe(true);
        expect(whole.startsWith(line.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
