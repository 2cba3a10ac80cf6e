import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMarkdown } from '../../src/text/cut-markdown.ts';
import { markdownTable } from '../../src/text/markdown-table.ts';
import { codeSpan } from '../../src/text/untrusted.ts';

test.each([
  ['short `a`', 40, 'short `a`'],
  ['one `two three four` five', 15, 'one …'],
  ['one ``a ` b`` and so on and on', 18, 'one ``a ` b`` an …'],
])('%j is cut at %i', (markdown, charsMax, cut) => {
  expect(cutMarkdown(markdown, charsMax)).toBe(cut);
});

test('no cut leaves a code span open, wherever it falls', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('`', 'a', '@', ' '), maxLength: 12 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 8, max: 90 }), (said, charsMax) => {
      const markdown = said.map((text) => `x ${codeSpan(text, 20)}`).join('; ');
      const cut = cutMarkdown(markdown, charsMax);
      const kept = cut === markdown ? cut : cut.slice(0, -2);
      // What is left over once whole spans are out holds nothing of a stranger's.
      expect(kept.replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')).not.toMatch(/[`@]/);
      expect(cut.length).toBeLessThanOrEqual(
        Math.max(charsMax, markdown.length === cut.length ? cut.length : 0),
      );
    }),
  );
});

test('a backslash before a bar in a cell ends no cell, whoever reads the table', () => {
  const table = markdownTable([['Caption', 'left']], [[codeSpan('x \\| @octocat', 40)]]);
  expect(table.split('\n')[2]).toBe('| `x \\ \\| @octocat` |');
});
