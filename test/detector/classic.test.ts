import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BaselineShare,
  type ClassicDecision,
  judgeClassic,
  learnBaselineShare,
  type VideoEvidence,
} from '../../src/detector/classic.ts';
import { advanceCounter, type Counter } from '../../src/readings/dip-hold.ts';
import { gridStep } from '../../src/readings/step.ts';
import { type Count, velocityBetween } from '../../src/readings/velocity.ts';
import { DAY_MS } from '../../src/text/time.ts';
import { count, lastOf, watchOf } from '../support/given.ts';

/** The classic rule on a count that follows those behind `counter`. */
function judge(
  counter: Counter,
  current: Count,
  threshold: number,
  evidence: VideoEvidence,
): ClassicDecision {
  const velocity = velocityBetween(counter.last, current);
  return judgeClassic(counter, { current, velocity }, { thresholdPercentPerHour: threshold }, evidence);
}

describe('the classic rule on a line of readings', () => {
  test.each<readonly [string, string, string]>([
    ['the first reading has no rate', '0h 1,000,000', 'first-reading'],
    ['1.0M to 1.2M in an hour is 20 %', '0h 1,000,000 → 1h 1,200,000', 'breakout'],
    ['exact counts fire at 15 %', '0h 1,000,001 → 1h 1,150,002', 'breakout'],
    ['9 % is not above 10 %', '0h 1,000,001 → 1h 1,090,001', 'quiet'],
    ['exactly 10 % is not above it', '0h 1,000,010 → 1h 1,100,011', 'quiet'],
    ['15 % in two hours is 7.5 % an hour', '0h 1,000,001 → 2h 1,150,001', 'quiet'],
    ['25 % in two hours is 12.5 % an hour', '0h 1,000,001 → 2h 1,250,001', 'breakout'],
    ['a late run of 90 minutes with +14 % is 9.3 % an hour', '0h 1,000,001 → 1.5h 1,140,001', 'quiet'],
    ['a week later +500 % is 3 % an hour', '0h 1,000,001 → 168h 6,000,001', 'quiet'],
    ['1.0M to 1.1M is one rounding step', '0h 1,000,000 → 1h 1,100,000', 'below-resolution'],
    ['so it is within half an hour', '0h 1,000,000 → 0.5h 1,100,000', 'below-resolution'],
    ['1.0B to 1.1B too', '0h 1,000,000,000 → 1h 1,100,000,000', 'below-resolution'],
    ['small exact counts are taken as they stand', '0h 100 → 1h 112', 'breakout'],
    [
      'a counter that stands still on the grid says nothing',
      '0h 3,400,000,000 → 1h 3,400,000,000',
      'below-resolution',
    ],
    ['an exact counter that stands still is quiet', '0h 1,234,567 → 1h 1,234,567', 'quiet'],
    ['a fall is quiet', '0h 1,234,567 → 1h 1,000,003', 'quiet'],
    ['+2.9 % in a quarter of an hour may be another replica', '0h 1,000,001 → 0.25h 1,029,001', 'suppressed'],
    ['+4 % is not', '0h 1,000,001 → 0.25h 1,040,001', 'breakout'],
    ['ten minutes are too short for a rate', '0h 1,000,001 → 0.167h 2,000,001', 'unknown'],
    ['an older reading is no rate', '0h 1,000,001 → -1h 1', 'unknown'],
    ['views regained after a dip are suppressed', '0h 1,200,001 → 1h 1,000,003 → 2h 1,210,001', 'suppressed'],
    ['a dip of several hours as well', '0h 307,411 → 1h 118,501 → 7h 118,612 → 8h 309,999', 'suppressed'],
    ['growth well beyond the dip fires', '0h 1,200,001 → 1h 1,000,003 → 2h 1,400,001', 'breakout'],
    [
      'after a day the fall is the new truth, and growth goes on from there',
      '0h 1,200,001 → 1h 800,003 → 25h 810,001 → 26h 910,007',
      'breakout',
    ],
    [
      'even then it may be taken back, which is no growth',
      '0h 1,200,001 → 1h 1,000,003 → 25h 1,010,001 → 26h 1,200,007',
      'suppressed',
    ],
    [
      'one step beyond the count before a dip is one step',
      '0h 1,000,000 → 0.5h 900,000 → 1h 1,100,000',
      'suppressed',
    ],
    ['in half an hour two steps beyond it are not', '0h 1,000,000 → 0.5h 900,000 → 1h 1,200,000', 'breakout'],
  ])('%s', (_why, line, verdict) => {
    const judgement = lastOf(line);
    expect(judgement.verdict).toMatchObject({ kind: verdict });
    expect(judgement.change.opened).toBe(verdict === 'breakout');
  });

  test('a threshold of its own', () => {
    const line = '0h 1,000,001 → 1h 1,060,001';
    expect(lastOf(line, watchOf('booktok', { thresholdPercentPerHour: 5 })).verdict.kind).toBe('breakout');
    expect(lastOf(line, watchOf('booktok', { thresholdPercentPerHour: 7 })).verdict.kind).toBe('quiet');
  });

  test('gives its reason in words', () => {
    expect(lastOf('0h 1,000,001 → 1h 1,150,001').verdict.reason).toBe('15 %/h is above 10 %/h');
    expect(lastOf('0h 1,000,001 → 1h 1,090,001').verdict.reason).toBe('9 %/h, not above 10 %/h');
    expect(lastOf('0h 1,000,000 → 1h 1,100,000').verdict.reason).toBe(
      'moved by no more than one rounding step (100K), which is no evidence of growth',
    );
    expect(lastOf('0h 1,000,000 → 1h 1,000,000').verdict.reason).toBe(
      'no change that a counter rounded to 100K could show',
    );
    expect(lastOf('0h 1,200,001 → 1h 1,000,003 → 2h 1,210,001').verdict.reason).toContain('1,200,001');
  });
});

