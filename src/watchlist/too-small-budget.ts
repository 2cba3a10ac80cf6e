import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import { formatAmount, formatCount } from '../text/numbers.ts';
import { DAYS_PER_MONTH_MAX } from './cost.ts';
import type { Finding } from './problem.ts';
import { BUDGET } from './quantity/budget.ts';
import type { Place } from './tree.ts';
import type { Watchlist } from './watchlist.ts';

/** A budget that does not pay for a reading of everything once a day, with the arithmetic: it would watch nothing well. */
export function tooSmallBudget(root: Place, watchlist: Watchlist): readonly Finding[] {
  const { watches, budget, budgetCreditsPerMonth: credits } = watchlist;
  const place = root.entries?.get('budget')?.value;
  const perHashtag = CREDITS_PER_HASHTAG * DAYS_PER_MONTH_MAX;
  const needed = watches.length * perHashtag;
  if (place === undefined || budget === undefined || credits === undefined || credits >= needed) return [];
  const few = Math.floor(credits / perHashtag);
  const fewer = few === 0 ? '' : `, or watch ${formatAmount(few, 'hashtag')}`;
  const advice = {
    message: `${formatCount(credits)} credits a month do not pay for one reading a day: ${formatAmount(watches.length, 'hashtag')} × ${CREDITS_PER_HASHTAG} credits × ${DAYS_PER_MONTH_MAX} days are ${formatCount(needed)}`,
    remedy: `write \`budget: ${enough(watchlist, needed)}\`${fewer}`,
  };
  return [{ start: place.start, end: place.end, tell: () => advice }];
}

/** So many credits as the file writes its budget. */
function enough({ budget, creditPrice }: Watchlist, credits: number): string {
  if (budget === undefined || 'credits' in budget || creditPrice === undefined)
    return BUDGET.write({ credits });
  const cents = Math.ceil((100 * credits * creditPrice.amount) / creditPrice.credits - 1e-6);
  return BUDGET.write({ ...budget, amount: cents / 100 });
}
