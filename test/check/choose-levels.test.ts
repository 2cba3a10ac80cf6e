import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLevels, poissonRange } from '../../src/check/choose-levels.ts';
import { LEVELS } from '../../src/check/levels.ts';
import { type SuggestedHashtag, writtenLevel } from '../../src/check/suggest-text.ts';
import { suggestYaml } from '../../src/check/suggest-yaml.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';

describe('the levels for a number of alerts', () => {
  test.each([
    [[[9, 5, 2]], 5, 1, [1], 'one hashtag: the level that has as many'],
    [[[9, 5, 2]], 7, 1, [1], 'between two levels: the quieter one'],
    [[[9, 5, 2]], 0, 2, [2], 'none wanted: the quietest'],
    [[[9, 5, 2]], 100, 0, [0], 'more than there are: the loudest'],
    [
      [
        [4, 2, 1],
        [6, 3, 1],
      ],
      5,
      1,
      [1, 1],
      'two hashtags: one level for both',
    ],
    [
      [
        [30, 12, 4],
        [2, 1, 0],
        [3, 2, 0],
      ],
      8,
      1,
      [2, 1, 1],
      'one of three that would take more than half is quieter',
    ],
    [
      [
        [2, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      1,
      1,
      [1, 1, 1],
      'two alerts are no drowning',
    ],
    [
      [
        [9, 9, 9],
        [1, 0, 0],
        [1, 0, 0],
      ],
      4,
      2,
      [2, 2, 2],
      'one that no level quietens is left at the quietest',
    ],
  ])('%j, %i wanted: level %i, %j (%s)', (counts, wanted, level, levels) => {
    expect(chooseLevels(counts, wanted)).toMatchObject({ level, levels });
  });

  test('are never louder for one hashtag than for the file, and the count is theirs', () => {
    const counts = fc.array(fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(counts, fc.nat(60), (given, wanted) => {
        const { level, levels, alerts } = chooseLevels(given, wanted);
        expect(levels.every((own) => own >= level)).toBe(true);
        expect(alerts).toBe(given.reduce((sum, count, index) => sum + (count[levels[index] ?? 0] ?? 0), 0));
      }),
    );
  });
});

test.each([
  [0, 0, 1.35],
  [3, 0.65, 6.7],
  [36, 26.8, 46.6],
])('of %i events seen the true number lies between %f and %f', (count, low, high) => {
  const range = poissonRange(count);
  expect(range.low).toBeCloseTo(low, 0);
  expect(range.high).toBeCloseTo(high, 0);
});

describe('the piece of YAML', () => {
  const file = writtenLevel(LEVELS[7] ?? { sensitivity: 'quiet', thresholdPercentPerHour: 16 });
  const hashtag = (name: string, own = true): SuggestedHashtag => {
    return { hashtag: name, rule: 'both', own, now: 0, alerts: 0, sensitivity: 'early', threshold: '5 %/h' };
  };

  test('has the settings of the file, and hashtags that need their own', () => {
    expect(suggestYaml(file, [hashtag('a', false), hashtag('booktok')])).toBe(
      'sensitivity: quiet\nthreshold: 16 %/h\nhashtags:\n  - name: booktok\n    sensitivity: early\n    threshold: 5 %/h\n',
    );
  });

  test('leaves out the setting of a rule that is not asked', () => {
    expect(suggestYaml(file, [{ ...hashtag('a'), rule: 'classic' }])).not.toContain('sensitivity');
    expect(suggestYaml(file, [{ ...hashtag('a'), rule: 'breakout' }])).not.toContain('threshold');
  });

  test.each(['null', 'true', '2024', '007', '1e3', '日本旅行', '🔥', 'no', '_', 'كتب'])(
    'names #%s so that it is that hashtag',
    (name) => {
      const parsed = parseWatchlist(suggestYaml(file, [hashtag(name)]), 'watchlist.yml');
      expect(parsed.kind === 'valid' && parsed.watchlist.watches).toMatchObject([
        { hashtag: name, sensitivity: 'early', thresholdPercentPerHour: 5 },
      ]);
    },
  );

  test('each level is one that the grammar takes', () => {
    for (const level of LEVELS) {
      const { sensitivity, threshold } = writtenLevel(level);
      const parsed = parseWatchlist(
        `sensitivity: ${sensitivity}\nthreshold: ${threshold}\nhashtags: [a]\n`,
        'w',
      );
      expect(parsed.kind === 'valid' && parsed.watchlist).toMatchObject(level);
    }
  });
});
