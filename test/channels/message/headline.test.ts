import { describe, expect, test } from 'vitest';
import { headlineOf } from '../../../src/channels/message/headline.ts';
import { BREAKOUT } from '../issue/issue-views.ts';

/** An opening whose views run at `multiple` of the baseline. */
function opening(multiple: number) {
  const { momentum = expect.fail('an alert of the breakout rule') } = BREAKOUT;
  return {
    ...BREAKOUT,
    kind: 'opened' as const,
    rule: 'breakout' as const,
    momentum: { ...momentum, multiple },
  };
}

describe('the headline of an opening', () => {
  test('has the multiple where views show the breakout', () => {
    expect(headlineOf(opening(4.2))).toBe('is breaking out: 4.2× its baseline');
  });

  test.each([0.5, 1.2])('names the posts where views at %d× their baseline would speak against it', (low) => {
    expect(headlineOf(opening(low))).toBe('is breaking out: many new videos');
  });
});
