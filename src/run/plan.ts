import type { Failure } from '../readings/sample.ts';
import type { Watch } from '../settings/settings.ts';
import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import { creditsUsed, type State } from '../state/state.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** The code of a hashtag that was left out to keep the budget. */
const OVER_BUDGET = 'over-budget';

/** The watches that a run may sample, hot ones first, and those that the budget has no credits for. */
export interface SamplingPlan {
  readonly watches: readonly Watch[];
  readonly failures: readonly Failure[];
}

/**
 * Plans a run within the month's budget. Hashtags with an open episode come first, so that they are the last to be
 * left out; the others follow in the watchlist's order.
 */
export function planSampling(
  watchlist: Watchlist,
  watches: readonly Watch[],
  state: State,
  now: number,
): SamplingPlan {
  const isHot = ({ hashtag }: Watch): boolean => state.hashtags.get(hashtag)?.episode !== undefined;
  const ordered = [...watches.filter(isHot), ...watches.filter((watch) => !isHot(watch))];
  const budget = watchlist.budgetCreditsPerMonth;
  if (budget === undefined) return { watches: ordered, failures: [] };
  const left = Math.max(0, budget - creditsUsed(state.credits, now));
  const count = Math.floor(left / CREDITS_PER_HASHTAG);
  return {
    watches: ordered.slice(0, count),
    failures: ordered.slice(count).map(({ hashtag }) => ({
      hashtag,
      code: OVER_BUDGET,
      lost: 'reading',
      message: `this month's budget of ${budget} credits is used up: raise \`budget\`, or watch fewer hashtags`,
    })),
  };
}
