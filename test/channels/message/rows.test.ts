import { describe, expect, test } from 'vitest';
import { growthSentence } from '../../../src/channels/message/growth.ts';
import { openRows } from '../../../src/channels/message/rows.ts';
import { BREAKOUT } from '../issue/issue-views.ts';

describe('a baseline', () => {
  const baseline = (low: number, nominal: number, high: number) => {
    const { momentum: _, ...alert } = BREAKOUT;
    const views = { ...alert.views, base: 1_700_000_000 };
    const rows = openRows({ ...alert, views, normal: { low, nominal, high, hours: 192 } }, 'UTC');
    return new Map(rows).get('Baseline');
  };

  test('is a rate where the counter moved by more than its rounding', () => {
    expect(baseline(0.05, 0.05, 0.05)).toBe(
      '850K views an hour before the breakout (0.05 %/h, the mean of 8 days)',
    );
  });

  test('that rounding hides is never zero', () => {
    expect(baseline(-0.03, 0, 0.03)).toBe(
      'too coarse to tell: at most 510K views an hour before the breakout (-0.03 to 0.03 %/h, the mean of 8 days)',
    );
  });
});

describe('the growth in a sentence', () => {
  test.each([
    [1_500, 50, 'gained 50 % in 2 h: 1,000 → 1,500 views.'],
    [900, -10, 'went back by 10 % in 2 h: 1,000 → 900 views.'],
    [1_000, 0, 'shows the same count after 2 h: 1,000 views.'],
  ])('up to %d', (to, percent, sentence) => {
    expect(growthSentence({ from: 1_000, to, percent, hours: 2 })).toBe(sentence);
  });
});
