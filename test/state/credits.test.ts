import { expect, test } from 'vitest';
import { spendCredits } from '../../src/state/state.ts';

const NOVEMBER = Date.parse('2026-11-23T10:00:00Z');
const DECEMBER = Date.parse('2026-12-01T00:00:00Z');
const credits = { month: '2026-11', used: 90, left: 500 };

test.each([
  ['add up within a month', NOVEMBER, { used: 4, left: 496 }, { month: '2026-11', used: 94, left: 496 }],
  [
    'begin at nothing with a month',
    DECEMBER,
    { used: 4, left: 496 },
    { month: '2026-12', used: 4, left: 496 },
  ],
  ['keep what was left where nobody said', NOVEMBER, { used: 4 }, { month: '2026-11', used: 94, left: 500 }],
])('the credits of a run %s', (_what, now, spent, after) => {
  expect(spendCredits(credits, now, spent)).toEqual(after);
});
