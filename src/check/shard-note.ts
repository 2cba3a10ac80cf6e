import { IN_FLIGHT_MAX } from '../sources/source/pace.ts';
import type { KnownPace } from '../sources/source/pace-state.ts';
import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import { formatAmount } from '../text/numbers.ts';
import { MINUTE_MS } from '../text/time.ts';

/** What sampling may take in one run (docs/scavio.md, "Limits and price"). */
const SAMPLING_MINUTES = 12;
/** What a call takes (docs/scavio.md). */
const CALL_MS = 1_200;
/** A month as prices reckon it. */
const DAYS_PER_MONTH = 30;
/** Starting a job and installing, rounded up as GitHub bills it. */
const START_MINUTES = 1;

/** How many hashtags one run reads with this pace; without a limit that was met, with the most requests that are tried at once. */
export function hashtagsInRun(pace: KnownPace | undefined): number {
  const { refused, proven = 1, window } = pace ?? {};
  const inFlight = refused === undefined ? IN_FLIGHT_MAX : proven;
  const byCalls = (inFlight * SAMPLING_MINUTES * MINUTE_MS) / CALL_MS;
  const byWindow =
    window === undefined
      ? Number.POSITIVE_INFINITY
      : (window.requests * SAMPLING_MINUTES * MINUTE_MS) / window.ms;
  return Math.max(1, Math.floor(Math.min(byCalls, byWindow) / CREDITS_PER_HASHTAG));
}

/**
 * From when on a run in shards is worth it, and what that costs (docs/shards.md).
 * @param hashtags read in an hour, on average
 * @returns undefined where one run reads them all
 */
export function shardNote(
  hashtags: number,
  pace: KnownPace | undefined,
  { samplesPerDay }: { readonly samplesPerDay: number },
): string | undefined {
  const capacity = hashtagsInRun(pace);
  if (hashtags <= capacity) return undefined;
  const shards = Math.ceil(hashtags / capacity);
  const sampling = Math.ceil((SAMPLING_MINUTES * hashtags) / (shards * capacity));
  const jobs = 2 * START_MINUTES + shards * (START_MINUTES + sampling);
  const minutes = jobs * samplesPerDay * DAYS_PER_MONTH;
  return (
    `One run reads about ${formatAmount(capacity, 'hashtag')} in the ${SAMPLING_MINUTES} minutes that sampling may take, and leaves the others to ` +
    `the next one. To read ${formatAmount(Math.round(hashtags), 'hashtag')} every hour, spread a run over ${shards} shards, each with an API key of its own: ` +
    `about ${formatAmount(minutes, 'minute')} of GitHub Actions a month (docs/shards.md).`
  );
}
