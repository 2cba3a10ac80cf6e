import fc from 'fast-check';
import { HTTPError } from 'ky';
import { expect, test } from 'vitest';
import { planSampling } from '../../src/run/plan.ts';
import { createLedger } from '../../src/sources/scavio/ledger.ts';
import { spendCredits } from '../../src/state/credits.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const MONTH_END = Date.parse('2026-11-01T00:00:00Z');
const HOURS = 100;

/** What becomes of a call: answered, or without an answer and charged all the same, or not. */
type Fate = 'answered' | 'lost-and-charged' | 'lost';

interface Account {
  left: number;
  /** What was charged, by the month of the run's clock. */
  readonly charged: Map<string, number>;
  /** Calls that were refused since nothing was left. */
  refused: number;
}

interface Outcome {
  readonly spent: ReturnType<ReturnType<typeof createLedger>['credits']>;
  readonly hashtags: State['hashtags'];
}

/** What one run reads from a state: its calls one after the other, while the ledger pays and the account has credits. */
function sample(list: Watchlist, state: State, now: number, account: Account, fateOf: () => Fate): Outcome {
  const { targets, creditsMax } = planSampling({ watchlist: list, state, now });
  const ledger = createLedger(creditsMax);
  const month = new Date(now).toISOString().slice(0, 7);
  const hashtags = new Map(state.hashtags);
  let isStopped = false;
  const call = (): boolean => {
    if (isStopped || !ledger.pays(0)) return false;
    if (account.left < 1) {
      account.refused += 1;
      isStopped = true;
      ledger.failed(refusal());
      return false;
    }
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
  return { spent: ledger.credits(), hashtags };
}

/** Records a run on top of whichever state is upstream by then. */
function record(state: State, now: number, { spent, hashtags }: Outcome): State {
  return { ...state, at: now, hashtags, credits: spendCredits(state.credits, now, spent) };
}

function run(list: Watchlist, state: State, now: number, account: Account, fateOf: () => Fate): State {
  return record(state, now, sample(list, state, now, account, fateOf));
}

function listOf(budget: number, timezone = 'UTC'): Watchlist {
  return watchlistOf(
    ['a', 'b', 'c', 'd'].map((name) => watchOf(name)),
    { budgetCreditsPerMonth: budget, timezone },
  );
}

/** The ledger looks at the answer alone. */
const OPTIONS = {} as ConstructorParameters<typeof HTTPError>[2];

/** HTTP 402, as the client sees it. */
function refusal(): HTTPError {
  const response = new Response(JSON.stringify({ error: { code: 'payment_required' } }), { status: 402 });
  return new HTTPError(response, new Request('https://api.scavio.dev/'), OPTIONS);
}

function account(left: number): Account {
  return { left, charged: new Map(), refused: 0 };
}

/** The account has been seen before, so that its balance shows what is charged. */
function seen({ left }: Account): State {
  return { ...EMPTY_STATE, credits: { month: '2026-10', used: 0, left } };
}

/** A fate for each call, over and over. */
function inTurn(what: readonly Fate[]): () => Fate {
  let calls = 0;
  return () => what[calls++ % what.length] ?? 'answered';
}

const FATES = fc.array(fc.constantFrom<Fate>('answered', 'answered', 'lost-and-charged', 'lost'), {
  minLength: 3,
  maxLength: 12,
});
const BUDGETS = fc.integer({ min: 20, max: 600 });

test('a budget is kept to the credit, whatever fails and wherever the clock jumps', () => {
  // Hours off: a clock that is wrong for a run, a run by hand in the same hour, a month too far.
  const jumps = fc.array(fc.constantFrom(0, 0, 0, 0, -0.9, 900, -900), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(BUDGETS, FATES, jumps, (budget, what, where) => {
      const own = account(100_000);
      const next = inTurn(what);
      let state = seen(own);
      for (let hour = 0; hour < HOURS; hour += 1) {
        const now = MONTH_END - (HOURS - hour) * HOUR_MS + (where[hour % where.length] ?? 0) * HOUR_MS;
        state = run(listOf(budget), state, now, own, next);
      }
      for (const charged of own.charged.values()) expect(charged).toBeLessThanOrEqual(budget);
    }),
    { numRuns: 60 },
  );
});

test('two runs at once stay within it together, from the first hour to the last', () => {
  fc.assert(
    fc.property(
      BUDGETS,
      FATES,
      fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }),
      (budget, what, twice) => {
        const own = account(100_000);
        const next = inTurn(what);
        const list = listOf(budget);
        let state = seen(own);
        for (let hour = 0; hour < HOURS; hour += 1) {
          const now = MONTH_END - (HOURS - hour) * HOUR_MS;
          // Both begin from the same state; the second records on top of the first.
          const runs = ((twice[hour % twice.length] ?? false) ? [0, 1] : [0]).map(() =>
            sample(list, state, now, own, next),
          );
          for (const one of runs) state = record(state, now, one);
        }
        for (const charged of own.charged.values()) expect(charged).toBeLessThanOrEqual(budget);
      },
    ),
    { numRuns: 60 },
  );
});

