import { describe, expect, test } from 'vitest';
import { judgeRecorded } from '../../src/detector/judge.ts';
import type { EarlierBreakouts } from '../../src/detector/outlook.ts';
import { withBreakout } from '../../src/detector/outlook.ts';
import { type TrackedHashtag, UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import type { Watch } from '../../src/settings/settings.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const WATCH: Watch = {
  hashtag: 'skincare',
  rule: 'breakout',
  sensitivity: 'balanced',
  thresholdPercentPerHour: 10,
  cooldownHours: 0,
  notify: [],
};
const START = Date.parse('2026-10-01T00:00:00Z');
const CALM_DAYS = 20;

/** The outlook of a breakout to so many times the usual 1,000 views an hour, after calm days. */
function outlookAt(times: number, earlier?: EarlierBreakouts, calmDays = CALM_DAYS): number | undefined {
  let state: TrackedHashtag = { ...UNSEEN_HASHTAG, ...(earlier !== undefined && { earlier }) };
  let views = 980_000;
  for (let hour = 0; hour < (calmDays + 2) * 24; hour += 1) {
    views += hour < calmDays * 24 ? 1_000 : times * 1_000;
    const reading = { at: START + hour * HOUR_MS, hashtag: 'skincare', views, step: 1 };
    const judgement = judgeRecorded(WATCH, state, reading, {});
    if (judgement.change.opened) return judgement.change.open?.outlook;
    state = judgement.state;
  }
  throw new Error('It never broke out.');
}

describe('the outlook of a breakout', () => {
  test('is the better the steeper it is, within 1 and 9 in 10', () => {
    const outlooks = [4, 10, 40, 1_000].map((times) => outlookAt(times) ?? Number.NaN);
    expect(outlooks).toEqual(outlooks.toSorted((a, b) => a - b));
    expect(outlooks[0]).toBeLessThan(outlooks[3] ?? 0);
    for (const outlook of outlooks) expect([1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(outlook * 10);
  });

  test('is the better the longer earlier breakouts of the hashtag lasted', () => {
    const brief = outlookAt(4, { count: 8, meanHours: 8 }) ?? Number.NaN;
    const long = outlookAt(4, { count: 8, meanHours: 120 }) ?? Number.NaN;
    expect(brief).toBeLessThan(long);
  });

  test('is not given before two weeks have shown what is usual', () => {
    expect(outlookAt(10, undefined, 10)).toBeUndefined();
    expect(outlookAt(10, undefined, 15)).toBeGreaterThan(0);
  });

  test('is of the mean of their hours, each held within six hours and ten days', () => {
    const one = withBreakout(undefined, START, START + 10 * HOUR_MS);
    expect(one).toEqual({ count: 1, meanHours: 10 });
    expect(withBreakout(one, START, START + 40 * HOUR_MS)).toEqual({ count: 2, meanHours: 20 });
    expect(withBreakout(undefined, START, START + HOUR_MS).meanHours).toBe(6);
    expect(withBreakout(undefined, START, START + 1_000 * HOUR_MS).meanHours).toBe(240);
  });
});
