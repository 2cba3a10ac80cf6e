import { expect, test } from 'vitest';
import {
  formatAmount,
  formatCount,
  formatHours,
  formatInterval,
  formatMultiple,
  formatPercent,
  formatShort,
  formatStep,
  fourDigits,
} from '../../src/text/numbers.ts';
import { formatTime } from '../../src/text/times.ts';

test.each([
  [0, '0'],
  [950, '950'],
  [1_000, '1K'],
  [12_345, '12.3K'],
  [999_499, '999K'],
  [999_500, '1M'],
  [1_150_000, '1.15M'],
  [999_499_999, '999M'],
  [999_500_000, '1B'],
  [3_400_000_000, '3.4B'],
  [119_178_100_000_000, '119T'],
  [-12_345, '-12.3K'],
])('%d in short is %s', (count, text) => {
  expect(formatShort(count)).toBe(text);
});

test('a count with every digit', () => {
  expect(formatCount(119_178_100_000_000)).toBe('119,178,100,000,000');
});

test.each([
  [0, '0 %'],
  [-0, '0 %'],
  [0.004, '<0.01 %'],
  [0.08, '0.08 %'],
  [1.23, '1.2 %'],
  [0.996, '1 %'],
  [-3, '-3 %'],
  [99.44, '99.4 %'],
  [99.6, '100 %'],
  [12_345.6, '12,346 %'],
])('%d percent reads %s', (value, text) => {
  expect(formatPercent(value)).toBe(text);
});

test.each([
  [{ low: 14.9, high: 15.1 }, '14.9 to 15.1 %/h'],
  [{ low: 15.01, high: 15.02 }, '15 %/h'],
  [{ low: -2.9, high: 3 }, '-2.9 to 3 %/h'],
])('an interval %o reads %s', (interval, text) => {
  expect(formatInterval(interval)).toBe(text);
});

test.each([
  [0.1, '6 min'],
  [0.999, '1 h'],
  [1, '1 h'],
  [2.0833, '2 h 05 min'],
  [13.6, '14 h'],
  [47.4, '47 h'],
  [47.9, '2 days'],
  [48, '2 days'],
  [168, '7 days'],
  [62_496, '2,604 days'],
])('%d hours read %s', (hours, text) => {
  expect(formatHours(hours)).toBe(text);
});

test.each([
  [0.5, '0.5×'],
  [4.24, '4.2×'],
  [9.94, '9.9×'],
  [9.96, '10×'],
  [1_234.5, '1,235×'],
])('%d times the baseline reads %s', (multiple, text) => {
  expect(formatMultiple(multiple)).toBe(text);
});

test('so many of a thing', () => {
  expect([0, 1, 2, 1_200].map((count) => formatAmount(count, 'hashtag'))).toEqual([
    ...['0 hashtags', '1 hashtag', '2 hashtags', '1,200 hashtags'],
  ]);
});

test('four digits of a number', () => {
  expect([12.34567, 123_456, 0.000123456].map(fourDigits)).toEqual([12.35, 123_500, 0.0001235]);
});

test('a counter’s precision', () => {
  expect(formatStep(1)).toBe('exact');
  expect(formatStep(100_000)).toBe('rounded to 100K');
});

test('an instant in people’s time zone, summer time included', () => {
  expect(formatTime('2026-11-23T10:00:00Z', 'UTC')).toBe('23 Nov 2026, 10:00 UTC');
  expect(formatTime('2026-07-01T10:00:00Z', 'Europe/London')).toBe('1 Jul 2026, 11:00 BST');
  expect(formatTime('2026-11-23T20:00:00Z', 'Asia/Tokyo')).toBe('24 Nov 2026, 05:00 GMT+9');
});
