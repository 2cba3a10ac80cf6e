import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import type { Schedule } from './workflow-schedule.ts';

/** A month as prices and budgets reckon it. */
const DAYS_PER_MONTH = 30;

/** What a watchlist costs. */
export interface CostForecast {
  readonly credits: {
    readonly perMonth: number;
    readonly perHashtag: number;
    /** The `budget`; null without one. */
    readonly budgetPerMonth: number | null;
    /** Whole days of a month after which the budget is used up; null where it lasts, or where there is none. */
    readonly budgetLastsDays: number | null;
    /** How many hashtags the budget can watch at every sample; null without one. */
    readonly hashtagsWithinBudget: number | null;
  };
  readonly minutesPerMonth: number;
  readonly megabytesPerYear: number;
}

/** @param budget most credits a calendar month may cost; undefined: no cap */
export function forecastCost(
  hashtags: number,
  budget: number | undefined,
  { jobsPerDay, samplesPerDay }: Schedule,
): CostForecast {
  const perHashtag = CREDITS_PER_HASHTAG * samplesPerDay * DAYS_PER_MONTH;
  const perMonth = hashtags * perHashtag;
  const perDay = hashtags * CREDITS_PER_HASHTAG * samplesPerDay;
  const isShort = budget !== undefined && budget < perMonth;
  return {
    credits: {
      perMonth,
      perHashtag,
      budgetPerMonth: budget ?? null,
      budgetLastsDays: isShort ? Math.floor(budget / perDay) : null,
      hashtagsWithinBudget: budget === undefined ? null : Math.floor(budget / perHashtag),
    },
    // GitHub rounds every job up to a minute (docs/setup.md, "Private repositories and minutes").
    minutesPerMonth: jobsPerDay * DAYS_PER_MONTH,
    megabytesPerYear: megabytesPerYear(hashtags, samplesPerDay),
  };
}

/**
 * Packed growth of the repository. The rule is a straight line through what `npm run bench -- growth` measured: a part
 * for every commit, and a part for every hashtag in it; 37.7 MB a year at 50 hashtags and hourly runs.
 * @returns megabytes, to a tenth
 */
function megabytesPerYear(hashtags: number, samplesPerDay: number): number {
  const commits = samplesPerDay * 365;
  const bytes = commits * (BYTES_PER_COMMIT + hashtags * BYTES_PER_HASHTAG);
  return Math.round(bytes / 1e5) / 10;
}

const BYTES_PER_COMMIT = 700;
const BYTES_PER_HASHTAG = 72;

/** Credits that `hashtags` cost in a month of hourly samples: 1,440 each. */
export function creditsPerMonth(hashtags: number): number {
  return hashtags * CREDITS_PER_HASHTAG * 24 * DAYS_PER_MONTH;
}

/** How many hashtags a budget of `credits` a month can watch every hour. */
export function hashtagsWithin(credits: number): number {
  return Math.floor(credits / creditsPerMonth(1));
}
