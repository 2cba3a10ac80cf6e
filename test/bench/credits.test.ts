import { describe, expect, test } from 'vitest';
import { measurePolicy } from '../../src/bench/credits/bench.ts';
import { liveMonth, MONTH_DEFAULTS } from '../../src/bench/credits/budget-month.ts';
import { everything, productPlan, untilUsedUp } from '../../src/bench/credits/policies.ts';
import { generateRecord } from '../../src/bench/detection/synthetic/generate.ts';

describe('half of the credits', () => {
  const { exact } = generateRecord({ seed: 5, hashtags: 24, days: 45, everyHours: 1 });
  const full = measurePolicy('synthetic', exact, 'everything', everything, 1);
  const half = measurePolicy('synthetic', exact, 'the plan', productPlan, 0.5);

  test('keep the recall, whole months long', () => {
    expect(half.figures.recall).toBeGreaterThanOrEqual(0.99 * full.figures.recall);
    expect(half.figures.delayHours).toBeLessThanOrEqual(full.figures.delayHours + 3);
    const blind = measurePolicy('synthetic', exact, 'the rule of before', untilUsedUp, 0.5);
    expect(blind.figures.recall).toBeLessThan(0.6 * full.figures.recall);
  });

  test('are never exceeded, and nobody stays unread for over a day where runs come', () => {
    expect(half.lived.usedShareMax).toBeLessThanOrEqual(1);
    expect(half.lived.usedShareMax).toBeGreaterThan(0.9);
    expect(half.lived.unreadHoursMax).toBeLessThanOrEqual(24);
  });
});

test('the month of the docs is spent to its end, and its breakout is read every hour', () => {
  const stretches = liveMonth(MONTH_DEFAULTS);
  const used = stretches.reduce((sum, { credits }) => sum + credits, 0);
  expect(used).toBeLessThanOrEqual(MONTH_DEFAULTS.credits);
  expect(used).toBeGreaterThan(0.99 * MONTH_DEFAULTS.credits);
  const [before, breakout] = stretches;
  expect(breakout?.first.readings).toBeGreaterThanOrEqual(47);
  // Without one all are read alike often.
  expect(before?.first.readings).toBeCloseTo(before?.others.readings ?? 0, -1);
});
