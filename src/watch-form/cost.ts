import { budgetSentence } from '../check/cost-text.ts';
import { formatCount } from '../text/numbers.ts';
import { forecastCost } from '../watchlist/cost.ts';
import { costOf, moneyText } from '../watchlist/money.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { Schedule } from '../watchlist/workflow-schedule.ts';

/** What a change of the watchlist adds to a month, and with a budget how often hashtags are read then. */
export function costSentence(before: Watchlist, after: Watchlist, schedule: Schedule): string {
  const [was, is] = [before, after].map((list) => forecastCost(list, schedule).credits);
  if (was === undefined || is === undefined) return '';
  const { creditPrice: price } = after;
  const shown = (credits: number, noun = ''): string =>
    `${formatCount(credits)}${noun}${price === undefined ? '' : ` (${moneyText(costOf(credits, price), price.currency)})`}`;
  const added = `Read every time, this adds ${shown(is.perMonth - was.perMonth, ' credits')} a month, ${shown(is.perMonth)} in all.`;
  return `${added} ${budgetSentence(is)}`.trimEnd();
}
