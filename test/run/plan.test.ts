import { describe, expect, test } from 'vitest';
import { openEpisode } from '../../src/detector/episode.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import { planSampling } from '../../src/run/plan.ts';
import { creditsUsed, EMPTY_STATE, type State, spendCredits } from '../../src/state/state.ts';
import { at, count, watchlistOf, watchOf } from '../support/given.ts';

const watches = ['a', 'b', 'c'].map((hashtag) => watchOf(hashtag));
const hot = { ...UNSEEN_HASHTAG, episode: openEpisode('c', 'classic', count(0, 1_000), count(1, 2_000)) };
const state = (used: number): State => ({
  ...EMPTY_STATE,
  credits: { month: '2026-11', used },
  hashtags: new Map([['c', hot]]),
});
const names = (budget: number | undefined, used: number) => {
  const watchlist = watchlistOf(watches, budget === undefined ? {} : { budgetCreditsPerMonth: budget });
  const { watches: planned, failures } = planSampling(watchlist, watches, state(used), at(2));
  return [planned.map(({ hashtag }) => hashtag), failures.map(({ hashtag, code }) => `${hashtag} ${code}`)];
};

describe('the month’s budget', () => {
  test.each<readonly [string, number | undefined, number, readonly string[], readonly string[]]>([
    ['without one, all are sampled, the hot one first', undefined, 1e9, ['c', 'a', 'b'], []],
    ['enough for all', 100, 94, ['c', 'a', 'b'], []],
    ['enough for two', 100, 95, ['c', 'a'], ['b over-budget']],
    ['enough for the hot one', 100, 98, ['c'], ['a over-budget', 'b over-budget']],
    ['one credit is not enough for one', 100, 99, [], ['c over-budget', 'a over-budget', 'b over-budget']],
    ['overspent', 100, 120, [], ['c over-budget', 'a over-budget', 'b over-budget']],
  ])('%s', (_why, budget, used, planned, left) => {
    expect(names(budget, used)).toEqual([planned, left]);
  });

  test('says what to do', () => {
    const watchlist = watchlistOf(watches, { budgetCreditsPerMonth: 100 });
    const { failures } = planSampling(watchlist, watches, state(100), at(2));
    expect(failures[0]?.message).toBe(
      "this month's budget of 100 credits is used up: raise `budget`, or watch fewer hashtags",
    );
  });

  test('starts again with the month, in UTC', () => {
    const credits = { month: '2026-11', used: 90, left: 500 };
    expect(spendCredits(credits, at(0), { used: 6, left: 494 })).toEqual({
      month: '2026-11',
      used: 96,
      left: 494,
    });
    expect(spendCredits(credits, at(0), { used: 6 })).toEqual({ month: '2026-11', used: 96, left: 500 });
    const december = Date.parse('2026-12-01T00:00:00Z');
    expect(creditsUsed(credits, december - 1)).toBe(90);
    expect(creditsUsed(credits, december)).toBe(0);
    expect(spendCredits(credits, december, { used: 6 })).toEqual({ month: '2026-12', used: 6, left: 500 });
  });
});
