/** Credits for one sample of one hashtag: one call for its counters, one for its newest videos. */
const CREDITS_PER_SAMPLE = 2;

/** A month as prices and budgets reckon it: 30 days of hourly samples. */
const SAMPLES_PER_MONTH = 24 * 30;

/** Credits that `hashtags` cost in a month of hourly samples: 1,440 each. */
export function creditsPerMonth(hashtags: number): number {
  return hashtags * CREDITS_PER_SAMPLE * SAMPLES_PER_MONTH;
}

/** How many hashtags a budget of `credits` a month can watch every hour. */
export function hashtagsWithin(credits: number): number {
  return Math.floor(credits / creditsPerMonth(1));
}
