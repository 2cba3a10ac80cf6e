import { SOURCE } from '../sources/source/about.ts';
import { creditsUsed } from '../state/credits.ts';
import type { State } from '../state/state.ts';
import { formatAmount, formatCount, formatHours } from '../text/numbers.ts';
import { HOUR_MS } from '../text/time.ts';
import { creditsPerMonth, hashtagsWithin } from '../watchlist/cost.ts';
import { monthEnd } from '../watchlist/spread.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { broken, type Check, ok, unchecked, warning } from './finding.ts';

/** Fewer days than this to go on are worth a word. */
const DAYS_LEFT_MIN = 7;

/** What a hashtag-hour costs at today's pace; where nothing has been spent yet, when no hour is missed. */
function paceOf(
  { watches }: Watchlist,
  pacePerDay: number | undefined,
): { readonly perHour: number; readonly text: string } {
  const hashtags = formatAmount(watches.length, 'hashtag');
  if (pacePerDay !== undefined && pacePerDay > 0)
    return {
      perHour: pacePerDay / 24,
      text: `${hashtags} cost ${formatCount(pacePerDay)} a day at today’s pace`,
    };
  const perHour = creditsPerMonth(watches.length) / 720;
  return { perHour, text: `${hashtags} cost ${formatCount(perHour * 24)} a day` };
}

/**
 * What the account's credits are enough for.
 * @param left by the source's own word; undefined: not told
 * @param pacePerDay what a day costs at today's pace; undefined: when no hour is missed
 */
export function creditsCheck(
  left: number | undefined,
  watchlist: Watchlist,
  pacePerDay: number | undefined,
): Check {
  const { perHour, text: need } = paceOf(watchlist, pacePerDay);
  if (left === undefined)
    return unchecked('credits', `not known how many are left, since ${SOURCE.name} has not said; ${need}`);
  const hours = left / perHour;
  const found = `${formatCount(left)} left, enough for ${formatHours(Math.floor(hours))}: ${need}`;
  const remedy = `top up the account at ${SOURCE.name}, or watch fewer hashtags`;
  if (hours < 1) return broken('credits', `${formatCount(left)} left, not enough for a run: ${need}`, remedy);
  return hours < DAYS_LEFT_MIN * 24 ? warning('credits', found, remedy) : ok('credits', found);
}

/** The month's spending against the watchlist's budget. */
export function budgetCheck(
  watchlist: Watchlist,
  credits: State['credits'],
  pacePerDay: number | undefined,
  now: number,
): Check {
  const { budgetCreditsPerMonth: budget } = watchlist;
  const used = creditsUsed(credits, now);
  const { perHour } = paceOf(watchlist, pacePerDay);
  const spent = `${formatAmount(used, 'credit')} used this month`;
  if (budget === undefined)
    return ok('budget', `${spent}, no cap set; at this pace 30 days cost ${formatCount(perHour * 720)}`);
  const hoursToGo = (monthEnd(now) - now) / HOUR_MS;
  const hours = (budget - used) / perHour;
  const of = `${spent} of ${formatCount(budget)}`;
  if (hours >= hoursToGo) return ok('budget', `${of}: enough until the month ends`);
  if (hours > 0)
    return ok('budget', `${of}: the rest is spread over the month, calm hashtags are read more rarely`);
  const remedy = `raise \`budget\`, or watch at most ${formatAmount(Math.max(1, hashtagsWithin(budget)), 'hashtag')}`;
  return warning('budget', `${of}: nothing is sampled until the month ends`, remedy);
}
