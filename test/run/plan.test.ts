import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HashtagState } from '../../src/alerts/hashtag-state.ts';
import { openEpisode } from '../../src/detector/episode.ts';
import { type MomentumMemory, startMemory } from '../../src/detector/momentum/momentum-memory.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import { planSampling } from '../../src/run/plan.ts';
import { creditsUsed, spendCredits } from '../../src/state/credits.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { at, count, watchlistOf, watchOf } from '../support/given.ts';

const watches = ['a', 'b', 'c'].map((hashtag) => watchOf(hashtag));
const open = openEpisode('c', 'classic', count(0, 1_000), count(1, 2_000));
const hot = { ...UNSEEN_HASHTAG, episode: open };
const state = (used: number): State => ({
  ...EMPTY_STATE,
  credits: { month: '2026-11', used },
  hashtags: new Map([['c', hot]]),
});
const budgeted = (budget: number | undefined): Watchlist =>
  watchlistOf(watches, budget === undefined ? {} : { budgetCreditsPerMonth: budget });
const names = (budget: number | undefined, used: number) => {
  const { targets, failures } = planSampling({ watchlist: budgeted(budget), state: state(used), now: at(2) });
  return [targets.map(({ hashtag }) => hashtag), failures.map(({ hashtag, code }) => `${hashtag} ${code}`)];
};

/** What is known of a hashtag that was last read, and listed, so many hours after the start. */
function readAt(hours: number, listed = hours, more: Partial<HashtagState> = {}): HashtagState {
  const videos = { at: at(listed), lag: 0, views: new Map<string, number>() };
  return { memory: { counter: { last: count(hours, 1_000_001) }, days: [] }, videos, ...more };
}

describe('the month’s budget', () => {
  test.each<readonly [string, number | undefined, number, readonly string[], readonly string[]]>([
    ['without one, all are sampled, the hot one first', undefined, 1e9, ['c', 'a', 'b'], []],
    ['enough for all, twice', 100, 88, ['c', 'a', 'b'], []],
    ['enough for two, twice', 100, 89, ['c', 'a'], ['b over-budget']],
    ['enough for the hot one, twice', 100, 96, ['c'], ['a over-budget', 'b over-budget']],
    [
      'two credits are not enough for one, twice',
      100,
      98,
      [],
      ['c over-budget', 'a over-budget', 'b over-budget'],
    ],
    ['overspent', 100, 120, [], ['c over-budget', 'a over-budget', 'b over-budget']],
  ])('%s', (_why, budget, used, planned, left) => {
    expect(names(budget, used)).toEqual([planned, left]);
  });

  test('says what to do', () => {
    const { failures } = planSampling({ watchlist: budgeted(100), state: state(100), now: at(2) });
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
    expect(spendCredits(credits, december, { used: 6 })).toMatchObject({
      month: '2026-12',
      used: 6,
      left: 500,
    });
  });
});

describe('a run in which everything is paid for', () => {
  test('reads all with their videos, whoever was left out before first', () => {
    const hashtags = new Map([
      ['a', readAt(1)],
      ['b', readAt(-3)],
      ['c', readAt(1, 1, { episode: open })],
    ]);
    const plan = planSampling({
      watchlist: budgeted(undefined),
      state: { ...EMPTY_STATE, hashtags },
      now: at(2),
    });
    expect(plan.targets).toEqual([{ hashtag: 'c' }, { hashtag: 'b' }, { hashtag: 'a' }]);
    expect(plan.intervals.map(({ reason }) => reason)).toEqual([
      'read every hour',
      'read every hour',
      'read every hour: its breakout is open',
    ]);
  });

  test('reads a hashtag as rarely as somebody asks, but for one that breaks out or has just been added', () => {
    const list = watchlistOf(['a', 'b', 'c', 'd'].map((name) => watchOf(name, { everyHours: 3 })));
    const hashtags = new Map([
      ['a', readAt(0)],
      ['b', readAt(-1)],
      ['c', readAt(1, 1, { episode: open })],
    ]);
    const plan = planSampling({ watchlist: list, state: { ...EMPTY_STATE, hashtags }, now: at(1.9) });
    expect(plan.targets.map(({ hashtag }) => hashtag)).toEqual(['c', 'd', 'b']);
    expect(plan.intervals[0]).toEqual({
      hashtag: 'a',
      everyHours: 3,
      due: false,
      reason: 'read every 3 h, as the watchlist asks',
    });
    const only = planSampling({
      watchlist: list,
      only: 'a',
      state: { ...EMPTY_STATE, hashtags },
      now: at(2),
    });
    expect(only.targets.map(({ hashtag }) => hashtag)).toEqual(['a']);
    const others = only.intervals.filter(({ due }) => !due);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others.map(({ reason }) => reason))).toEqual(new Set(['left out by --only']));
  });
});

