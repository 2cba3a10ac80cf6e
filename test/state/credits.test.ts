import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CreditState, creditsUsed, spendCredits } from '../../src/state/credits.ts';

const NOVEMBER = Date.parse('2026-11-23T10:00:00Z');
const DECEMBER = Date.parse('2026-12-01T00:00:00Z');
const credits = { month: '2026-11', used: 90, left: 500 };

test.each([
  ['add up within a month', NOVEMBER, { used: 4, left: 496 }, { month: '2026-11', used: 94, left: 496 }],
  [
    'begin at nothing with a month',
    DECEMBER,
    { used: 4, left: 496 },
    { month: '2026-12', used: 4, left: 496, others: [{ month: '2026-11', used: 90 }] },
  ],
  ['keep what was left where nobody said', NOVEMBER, { used: 4 }, { month: '2026-11', used: 94, left: 500 }],
])('the credits of a run %s', (_what, now, spent, after) => {
  expect(spendCredits(credits, now, spent)).toEqual(after);
});

describe('a clock that jumps', () => {
  test('into another month and back finds what was spent', () => {
    const jumped = spendCredits(credits, DECEMBER, { used: 4 });
    expect(creditsUsed(jumped, NOVEMBER)).toBe(90);
    const back = spendCredits(jumped, NOVEMBER, { used: 6 });
    expect([creditsUsed(back, NOVEMBER), creditsUsed(back, DECEMBER)]).toEqual([96, 4]);
  });

  test('spends nothing twice, wherever it stands', () => {
    const months = fc.constantFrom(NOVEMBER, DECEMBER, Date.parse('2027-01-09T10:00:00Z'));
    fc.assert(
      fc.property(fc.array(fc.tuple(months, fc.nat(50)), { maxLength: 40 }), (runs) => {
        let state: CreditState = { month: '', used: 0 };
        for (const [now, used] of runs) state = spendCredits(state, now, { used });
        for (const month of [NOVEMBER, DECEMBER]) {
          const spent = runs.filter(([now]) => now === month).reduce((sum, [, used]) => sum + used, 0);
          expect(creditsUsed(state, month)).toBe(spent);
        }
      }),
    );
  });
});

/** A call: answered, or without an answer and charged all the same, or not. */
const call = fc.constantFrom('answered', 'lost-and-charged', 'lost');

test('calls without an answer count until the account shows what they cost, to the credit', () => {
  fc.assert(
    fc.property(fc.array(fc.array(call, { minLength: 1, maxLength: 8 }), { maxLength: 20 }), (runs) => {
      let [state, account, charged]: [CreditState, number, number] = [{ month: '', used: 0 }, 10_000, 0];
      // The first run and the last one are answered: an account that was never seen shows nothing.
      for (const calls of [['answered'], ...runs, ['answered']]) {
        const started = account;
        const balances: number[] = [];
        for (const one of calls) {
          if (one !== 'lost') [account, charged] = [account - 1, charged + 1];
          if (one === 'answered') balances.push(account);
        }
        const used = balances.length;
        const [before, left] = [balances[0], balances.at(-1)];
        state = spendCredits(state, NOVEMBER, {
          used,
          unsure: calls.length - used,
          ...(before !== undefined && left !== undefined && { before: before + 1, left }),
        });
        expect(creditsUsed(state, NOVEMBER)).toBeGreaterThanOrEqual(charged);
        expect(creditsUsed(state, NOVEMBER)).toBeLessThanOrEqual(charged + (state.unsure ?? 0));
        expect(started - account).toBeGreaterThanOrEqual(used);
      }
      expect(creditsUsed(state, NOVEMBER)).toBe(charged);
    }),
  );
});
