import { describe, expect, test } from 'vitest';
import { everyHours, feed, series } from './feed.ts';

const LIFE = series(
  everyHours(1, 24 * 120),
  4e8,
  (hour) =>
    90_000 * (1 + 0.4 * Math.cos((2 * Math.PI * (hour - 22)) / 24)) * (1 + 0.3 * Math.sin(hour * 1.7)),
);

/** Every leaf of a JSON value by its path. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([key, one]) => [...leaves(one, `${path}.${key}`)]));
}

describe('the memory between two readings', () => {
  const judged = feed(LIFE);

  test('about a dozen numbers change at a reading, the rest keep their bytes', () => {
    const changes = judged.slice(1).map((one, index) => {
      const before = leaves(judged[index]?.memory);
      return [...leaves(one.memory)].filter(([path, value]) => before.get(path) !== value).length;
    });
    const mean = changes.reduce((sum, count) => sum + count, 0) / changes.length;
    expect(mean).toBeLessThan(12);
    expect(changes.toSorted((a, b) => a - b).at(Math.floor(changes.length * 0.95))).toBeLessThanOrEqual(15);
  });

  test('it stays under 2 kB over months of a busy hashtag', () => {
    const sizes = judged.map((one) => JSON.stringify(one.memory).length);
    expect(Math.max(...sizes)).toBeLessThan(2000);
  });

  test('numbers are short: at most five significant digits, save instants and counts', () => {
    const exact =
      /\.(at|startedAt|learningUntil|tickAt|from|top|offset|count|highest|since|calmSince|version)$/;
    const long = [...leaves(judged.at(-1)?.memory)].filter(([path, value]) => {
      const digits = String(value).replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '');
      return !exact.test(path) && digits.length > 5;
    });
    expect(long).toEqual([]);
  });
});
