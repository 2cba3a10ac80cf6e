import type { CreditPrice, Settings } from '../settings/settings.ts';
import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import { costOf } from './money.ts';
import {
  type Cadence,
  cadenceAt,
  creditsPerHour,
  EVERY_HOUR,
  every,
  paceFor,
  RESERVE_SHARE,
  slowedTo,
  UNREAD_HOURS_MAX,
} from './spread.ts';
import type { Schedule } from './workflow-schedule.ts';

/** A month as prices and budgets reckon it. */
const DAYS_PER_MONTH = 30;
/** The longest one, which a budget has to pay for. */
export const DAYS_PER_MONTH_MAX = 31;

/** What a watchlist costs. */
export interface CostForecast {
  readonly credits: {
    /** Where every hashtag is read as often as the watchlist asks, with its videos. */
    readonly perMonth: number;
    readonly perHashtag: number;
    /** The `budget`; null without one. */
    readonly budgetPerMonth: number | null;
    /** Always null: a budget is spread over the month. Kept for programs that read it. */
    readonly budgetLastsDays: number | null;
    /** How many hashtags the budget can watch at every sample; null without one. */
    readonly hashtagsWithinBudget: number | null;
    /** What a month will cost: `perMonth`, or the budget where that is less. */
    readonly forecastPerMonth: number;
    /** Hours between two readings of a calm hashtag without an interval of its own, and between two lists of its videos. */
    readonly everyHours: number;
    readonly videosEveryHours: number;
    /** No hashtag stays unread for longer, hours. */
    readonly unreadHoursMax: number;
    /** The forecast in money, by the `credit-price`; null where that is not known. */
    readonly money: Money | null;
  };
  readonly minutesPerMonth: number;
  readonly megabytesPerYear: number;
}

export interface Money {
  readonly currency: CreditPrice['currency'];
  readonly perMonth: number;
  readonly budget: number | null;
}

/** What of a watchlist decides its cost. */
export type Priced = Pick<Settings, 'budgetCreditsPerMonth' | 'creditPrice'> & {
  readonly watches: readonly { readonly everyHours?: number }[];
};

export function forecastCost(list: Priced, schedule: Schedule): CostForecast {
  const { jobsPerDay, samplesPerDay, longestGapHours } = schedule;
  const { watches, budgetCreditsPerMonth: budget, creditPrice } = list;
  const runHours = 24 / samplesPerDay;
  const asked = watches.map(({ everyHours = 1 }) => every(Math.max(runHours, everyHours)));
  const hours = 24 * DAYS_PER_MONTH;
  const perMonth = Math.round(hours * creditsPerHour(NO_WAIT, asked));
  const perHashtag = Math.round(CREDITS_PER_HASHTAG * samplesPerDay * DAYS_PER_MONTH);
  const cadence = slowedTo(cadenceOf(list, asked), every(runHours));
  const forecast = budget === undefined ? perMonth : Math.min(budget, perMonth);
  return {
    credits: {
      perMonth,
      perHashtag,
      budgetPerMonth: budget ?? null,
      budgetLastsDays: null,
      hashtagsWithinBudget: budget === undefined ? null : Math.floor(budget / perHashtag),
      forecastPerMonth: forecast,
      everyHours: Math.round(10 * cadence.everyHours) / 10,
      videosEveryHours: Math.round(10 * cadence.listEveryHours) / 10,
      unreadHoursMax: Math.max(
        longestGapHours,
        budget === undefined
          ? Math.round(10 * Math.max(...asked.map(({ everyHours }) => everyHours))) / 10
          : UNREAD_HOURS_MAX,
      ),
      money:
        creditPrice === undefined
          ? null
          : {
              currency: creditPrice.currency,
              perMonth: costOf(forecast, creditPrice),
              budget: budget === undefined ? null : costOf(budget, creditPrice),
            },
    },
    // GitHub rounds every job up to a minute (docs/setup.md, "Private repositories and minutes").
    minutesPerMonth: Math.round(jobsPerDay * DAYS_PER_MONTH),
    megabytesPerYear: megabytesPerYear(watches.length, samplesPerDay),
  };
}

const NO_WAIT: Cadence = { everyHours: 0, listEveryHours: 0 };

/** How a month in which nothing presses is spread: the plan keeps a little for breakouts. */
function cadenceOf({ budgetCreditsPerMonth: budget }: Priced, asked: readonly Cadence[]): Cadence {
  const all = creditsPerHour(NO_WAIT, asked);
  const perHour = (budget ?? Number.POSITIVE_INFINITY) / (24 * DAYS_PER_MONTH);
  return cadenceAt(
    paceFor(perHour >= all ? perHour : perHour * (1 - RESERVE_SHARE), asked, 1),
    EVERY_HOUR,
    1,
  );
}

/**
 * Packed growth of the repository. The rule is a straight line through what `npm run bench -- growth` measured: a part
 * for every commit, and a part for every hashtag in it. docs/pull-requests.md has the points.
 * @returns megabytes, to a tenth
 */
function megabytesPerYear(hashtags: number, samplesPerDay: number): number {
  const commits = samplesPerDay * 365;
  const bytes = commits * (BYTES_PER_COMMIT + hashtags * BYTES_PER_HASHTAG);
  return Math.round(bytes / 1e5) / 10;
}

const BYTES_PER_COMMIT = 800;
const BYTES_PER_HASHTAG = 80;

/** Credits that `hashtags` cost in a month of hourly samples: 1,440 each. */
export function creditsPerMonth(hashtags: number): number {
  return hashtags * CREDITS_PER_HASHTAG * 24 * DAYS_PER_MONTH;
}

/** How many hashtags a budget of `credits` a month can watch every hour. */
export function hashtagsWithin(credits: number): number {
  return Math.floor(credits / creditsPerMonth(1));
}
