import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainReading } from '../../src/store/plain-reading.ts';
import { readReadings } from '../../src/store/record-lines.ts';

/** The quick way through a plain line must give what the schema gives, which decides about every other line. */

const WHOLE = { at: '2026-11-23T10:00:12Z', hashtag: 'booktok', views: 3_412_345_678, step: 1 };

/** The same line by the schema: a fraction of a second is no plain instant. */
function bySchema(line: object): unknown {
  const text = JSON.stringify(line).replace(/Z"/, '.000Z"');
  return readReadings(text, 'file')[0];
}

test.each([
  ['the least', {}],
  ['all fields', { videos: 5, newPosts: 20, newestSpanHours: 1.62, explained: 0.31, breadth: 8.4 }],
  ['a field of a later version', { mood: 'good' }],
  ['the end of a year', { at: '2026-12-31T23:59:59Z' }],
])('%s: as the schema reads it', (_, more) => {
  const line = { ...WHOLE, ...more };
  const plain = plainReading(line);
  expect(plain).toBeDefined();
  expect(plain).toEqual(bySchema(line));
});

test.each([
  ['the 31st of April', { at: '2026-04-31T10:00:12Z' }],
  ['24 o’clock', { at: '2026-04-30T24:00:00Z' }],
  ['another zone', { at: '2026-04-30T10:00:12+02:00' }],
  ['a leap day, which the schema knows', { at: '2028-02-29T10:00:12Z' }],
  ['half a view', { views: 1.5 }],
  ['less than nothing', { views: -1 }],
  ['more than can be counted', { views: 2 ** 53 }],
  ['views as a text', { views: '12' }],
  ['no hashtag', { hashtag: '' }],
  ['videos that are null', { videos: null }],
  ['a span without end', { newestSpanHours: Number.POSITIVE_INFINITY }],
])('%s is left to the schema', (_, more) => {
  expect(plainReading({ ...WHOLE, ...more })).toBeUndefined();
});

test.each([null, 1, 'x', [], {}])('%j is left to the schema', (line) => {
  expect(plainReading(line)).toBeUndefined();
});

describe('on anything', () => {
  const value = fc.oneof(fc.constantFrom(undefined, null, '', 'x', 0, 1, -1, 0.5, 2 ** 53, 20), fc.double());
  const line = fc.record({
    at: fc.oneof(
      fc.constant(WHOLE.at),
      fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((date) => `${date.toISOString().slice(0, 19)}Z`),
      value,
    ),
    hashtag: fc.oneof(fc.constant('booktok'), value),
    views: fc.oneof(fc.nat(), value),
    step: fc.oneof(fc.constant(100), value),
    videos: value,
    newPosts: value,
    newestSpanHours: value,
    explained: value,
    breadth: value,
  });

  test('it never takes a line that the schema refuses, nor reads one differently', () => {
    fc.assert(
      fc.property(line, (fields) => {
        const parsed: unknown = JSON.parse(JSON.stringify(fields));
        const plain = plainReading(parsed);
        if (plain !== undefined) expect(plain).toEqual(bySchema(Object(parsed)));
      }),
      { numRuns: 2_000 },
    );
  });
});
