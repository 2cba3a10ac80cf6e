import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MomentumMemory } from '../../../src/detector/momentum/momentum-memory.ts';
import type { Reading } from '../../../src/readings/reading.ts';
import { inferStep } from '../../../src/readings/step.ts';
import { BALANCED, everyHours, feed, isNews, reading, rounded, START, scoreOf, series } from './feed.ts';

const EARLY = { threshold: 6 };
const stored = (memory: MomentumMemory | undefined): MomentumMemory | undefined =>
  memory === undefined ? undefined : JSON.parse(JSON.stringify(memory));

/** A life with wild rates, gaps, dips and rounding: anything that a counter may do. */
const anyLife = fc
  .array(
    fc.record({
      hours: fc.oneof(fc.double({ min: 0.1, max: 6, noNaN: true }), fc.constantFrom(1, 1, 1, 3, 30, 200)),
      gain: fc.oneof(fc.integer({ min: -2000, max: 20_000 }), fc.constantFrom(0, 0, 500, 5_000_000)),
      newPosts: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
    }),
    { minLength: 5, maxLength: 120 },
  )
  .map((moves): Reading[] => {
    let hour = 0;
    let views = 40_000;
    return moves.map(({ hours, gain, newPosts }) => {
      hour += hours;
      views = Math.max(1, views + gain);
      const posts = newPosts === undefined ? {} : { newPosts, newestSpanHours: 12 };
      return reading(hour, views, { step: inferStep(views), ...posts });
    });
  });

describe('laws of the detector', () => {
  test('steady growth of any rate never breaks out, exact or on the grid, at any cadence', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 6.5, noNaN: true }),
        fc.double({ min: 0, max: 9.5, noNaN: true }),
        fc.constantFrom(0.5, 1, 2, 3),
        fc.constantFrom(reading, rounded),
        (logRate, logStart, cadence, make) => {
          const hours = everyHours(cadence, 24 * 24);
          const judged = feed(
            series(hours, Math.ceil(10 ** logStart), () => 10 ** logRate, make),
            EARLY,
          );
          expect(judged.filter((one) => isNews(one.verdict)).map((one) => one.hour)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('scaling exact views by a constant changes no score', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 900 }), (seed, factor) => {
        const noise = (hour: number) => 1 + 0.5 * Math.sin(seed + hour * 1.7) + (hour > 500 ? hour / 100 : 0);
        const plain = series(everyHours(1, 600), 1e6, (hour) => 400 * noise(hour));
        const scaled = plain.map((one) => ({ ...one, views: one.views * factor }));
        const scores = feed(plain).map((one) => scoreOf(one.verdict) ?? -1);
        for (const [index, one] of feed(scaled).entries()) {
          expect(scoreOf(one.verdict) ?? -1).toBeCloseTo(scores[index] ?? -1, 1);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('a reading repeated changes nothing', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const once = feed(life);
        const twice = feed(life.flatMap((one) => [one, one]));
        expect(twice.filter((_, index) => index % 2 === 0)).toEqual(once);
        for (const [index, one] of twice.entries()) {
          if (index % 2 === 0) continue;
          expect(one.verdict).toMatchObject({ kind: 'unjudged', cause: 'repeated' });
          expect(one.memory).toBe(twice[index - 1]?.memory);
        }
      }),
    );
  });

  test('splitting history anywhere and resuming from stored memory gives the same verdicts as one pass', () => {
    fc.assert(
      fc.property(anyLife, fc.nat(), (life, where) => {
        const split = 1 + (where % (life.length - 1));
        const first = feed(life.slice(0, split));
        const { memory, episode } = first.at(-1) ?? expect.fail();
        const resumed = feed(life.slice(split), BALANCED, {
          memory: stored(memory),
          ...(episode !== undefined && { episode }),
        });
        expect(stored(resumed.at(-1)?.memory)).toEqual(stored(feed(life).at(-1)?.memory));
        expect([...first, ...resumed].map((one) => one.verdict)).toEqual(
          feed(life).map((one) => one.verdict),
        );
      }),
    );
  });

  test('scores are finite and not negative, memory is plain JSON under 2 kB, whatever the counter does', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        for (const { verdict, memory } of feed(life)) {
          const score = scoreOf(verdict);
          if (score !== undefined) expect(score).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(score ?? 0)).toBe(true);
          expect(stored(memory)).toEqual(memory);
          expect(JSON.stringify(memory).length).toBeLessThan(2000);
        }
      }),
    );
  });

  test('no reading at all makes it throw or lose its numbers, whatever stands in it', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, 1, 1e15, 1e30, Number.NaN, START));
    const wild = fc.record({
      at: fc.oneof(number, fc.integer({ min: START, max: START + 1e10 })),
      hashtag: fc.constant('test'),
      views: fc.oneof(number, fc.integer({ min: 1, max: 1e9 })),
      step: fc.oneof(number, fc.constantFrom(1, 100, 1e5)),
      newPosts: number,
      newestSpanHours: number,
      breadth: number,
      topShare: number,
    });
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 60 }), (readings) => {
        for (const { verdict, memory } of feed(readings)) {
          if (memory !== undefined) expect(stored(memory)).toEqual(memory);
          if (!('score' in verdict)) continue;
          expect(Number.isFinite(verdict.score) && verdict.score >= 0).toBe(true);
          expect(verdict.reason).not.toMatch(/NaN|Infinity|undefined/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('bad readings in between change no verdict and are never news', () => {
    const bad = fc.constantFrom<Partial<Reading>>(
      { views: 0 },
      { views: -5 },
      { views: 1e30 },
      { views: Number.NaN },
      { views: 12.5 },
      { at: Number.NaN },
      { at: -1 },
      { at: 9e15 },
      { at: START - 1 },
    );
    fc.assert(
      fc.property(anyLife, fc.array(bad, { minLength: 1, maxLength: 10 }), (life, spoilt) => {
        const mixed = life.flatMap((one, index) => {
          const spoiler = spoilt[index];
          return spoiler === undefined || index === 0 ? [one] : [one, { ...one, ...spoiler }];
        });
        const judged = feed(mixed);
        const good = judged.filter((one) => one.verdict.kind !== 'unjudged');
        expect(good.map((one) => one.verdict)).toEqual(feed(life).map((one) => one.verdict));
      }),
    );
  });
});
