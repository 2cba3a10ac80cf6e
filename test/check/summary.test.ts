import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckReport } from '../../src/check/report.ts';
import { checkSummary } from '../../src/check/summary.ts';
import type { Remark } from '../../src/watchlist/remark.ts';
import { COMPARED, INVALID, VALID } from './check-given.ts';

const GOLDEN = new URL('../golden/check/', import.meta.url);

describe('the summary of a check', () => {
  test.each<readonly [string, CheckReport]>([
    ['invalid', INVALID],
    ['valid', VALID],
    ['compared', COMPARED],
  ])('%s', async (name, report) => {
    await expect(checkSummary(report)).toMatchFileSnapshot(fileURLToPath(new URL(`${name}.md`, GOLDEN)));
  });

  test('has at most 60,000 bytes, and says what it leaves out', () => {
    const remark = (line: number): Remark => ({
      line,
      column: 1,
      message: `\`${'x'.repeat(500)}\` is none`,
      remedy: 'write another',
      excerpt: 'x'.repeat(200),
    });
    const problems = Array.from({ length: 100 }, (_, index) => remark(index + 1));
    const text = checkSummary({ ...INVALID, problems, omitted: 50 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(text).toContain('`watchlist.yml` has 150 problems');
    expect(text).toContain('… and 110 problems more.');
  });

  test('stays within its bounds for ten thousand hashtags', () => {
    const hashtags = Array.from({ length: 10_000 }, (_, index) => `${'語'.repeat(90)}${index}`);
    const changed = hashtags.map((hashtag) => ({
      hashtag,
      settings: [{ key: 'threshold', before: '10 %/h', after: '5 %/h' }],
    }));
    const newcomers = hashtags.flatMap((hashtag) => COMPARED.newcomers.map((one) => ({ ...one, hashtag })));
    const { change, ...rest } = COMPARED;
    const text = checkSummary({
      ...rest,
      hashtags,
      newcomers,
      ...(change && { change: { ...change, added: hashtags, removed: hashtags, changed } }),
    });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(text).toMatch(/… and 9,9\d\d hashtags more/);
  });

  test('whatever stands in a message, nothing is formatted, mentioned or linked outside of code', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          '`',
          '``',
          '@octocat',
          '#1',
          'https://x.example',
          'www.x.example',
          '<img>',
          '*',
          '_',
          '|',
          '\n',
          ' ',
          'a',
          '[a](b)',
          '&lt;',
          'GH-1',
          '~~~',
          '\\',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (text) => {
        const remark = { ...(INVALID.problems[0] as Remark), message: text, remedy: text, excerpt: text };
        const report = { ...COMPARED, file: text, warnings: [remark], notes: [text] };
        expect(outsideCode(checkSummary(report))).not.toMatch(/octocat|x\.example|<img>|\]\(b\)|GH-1|&lt;/);
      }),
      { numRuns: 300 },
    );
  });
});

/** The parts of a Markdown page that are not code: blocks first, then spans, as CommonMark reads them. */
function outsideCode(markdown: string): string {
  const lines = markdown.split('\n');
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of lines) {
    const marks = /^(`{3,})/.exec(line)?.[1];
    if (fence === undefined && marks !== undefined) fence = marks;
    else if (fence === undefined) kept.push(line);
    else if (line === fence) fence = undefined;
  }
  return kept
    .map((line) => line.replaceAll(/(?<!`)(`+)(?!`)(?:(?!\1(?!`)).|(?<=`)\1)*?(?<!`)\1(?!`)/g, ''))
    .join('\n');
}
