import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSampling } from '../../src/run/plan.ts';
import { createLedger } from '../../src/sources/scavio/ledger.ts';
import { spendCredits } from '../../src/state/credits.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const MONTH_END = Date.parse('2026-11-01T00:00:00Z');
const HOURS = 100;

/** What becomes of a call: answered, or without an answer and charged all the same, or not. */
type Fate = 'answered' | 'lost-and-charged' | 'lost';

interface Account {
  left: number;
  /** What was charged, by the month of the run's clock. */
  readonly charged: Map<string, number>;
}

/** One run: the plan, and its calls one after the other while the ledger pays. @returns the state after it */
function run(state: State, budget: number, now: number, account: Account, fateOf: () => Fate): State {
  const list = watchlistOf(
    ['a', 'b', 'c', 'd'].map((name) => watchOf(name)),
    { budgetCreditsPerMonth: budget },
  );
  const { targets, creditsMax } = planSampling({ watchlist: list, state, now });
  const ledger = createLedger(creditsMax);
  const month = new Date(now).toISOString().slice(0, 7);
  const hashtags = new Map(state.hashtags);
  const call = (): boolean => {
    if (!ledger.pays(0)) return false;
    const fate = fateOf();
    if (fate !== 'lost') {
      account.left -= 1;
      account.charged.set(month, (account.charged.get(month) ?? 0) + 1);
    }
    if (fate === 'answered') ledger.answered({ credits_used: 1, credits_remaining: account.left });
    else ledger.failed(new Error('the connection was reset'));
    return fate === 'answered';
  };
  for (const { hashtag, listFromViews } of targets) {
    if (!call()) continue;
    const isListed = listFromViews === undefined && call();
    const before = state.hashtags.get(hashtag)?.videos;
    const videos = isListed ? { at: now, lag: 0, views: new Map<string, number>() } : before;
    const counter = { last: { at: now, views: 1_000_000, step: 1 } };
    hashtags.set(hashtag, { memory: { counter, days: [] }, ...(videos && { videos }) });
  }
  return { ...state, at: now, hashtags, credits: spendCredits(state.credits, now, ledger.credits()) };
}

test('a budget is kept to the credit, whatever fails and wherever the clock jumps', () => {
  const fates = fc.array(fc.constantFrom<Fate>('answered', 'answered', 'lost-and-charged', 'lost'), {
    minLength: 3,
    maxLength: 12,
  });
  // Hours off: a clock that is wrong for a run, a run by hand in the same hour, a month too far.
  const jumps = fc.array(fc.constantFrom(0, 0, 0, 0, -0.9, 900, -900), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 600 }), fates, jumps, (budget, what, where) => {
      const account: Account = { left: 100_000, charged: new Map() };
      let calls = 0;
      const next = (): Fate => what[calls++ % what.length] ?? 'answered';
      // The account has been seen before, so that its balance shows what is charged.
      let state: State = { ...EMPTY_STATE, credits: { month: '2026-10', used: 0, left: account.left } };
      for (let hour = 0; hour < HOURS; hour += 1) {
        const now = MONTH_END - (HOURS - hour) * HOUR_MS + (where[hour % where.length] ?? 0) * HOUR_MS;
        state = run(state, budget, now, account, next);
      }
      for (const charged of account.charged.values()) expect(charged).toBeLessThanOrEqual(budget);
    }),
    { numRuns: 60 },
  );
});
