import type { SitePieces } from '../dashboard/pieces.ts';
import type { SummaryRow } from '../dashboard/schema/site.ts';
import { hoursBetween, isoUtc } from '../text/time.ts';

/** Hashtags that an answer describes at most; the others are named. */
export const HASHTAGS_MAX = 100;
/** Hashtags without some of their readings that an answer holds at most. */
const MISSED_MAX = 20;

/** When an answer was made, and how old its numbers are. Hours to one digit; absent before the first reading. */
export interface Freshness {
  readonly asOf: string;
  readonly newestReadingAt?: string;
  readonly newestReadingHoursAgo?: number;
}

export function freshnessOf({ summary: { madeAt, newestAt } }: Pick<SitePieces, 'summary'>): Freshness {
  if (newestAt === undefined) return { asOf: madeAt };
  const hours = hoursBetween(Date.parse(newestAt), Date.parse(madeAt));
  return { asOf: madeAt, newestReadingAt: newestAt, newestReadingHoursAgo: Math.round(hours * 10) / 10 };
}

/** What every hashtag of the watchlist is doing, as far as an answer can hold them: the strongest momentum first. */
export function listHashtags(pieces: SitePieces): object {
  const { timezone, hashtags } = pieces.summary;
  return {
    ...freshnessOf(pieces),
    timezone,
    count: hashtags.length,
    hashtags: hashtags.slice(0, HASHTAGS_MAX).map(plainRow),
    weaker: hashtags.slice(HASHTAGS_MAX).map(({ hashtag }) => hashtag),
  };
}

/** A row without what only a page draws. */
export function plainRow({ bars, file, ...row }: SummaryRow): Omit<SummaryRow, 'bars' | 'file'> {
  return row;
}

/** Hashtags that nobody listed, each with its creators by day (UTC) where there were any. */
export function listDiscoveries(pieces: SitePieces): object {
  const { since, learnsUntil, days, found } = pieces.discoveries();
  return {
    ...freshnessOf(pieces),
    since,
    learnsUntil,
    found: found.map(({ creatorsByDay, beside, ...one }) => ({
      ...one,
      beside: beside.map(({ hashtag, creators }) => ({ hashtag, creators })),
      creatorsByDay: Object.fromEntries(
        creatorsByDay.flatMap((creators, row) =>
          creators > 0 ? [[isoUtc((days[row] ?? 0) * 1000).slice(0, 10), creators]] : [],
        ),
      ),
    })),
  };
}

/** Whether the hourly job did its work until the newest reading. The single runs are left out: they are summed up. */
export function showHealth(pieces: SitePieces): object {
  const { state, causes, periods, runs, missedHours, hashtags, credits, owed, undelivered, data } =
    pieces.health();
  const last = runs.at.at(-1);
  return {
    ...freshnessOf(pieces),
    newestRunAt: last === undefined ? undefined : isoUtc(last * 1000),
    stateAtNewestRun: last === undefined ? 'no-run-yet' : state,
    causes,
    periods,
    missedHoursInLast7Days: missedHours.length,
    hashtagsWithMissedReadings: hashtags
      .filter(({ missed, lastAt }) => missed > 0 || lastAt === undefined)
      .slice(0, MISSED_MAX)
      .map(({ file, ...one }) => one),
    credits,
    notificationsOwed: owed,
    undelivered,
    data,
  };
}
