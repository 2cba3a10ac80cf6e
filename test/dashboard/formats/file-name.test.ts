import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileNameOf } from '../../../src/dashboard/formats/file-name.ts';

describe('the name of a hashtag’s files', () => {
  test.each([
    ['booktok', 'a plain one is its own'],
    ['2024', 'digits too'],
    ['constructor', 'a word that objects know'],
    ['a_b', 'an underscore within'],
  ])('%s: %s', (hashtag) => {
    expect(fileNameOf(hashtag)).toBe(hashtag);
  });

  test.each([
    ['__proto__', 'proto-'],
    ['con', 'con-'],
    ['lpt1', 'lpt1-'],
    ['café', 'caf-'],
    ['🔥', 'hashtag-'],
    ['読書', 'hashtag-'],
    ['مكياج', 'hashtag-'],
    ['_book', 'book-'],
    ['..', 'hashtag-'],
    ['a/../b', 'ab-'],
    ['x'.repeat(100), `${'x'.repeat(40)}-`],
  ])('%s gets a digest, behind what is plain of it', (hashtag, prefix) => {
    expect(fileNameOf(hashtag)).toMatch(new RegExp(`^${prefix}[0-9a-f]{16}$`));
  });

  test('names that disks take for the same get names of their own', () => {
    const alike = [
      'straße',
      'strasse',
      'café',
      'cafe',
      'cafe\u0301',
      'ﬁlm',
      'film',
      'Film',
      'a',
      'а',
      'a.',
      'a_',
      '_a',
    ];
    const names = alike.map((hashtag) => fileNameOf(hashtag).toLowerCase());
    expect(new Set(names).size).toBe(alike.length);
  });

  test('any text gives a safe name, and two texts never the same', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9_-]{1,70}$/));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(fileNameOf(one)).toMatch(/^[a-z0-9][a-z0-9_-]{0,63}$/);
        if (one !== other) expect(fileNameOf(one)).not.toBe(fileNameOf(other));
      }),
    );
  });
});
