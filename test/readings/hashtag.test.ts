import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseHashtag } from '../../src/readings/hashtag.ts';

describe('the one spelling of a hashtag', () => {
  test.each([
    ['skincare', 'skincare', 'a plain name stays as it is'],
    ['#BookTok', 'booktok', 'without the sign, in lower case'],
    ['＃booktok', 'booktok', 'the full-width sign of Asian keyboards counts as the sign'],
    ['  #booktok\n', 'booktok', 'space around it is trimmed'],
    ['cafe\u0301', 'caf\u00e9', 'a letter and its accent become one (NFC)'],
    ['CAFÉ', 'caf\u00e9', 'case beyond ASCII'],
    ['DIY', 'diy', 'the I becomes a dotted i, whatever the locale'],
    ['日本旅行', '日本旅行', 'Han'],
    ['हिन्दी', 'हिन्दी', 'marks of Devanagari stay'],
    ['می\u200cخواهم', 'می\u200cخواهم', 'the joiner that Persian spelling needs stays'],
    ['2024', '2024', 'digits alone'],
    ['made_with_love', 'made_with_love', 'underscores'],
    ['❤️', '❤️', 'an emoji with its variation selector'],
    ['👩‍🔬science', '👩‍🔬science', 'an emoji made of two by a joiner'],
    ['🇫🇷', '🇫🇷', 'a flag'],
    ['İSTANBUL', 'istanbul', 'a capital I with its dot'],
    ['Iğdır', 'iğdır', 'a small letter without a dot stays one'],
    ['ΟΔΟΣ', 'οδος', 'a sigma at the end'],
    ['οδοσ', 'οδος', 'the other sigma at the end'],
    ['ςίςυφος', 'ςίσυφος', 'the sigma of the end within a word'],
    ['STRAẞE', 'straße', 'a capital ß'],
    ['1️⃣', '1️⃣', 'a keycap'],
  ])('%j is %j: %s', (text, name) => {
    expect(normaliseHashtag(text)).toEqual({ kind: 'ok', name });
  });

  test('is the same for every spelling that it folds, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const first = normaliseHashtag(text);
        if (first.kind === 'impossible') return;
        expect(normaliseHashtag(first.name)).toEqual(first);
        expect(normaliseHashtag(`#${first.name.normalize('NFD')}`)).toEqual(first);
      }),
    );
  });
});

describe('what cannot be a hashtag', () => {
  test.each([
    ['', 'empty', 'write the name as it stands on TikTok', 'nothing at all'],
    ['#', 'empty', 'write the name as it stands on TikTok', 'the sign alone'],
    ['\u0301', 'empty', 'write the name as it stands on TikTok', 'an accent without its letter'],
    ['x'.repeat(101), 'too-long', 'check that it is one hashtag', 'over 100 characters'],
    ['x'.repeat(500_000), 'too-long', 'check that it is one hashtag', 'half a megabyte'],
    [
      'book tok',
      'space',
      'write it as one word, `booktok`, or as entries of their own: `book`, `tok`',
      'two words',
    ],
    ['a, b', 'punctuation', 'give each hashtag an entry of its own: `a`, `b`', 'two in one entry'],
    ['#a #b', 'space', 'give each hashtag an entry of its own: `a`, `b`', 'two with their signs'],
    ['book-tok', 'punctuation', 'did you mean `booktok`?', 'a hyphen'],
    ['##booktok', 'punctuation', 'did you mean `booktok`?', 'a second sign'],
    ['https://www.tiktok.com/tag/BookTok?lang=en', 'link', 'write the name alone: `booktok`', 'a link'],
    ['!?', 'punctuation', 'only letters, digits, `_` and emoji can stand in a hashtag', 'signs only'],
    ['a\u200bb', 'invisible', 'did you mean `ab`?', 'a zero-width space'],
    ['a\u202eb', 'invisible', 'did you mean `ab`?', 'a character that reorders the line'],
    ['a\u0007', 'invisible', 'did you mean `a`?', 'a control'],
    ['a\ud800', 'invisible', 'did you mean `a`?', 'half of a surrogate pair'],
    ['a\u200db', 'invisible', 'did you mean `ab`?', 'a joiner between Latin letters'],
    ['\u3164', 'invisible', 'only letters, digits, `_` and emoji can stand in a hashtag', 'a blank letter'],
  ])('%j is refused as %s, remedy %j: %s', (text, flaw, remedy) => {
    expect(normaliseHashtag(text)).toMatchObject({ kind: 'impossible', flaw, remedy });
  });
});