test('an account that has less than the budget is not asked in vain, but once an hour', () => {
  fc.assert(
    fc.property(BUDGETS, fc.integer({ min: 0, max: 200 }), (budget, left) => {
      const own = account(left);
      let state: State = EMPTY_STATE;
      for (let hour = 0; hour < HOURS; hour += 1)
        state = run(listOf(budget), state, MONTH_END - (HOURS - hour) * HOUR_MS, own, () => 'answered');
      const charged = [...own.charged.values()].reduce((sum, one) => sum + one, 0);
      expect(charged).toBeLessThanOrEqual(Math.min(budget, left));
      expect(own.refused).toBeLessThanOrEqual(HOURS);
      // What there was has been spread over the month, but for the last credits.
      expect(charged).toBeGreaterThanOrEqual(0.8 * Math.min(budget, left) - 8);
    }),
    { numRuns: 30 },
  );
});

test('a refusal for want of credits keeps what was sampled, and the rest is planned again after a top-up', () => {
  const own = account(5);
  const list = listOf(3_000);
  const now = MONTH_END - HOURS * HOUR_MS;
  const stopped = run(list, EMPTY_STATE, now, own, () => 'answered');
  expect([...stopped.hashtags.keys()]).toEqual(['a', 'b', 'c']);
  expect(stopped.credits).toMatchObject({ used: 5, left: 0 });
  const asked = planSampling({ watchlist: list, state: stopped, now: now + HOUR_MS });
  expect(asked.targets.map(({ hashtag }) => hashtag)).toEqual(['d']);
  own.left = 1_000;
  const again = run(list, stopped, now + HOUR_MS, own, () => 'answered');
  const { targets } = planSampling({ watchlist: list, state: again, now: now + 2 * HOUR_MS });
  expect(targets.map(({ hashtag }) => hashtag)).toEqual(['a', 'b', 'c', 'd']);
});

test.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'])(
  'a month ends in UTC, as the account bills it, whatever zone people read in: %s',
  (timezone) => {
    const own = account(100_000);
    let state = seen(own);
    const plans: string[] = [];
    for (let hour = -30; hour < 30; hour += 1) {
      const now = MONTH_END + hour * HOUR_MS;
      const { targets } = planSampling({ watchlist: listOf(120, timezone), state, now });
      plans.push(targets.map(({ hashtag }) => hashtag).join());
      state = run(listOf(120, timezone), state, now, own, () => 'answered');
    }
    expect([...own.charged.keys()]).toEqual(['2026-10', '2026-11']);
    for (const charged of own.charged.values()) expect(charged).toBeLessThanOrEqual(120);
    // October's is spent by its end; November begins with a full one, spread over its own 30 days.
    expect(own.charged.get('2026-10')).toBeGreaterThan(100);
    expect(own.charged.get('2026-11')).toBeLessThan(30);
  },
);
