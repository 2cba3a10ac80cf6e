import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clippedText, shownText } from '../../src/text/shown.ts';

describe("strangers' text as people see it", () => {
  test.each([
    ['plain text, 日本語, ❤️ 👩‍🔬', 'plain text, 日本語, ❤️ 👩‍🔬', 'what can be seen stays'],
    ['a\tb\r\n', 'a\\tb\\r\\n', 'tabs and line breaks'],
    ['a\u202eb', 'a\\u202eb', 'a character that reorders the line'],
    ['a\u00a0b', 'a\\u00a0b', 'a space that is none'],
    ['a\u200bb\u{e0041}', 'a\\u200bb\\u{e0041}', 'characters without width'],
    ['\u001b[31m', '\\u001b[31m', 'a terminal sequence'],
    ['##[error]x', '##\\u005berror]x', 'a command to the runner'],
  ])('%j is shown as %j: %s', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  test('showing twice changes nothing, and no control or bidi character is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = shownText(text);
        expect(shownText(shown)).toBe(shown);
        expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u);
      }),
    );
  });

  test('what is cut off is marked', () => {
    expect(clippedText('abcdef', 3)).toBe('abc…');
    expect(clippedText('abc', 3)).toBe('abc');
  });
});
