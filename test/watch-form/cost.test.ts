import { expect, test } from 'vitest';
import { costSentence } from '../../src/watch-form/cost.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const price = { amount: 0.01, credits: 1, currency: '$' } as const;
const list = (hashtags: number, more: object) =>
  watchlistOf(
    Array.from({ length: hashtags }, (_, index) => watchOf(`h${index}`)),
    more,
  );

test.each([
  ['without a price', {}, 'Read every time, this adds 1,440 credits a month, 7,200 in all.'],
  [
    'in money',
    { creditPrice: price },
    'Read every time, this adds 1,440 credits ($14.40) a month, 7,200 ($72.00) in all.',
  ],
  [
    'with a budget that pays for it',
    { budgetCreditsPerMonth: 10_000 },
    'Read every time, this adds 1,440 credits a month, 7,200 in all. 2,800 credits are left of the budget of 10,000.',
  ],
])('what a form adds to a month: %s', (_why, more, text) => {
  expect(costSentence(list(4, more), list(5, more), USUAL_SCHEDULE)).toBe(text);
});

test('with a short budget it says how often hashtags are read', () => {
  const more = { budgetCreditsPerMonth: 3_600 };
  expect(costSentence(list(4, more), list(5, more), USUAL_SCHEDULE)).toContain(
    'The budget of 3,600 credits pays for 50 % of that, spread over the month: a calm hashtag is read every',
  );
});
