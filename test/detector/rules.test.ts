import { describe, expect, test } from 'vitest';
import { judge } from '../../src/detector/judge.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import type { Watch } from '../../src/settings/settings.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const watch: Watch = {
  hashtag: 'tag',
  thresholdPercentPerHour: 10,
  rule: 'both',
  sensitivity: 'balanced',
  cooldownHours: 0,
  notify: ['issues'],
};

/** Judges hourly counts one after the other. */
function play(views: readonly number[], settings: Partial<Watch> = {}) {
  let state = UNSEEN_HASHTAG;
  return views.map((count, hour) => {
    const sample = { hashtag: 'tag', at: START + hour * HOUR_MS, views: count };
    const judgement = judge({ ...watch, ...settings }, state, sample);
    state = judgement.state;
    return judgement;
  });
}

describe('the rules of a watch', () => {
  test('both work: the classic one speaks from the second reading on, and says that the other is learning', () => {
    const [, second, third] = play([100_003, 120_007, 121_001]);
    expect(second?.verdict).toEqual({ kind: 'breakout', reason: '20 %/h is above 10 %/h' });
    expect(second?.change.open?.rule).toBe('classic');
    expect(third?.verdict.reason).toContain('broke out 1 h ago');
    const [, quiet] = play([100_003, 100_107]);
    expect(quiet?.verdict).toEqual({
      kind: 'learning',
      reason: '0.1 %/h, not above 10 %/h; Learning what is usual here: day 1 of 3',
    });
  });

  test('the breakout rule finds what never reaches 10 % an hour', () => {
    const days = Array.from({ length: 5 * 24 }, (_, hour) => 1_000_003 + 200 * hour);
    const rise = Array.from({ length: 24 }, (_, hour) => 1_024_003 + 6_000 * (hour + 1));
    const judgements = play([...days, ...rise]);
    const opened = judgements.findIndex(({ change }) => change.opened);
    expect(judgements[opened]?.change.open?.rule).toBe('breakout');
    expect(opened - days.length).toBeLessThan(12);
    expect(opened).toBeGreaterThanOrEqual(days.length);
    const classic = play([...days, ...rise], { rule: 'classic' });
    expect(classic.some(({ change }) => change.opened)).toBe(false);
  });

  test('an episode of a coarse counter cools off once it has stood long enough to show it', () => {
    const coarse = [
      1_000_000,
      1_300_000,
      1_300_000,
      1_300_000,
      1_400_000,
      1_400_000,
      1_400_000,
      1_400_000,
      1_400_000,
      ...new Array<number>(6).fill(1_400_000),
    ];
    const judgements = play(coarse, { rule: 'classic' });
    expect(judgements[1]?.change.opened).toBe(true);
    // Half of the threshold is 5 %/h: one step of 100K that hides in an hour is 7 %, in two hours 3.6 %.
    const ended = judgements.findIndex(({ change }) => change.ended !== undefined);
    expect([ended, judgements[ended]?.change.ended?.end.kind]).toEqual([12, 'cooled-off']);
  });

  test('an episode goes on while a coarse counter takes a step every hour', () => {
    const coarse = Array.from(
      { length: 12 },
      (_, hour) => 1_000_000 + (hour === 0 ? 0 : 200_000) + 100_000 * hour,
    );
    const judgements = play(coarse, { rule: 'classic', thresholdPercentPerHour: 8 });
    expect(judgements[1]?.change.opened).toBe(true);
    expect(judgements.at(-1)?.change.open).toBeDefined();
  });
});