describe('a budget that does not pay for every hour', () => {
  const calm = (hashtags: readonly string[], hours: number): State => ({
    ...EMPTY_STATE,
    at: at(hours),
    hashtags: new Map(hashtags.map((name) => [name, readAt(hours)])),
  });

  test('reads more rarely, always with the videos', () => {
    // 180 hours are left of November: 2 credits an hour for 2 hashtags, a little of them kept.
    const list = watchlistOf([watchOf('a'), watchOf('b')], { budgetCreditsPerMonth: 360 });
    const { targets, intervals } = planSampling({ watchlist: list, state: calm(['a', 'b'], 0), now: at(2) });
    expect(targets).toEqual([{ hashtag: 'a' }, { hashtag: 'b' }]);
    expect(intervals[0]?.reason).toBe('read every 2 h: calm, 360 credits left for 8 days');
  });

  test('asks for the videos of an open breakout every four hours, or when its views leap', () => {
    const list = watchlistOf([watchOf('a'), watchOf('b')], { budgetCreditsPerMonth: 540 });
    const state = calm(['a', 'b'], 1);
    const listed = (hours: number): State => ({
      ...state,
      hashtags: new Map([...state.hashtags, ['a', readAt(1, hours, { episode: open })]]),
    });
    // Half of the classic threshold of 10 %, in an hour.
    const due = planSampling({ watchlist: list, state: listed(0), now: at(2) });
    expect(due.targets[0]).toEqual({ hashtag: 'a', listFromViews: 1_050_002 });
    expect(planSampling({ watchlist: list, state: listed(-2), now: at(2) }).targets[0]).toEqual({
      hashtag: 'a',
    });
    expect(due.intervals[0]?.reason).toBe('read every hour, its videos every 4 h: its breakout is open');
  });

  test('asks once a day for videos that have told nothing of posts', () => {
    const list = watchlistOf([watchOf('a'), watchOf('b')], { budgetCreditsPerMonth: 540 });
    const known = calm(['a', 'b'], 0);
    const breakout = startMemory(at(-100), 1_000_001, at(-28));
    const told = { ...breakout, posting: { perHour: 2, exposure: 30 } };
    const remembering = (hours: number, memory: MomentumMemory): HashtagState => {
      const read = readAt(0, hours);
      return { ...read, memory: { ...read.memory, breakout: memory } };
    };
    const hashtags = new Map([
      ['a', remembering(-20, breakout)],
      ['b', remembering(-20, told)],
    ]);
    const { targets, intervals } = planSampling({
      watchlist: list,
      state: { ...known, hashtags },
      now: at(1),
    });
    expect(targets).toEqual([{ hashtag: 'a', listFromViews: expect.any(Number) }, { hashtag: 'b' }]);
    expect(intervals[0]?.reason).toContain('read every hour, its videos every 24 h: calm');
  });

  test('numbers come before videos where the last credits do not pay for both', () => {
    const list = watchlistOf([watchOf('a'), watchOf('b')], { budgetCreditsPerMonth: 6 });
    const plan = planSampling({ watchlist: list, state: calm(['a', 'b'], -200), now: at(2) });
    expect(plan.targets).toEqual([{ hashtag: 'a' }, { hashtag: 'b', listFromViews: expect.any(Number) }]);
    expect(plan).toMatchObject({ failures: [], creditsMax: 3 });
  });

  test('reads a part of them each hour', () => {
    const list = watchlistOf(
      Array.from({ length: 12 }, (_, index) => watchOf(`h${index}`)),
      { budgetCreditsPerMonth: 900 },
    );
    const known = calm(
      list.watches.map(({ hashtag }) => hashtag),
      0,
    );
    const plan = planSampling({ watchlist: list, state: { ...known, at: at(5) }, now: at(6) });
    expect(plan.intervals[0]).toMatchObject({
      everyHours: 4.8,
      reason: 'read every 4 to 5 h: calm, 900 credits left for 7 days',
    });
    expect(plan.targets).toHaveLength(2);
  });

  test('believes the account where that has less', () => {
    const list = watchlistOf([watchOf('a')], { budgetCreditsPerMonth: 100_000 });
    const known = calm(['a'], 0);
    const credits = { month: '2026-11', used: 0, left: 90 };
    const plan = planSampling({ watchlist: list, state: { ...known, credits }, now: at(2) });
    expect(plan).toMatchObject({ creditsMax: 90, intervals: [{ everyHours: 4.1 }] });
  });
});

