import { type PlanInput, planSampling } from '../../run/plan.ts';
import type { Target } from '../../sources/source/source.ts';
import { creditsUsed } from '../../state/credits.ts';
import { HOUR_MS } from '../../text/time.ts';
import { monthEnd } from '../../watchlist/spread.ts';

/** What to ask for in one run. */
export type Policy = (input: PlanInput) => readonly Target[];

export const everything: Policy = ({ watchlist }) => watchlist.watches.map(({ hashtag }) => ({ hashtag }));

export const productPlan: Policy = (input) => planSampling(input).targets;

/** The rule of before: everything, open breakouts first, until the month's budget is used up. */
export const untilUsedUp: Policy = ({ watchlist, state, now }) => {
  const isOpen = (hashtag: string): number => (state.hashtags.get(hashtag)?.episode === undefined ? 1 : 0);
  const left = (watchlist.budgetCreditsPerMonth ?? 0) - creditsUsed(state.credits, now);
  return watchlist.watches
    .map(({ hashtag }) => ({ hashtag }))
    .toSorted((a, b) => isOpen(a.hashtag) - isOpen(b.hashtag))
    .slice(0, Math.max(0, Math.floor(left / 2)));
};

/** The longest unread first, as many as an even spread of what is left pays for; with or without the videos. */
export function roundRobin(calls: 'numbers' | 'numbers and videos'): Policy {
  const cost = calls === 'numbers' ? 1 : 2;
  const noVideos = calls === 'numbers' ? { listFromViews: Number.POSITIVE_INFINITY } : {};
  let owed = 0;
  return ({ watchlist, state, now }) => {
    const left = (watchlist.budgetCreditsPerMonth ?? 0) - creditsUsed(state.credits, now);
    const hours = Math.max(1, Math.ceil((monthEnd(now) - now) / HOUR_MS));
    const sinceLast = state.at === undefined ? 1 : Math.max(1, Math.round((now - state.at) / HOUR_MS));
    owed = Math.min(owed + (Math.min(sinceLast, 24) * left) / hours, Math.max(0, left));
    const lastAt = (hashtag: string): number => state.hashtags.get(hashtag)?.memory.counter?.last.at ?? 0;
    const chosen = watchlist.watches
      .map(({ hashtag }) => ({ hashtag, ...noVideos }))
      .toSorted((a, b) => lastAt(a.hashtag) - lastAt(b.hashtag))
      .slice(0, Math.max(0, Math.floor(owed / cost)));
    owed -= chosen.length * cost;
    return chosen;
  };
}