describe('videos as evidence', () => {
  const counter = { last: count(0, 1_000_001) };
  const jump = count(1, 1_300_001);
  const usual: BaselineShare = { share: 0.4, readings: 5 };

  test.each<readonly [string, number | undefined, BaselineShare | undefined, 'fires' | 'suppressed']>([
    ['videos explain none of what they usually explain 40 % of', 0, usual, 'suppressed'],
    ['a hundredth is a contradiction too', 0.01, usual, 'suppressed'],
    ['an eighth of the usual is enough to let it pass', 0.05, usual, 'fires'],
    ['without a listing nothing contradicts', undefined, usual, 'fires'],
    ['they stand still, and nothing is known of their usual share', 0, undefined, 'suppressed'],
    ['a few per cent of it support it where nothing is known', 0.03, undefined, 'fires'],
    ['two readings are too few to call a share usual', 0.03, { share: 0.4, readings: 2 }, 'fires'],
    [
      'where videos never explained anything, silence is no evidence',
      0,
      { share: 0.01, readings: 30 },
      'fires',
    ],
  ])('%s', (_why, explained, known, kind) => {
    const evidence = { ...(explained !== undefined && { explained }), ...(known && { usual: known }) };
    expect(judge(counter, jump, 10, evidence).kind).toBe(kind);
  });

  test('the usual share is a mean that forgets slowly and is not carried off by one reading', () => {
    const first = learnBaselineShare(undefined, 0.5);
    expect(first).toEqual({ share: 0.5, readings: 1 });
    expect(learnBaselineShare(first, 0.3)).toEqual({ share: 0.4, readings: 2 });
    expect(learnBaselineShare(first, undefined)).toBe(first);
    expect(learnBaselineShare(undefined, 1_000)).toEqual({ share: 2, readings: 1 });
    expect(learnBaselineShare({ share: 0.5, readings: 48 }, 0.5)).toEqual({ share: 0.5, readings: 48 });
  });
});

describe('laws', () => {
  const gridCount = fc
    .tuple(fc.integer({ min: 10, max: 9_999 }), fc.constantFrom(1e3, 1e6, 1e9))
    .map(([tenths, unit]) => (tenths * unit) / 10)
    .filter((views) => views >= 10_000);
  const gap = fc.double({ min: 0.26, max: 30, noNaN: true });

  test('one rounding step beyond anything the counter has shown within a day never fires', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(gap, gridCount), { minLength: 1, maxLength: 6 }),
        gap,
        fc.integer({ min: -3, max: 1 }),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        (line, lastGap, steps, threshold) => {
          let hours = 0;
          let counter: Counter | undefined;
          for (const [wait, views] of line) {
            hours += wait;
            counter = advanceCounter(counter, count(hours, views));
          }
          if (counter === undefined) return;
          const { at: now } = count(hours + lastGap, 1);
          const isRecent = counter.held !== undefined && now - counter.held.at < DAY_MS;
          const { views } = (isRecent && counter.held) || counter.last;
          const next = Math.max(1, views + steps * gridStep(views));
          expect(judge(counter, count(hours + lastGap, next), threshold, {}).kind).not.toBe('fires');
        },
      ),
    );
  });

  test('it fires at the threshold whatever the size, where counts are exact', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 1e9 }),
        gap,
        fc.double({ min: 1, max: 50, noNaN: true }),
        (views, hours, threshold) => {
          const counter = { last: { ...count(0, views), step: 1 } };
          const grown = (percent: number) => ({
            ...count(hours, Math.round(views * (1 + (percent * hours) / 100))),
            step: 1,
          });
          const rise = grown(threshold * 1.2);
          const wobbles = hours < 0.5 && rise.views <= views * 1.03;
          if (!wobbles) {
            expect(judge(counter, rise, threshold, {}).kind).toBe('fires');
          }
          expect(judge(counter, grown(threshold * 0.8), threshold, {}).kind).toBe('quiet');
        },
      ),
    );
  });
});