describe('a run without the time for everything', () => {
  const hashtags = ['a', 'b', 'c', 'd'];
  const list = watchlistOf(hashtags.map((name) => watchOf(name)));
  const state: State = {
    ...EMPTY_STATE,
    at: at(1),
    pace: { proven: 1, perRun: { requests: 6, at: at(1) } },
    hashtags: new Map([
      ['a', readAt(1, 1)],
      ['b', readAt(0, -9)],
      ['c', readAt(0, 0, { episode: open })],
      ['d', readAt(-2, -5)],
    ]),
  };

  test('asks for what fits: open breakouts, then who was unread and unlisted for longest, and says so', () => {
    const { targets, failures, intervals } = planSampling({ watchlist: list, state, now: at(2) });
    expect(targets.map(({ hashtag, listFromViews }) => [hashtag, listFromViews === undefined])).toEqual([
      ['c', true],
      ['d', false],
      ['b', true],
      ['a', false],
    ]);
    expect(failures).toEqual([]);
    expect(intervals[0]).toMatchObject({
      due: true,
      reason: expect.stringContaining('a run has time for 6 calls'),
    });
  });

  test('one that has time for everything reads everything', () => {
    const plan = planSampling({
      watchlist: list,
      state: { ...state, pace: { proven: 1, perRun: { requests: 8, at: at(1) } } },
      now: at(2),
    });
    expect(plan.targets.filter(({ listFromViews }) => listFromViews === undefined)).toHaveLength(4);
  });
});

/** A month of runs by the plan alone: what was used, and how long anybody was unread. */
function month(
  list: Watchlist,
  {
    from,
    hours,
    runs,
  }: { readonly from: number; readonly hours: number; readonly runs: (hour: number) => number },
) {
  let known: State = EMPTY_STATE;
  const seen = new Map<string, number>();
  let unread = 0;
  let onLastDay = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    for (let again = 0; again < runs(hour); again += 1) {
      const now = from + hour * HOUR_MS + again * 60_000;
      const { targets } = planSampling({ watchlist: list, state: known, now });
      const hashtags = new Map(known.hashtags);
      let used = 0;
      for (const { hashtag, listFromViews } of targets) {
        const listed = listFromViews === undefined;
        used += listed ? 2 : 1;
        const before = known.hashtags.get(hashtag)?.videos;
        const videos = listed ? { at: now, lag: 0, views: new Map<string, number>() } : before;
        const counter = { last: { at: now, views: 1_000_000, step: 1 } };
        const episode = hashtag === 'hot' && hour > 100 && hour < 160 ? { episode: open } : {};
        hashtags.set(hashtag, { memory: { counter, days: [] }, ...(videos && { videos }), ...episode });
        unread = Math.max(unread, (now - (seen.get(hashtag) ?? now)) / HOUR_MS);
        seen.set(hashtag, now);
        if (hour >= hours - 24) onLastDay += 1;
      }
      known = { ...known, at: now, hashtags, credits: spendCredits(known.credits, now, { used }) };
    }
  }
  return { used: known.credits.used, unread, onLastDay };
}

describe('a whole month', () => {
  const from = Date.parse('2026-10-01T00:10:00Z');
  const list = (hashtags: number, budget: number): Watchlist =>
    watchlistOf(
      ['hot', ...Array.from({ length: hashtags - 1 }, (_, index) => `h${index}`)].map((name) =>
        watchOf(name),
      ),
      { budgetCreditsPerMonth: budget },
    );

  test.each([
    [1, 62],
    [1, 400],
    [10, 7_440],
    [10, 3_720],
    [7, 1_000],
  ])('%i hashtags with %i credits: spread to the end, nobody unread for long', (hashtags, budget) => {
    const lived = month(list(hashtags, budget), { from, hours: 744, runs: () => 1 });
    expect(lived.used).toBeLessThanOrEqual(budget);
    expect(lived.used).toBeGreaterThan(0.85 * budget);
    expect(lived.unread).toBeLessThanOrEqual(25);
    expect(lived.onLastDay).toBeGreaterThanOrEqual(hashtags);
  });

  test('is kept to the credit, whatever is run by hand and however many runs are missed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 40 }),
        (hashtags, budget, runs) => {
          const runsIn = (hour: number): number => runs[hour % runs.length] ?? 1;
          const lived = month(list(hashtags, budget), { from, hours: 743, runs: runsIn });
          expect(lived.used).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 40 },
    );
  });
});
