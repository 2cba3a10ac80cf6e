import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { consentOf } from '../../src/watch-form/consent.ts';
import { FORM_FIELDS, readRequest } from '../../src/watch-form/request.ts';
import { hasFile, readPage } from '../support/pages.ts';
import { formBody } from './form-body.ts';

const FORM = '.github/ISSUE_TEMPLATE/watch-a-hashtag.yml';

// A copy may have done without the form.
describe.skipIf(!hasFile(FORM))('the form', () => {
  test('has the fields that are read, in their order, and asks for nothing but hashtags', () => {
    const field = z.object({
      type: z.string(),
      attributes: z.looseObject({ label: z.string().optional() }),
      validations: z.object({ required: z.boolean() }).optional(),
    });
    const form = z
      .object({ name: z.string(), description: z.string(), title: z.string(), body: z.array(field) })
      .parse(parse(readPage(FORM)));
    const fields = form.body.filter(({ type }) => type !== 'markdown');
    expect(fields.map(({ attributes }) => attributes.label)).toEqual([...FORM_FIELDS]);
    expect(fields.filter(({ validations }) => validations?.required === true)).toHaveLength(1);
  });
});

describe('reading a request', () => {
  test.each<[string, string, readonly string[]]>([
    ['one', 'booktok', ['booktok']],
    [
      'one a line, with or without `#`, bullets and spaces',
      '#BookTok\r\n- skincare \n* 日本旅行\n\n',
      ['booktok', 'skincare', '日本旅行'],
    ],
    ['commas, and hashtags in a row', 'a, b #c #d', ['a', 'b', 'c', 'd']],
    ['the same twice', 'Books\n#books', ['books']],
  ])('takes %s', (_, hashtags, expected) => {
    expect(readRequest(formBody({ Hashtags: hashtags }))).toEqual({
      kind: 'request',
      request: { hashtags: expected },
    });
  });

  test('takes every field as it was typed, in one line', () => {
    const body = formBody({
      Hashtags: 'a',
      Why: 'spring\ncampaign',
      Group: ' books ',
      Sensitivity: 'early',
      Threshold: '5 %/h',
    });
    expect(readRequest(body)).toEqual({
      kind: 'request',
      request: {
        hashtags: ['a'],
        note: 'spring campaign',
        group: 'books',
        sensitivity: 'early',
        threshold: '5 %/h',
      },
    });
  });

  test('cuts nothing off: what is too long is left to the check', () => {
    const read = readRequest(formBody({ Hashtags: 'a', Why: 'x'.repeat(501), Group: 'y'.repeat(61) }));
    expect(read).toMatchObject({ request: { note: 'x'.repeat(501), group: 'y'.repeat(61) } });
  });

  test.each<[string, string, RegExp]>([
    ['a body that is not the form’s', 'please watch #booktok', /headings of the form/],
    [
      'a heading that is missing',
      formBody({ Hashtags: 'a' }).replace('### Group', '### Grupe'),
      /headings of the form/,
    ],
    [
      'a heading that stands twice',
      formBody({ Hashtags: 'a', Why: 'x\n### Threshold\n\n5 %/h' }),
      /headings of the form/,
    ],
    ['text before the first heading', `hello\n${formBody({ Hashtags: 'a' })}`, /headings of the form/],
    ['no hashtag', formBody({}), /no hashtag/],
    [
      'a hashtag with a space',
      formBody({ Hashtags: 'book tok' }),
      /`book tok` cannot be a hashtag: it has a space in it; .*`booktok`/,
    ],
    [
      'a link',
      formBody({ Hashtags: 'https://www.tiktok.com/tag/booktok' }),
      /write the name alone: `booktok`/,
    ],
    [
      'too many',
      formBody({ Hashtags: Array.from({ length: 21 }, (_, i) => `tag${i}`).join('\n') }),
      /21 hashtags, and the form takes 20/,
    ],
  ])('refuses %s', (_, body, words) => {
    expect(readRequest(body)).toMatchObject({ kind: 'unreadable', problems: [expect.stringMatching(words)] });
  });

  test('answers whatever stands there, with names that are hashtags and settings of one line', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(
          fc.constantFrom(
            '### Why',
            '### Hashtags\n',
            '\n',
            'a',
            '`',
            '::error::',
            '@octocat',
            '#',
            ' ',
            '_No response_',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, text, (hashtags, why, threshold) => {
        const read = readRequest(formBody({ Hashtags: hashtags, Why: why, Threshold: threshold }));
        if (read.kind === 'unreadable') expect(read.problems.length).toBeGreaterThan(0);
        else {
          const { hashtags: names, ...settings } = read.request;
          for (const name of names) expect(name).toMatch(/^[^\s#,]+$/u);
          for (const value of Object.values(settings)) expect(value).toMatch(/^\S.*$/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('consent', () => {
  test.each([
    ['opened', undefined, 'admin', 'given'],
    ['opened', undefined, 'write', 'given'],
    ['opened', undefined, 'read', 'awaited'],
    ['opened', undefined, 'none', 'awaited'],
    ['edited', undefined, 'write', 'given'],
    ['edited', undefined, 'read', 'awaited'],
    ['labeled', 'watch', 'write', 'given'],
    ['labeled', 'watch', 'read', 'awaited'],
    ['labeled', 'bug', 'admin', 'no-matter'],
    ['closed', undefined, 'admin', 'no-matter'],
  ])('%s (label %s) by somebody who may %s is %s', (action, label, permission, kind) => {
    expect(consentOf({ action, permission, ...(label !== undefined && { label }) }).kind).toBe(kind);
  });
});
