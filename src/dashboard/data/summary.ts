import { DAY_MS, isoUtc } from '../../text/time.ts';
import type { SiteHistory } from '../history/site-history.ts';
import type { HashtagPage, Hours, Summary, SummaryRow } from '../schema/site.ts';
import { hoursSince } from './hours.ts';
import { byMomentum } from './row.ts';
import type { Subject } from './subject.ts';

const RECENT_MS = 7 * DAY_MS;
const CLASSIC_MAX = 50;

/** What the first view loads. */
export function summaryPiece(siteHistory: SiteHistory, rows: readonly SummaryRow[]): Summary {
  const { now, origin, watchlist, repository } = siteHistory;
  const newest = rows.flatMap(({ at }) => at ?? []).reduce((last, at) => (at > last ? at : last), '');
  return {
    version: 1,
    madeAt: isoUtc(now),
    origin,
    timezone: watchlist.timezone,
    ...(newest !== '' && { newestAt: newest }),
    ...(repository !== undefined && { repository }),
    hashtags: rows.toSorted(byMomentum),
  };
}

/** What a hashtag's page loads first. */
export function hashtagPiece(subject: Subject, row: SummaryRow, hours: Hours, now: number): HashtagPage {
  const { watch, file, history, episodes, suppressed } = subject;
  const { hashtag, rule, thresholdPercentPerHour } = watch;
  const [hoursFrom] = history.hours.at;
  return {
    version: 1,
    madeAt: isoUtc(now),
    hashtag,
    file,
    now: row,
    rule,
    thresholdPercentPerHour,
    ...(history.firstAt !== undefined && { firstAt: isoUtc(history.firstAt) }),
    readings: history.readings,
    ...(hoursFrom !== undefined && { hoursFrom: isoUtc(hoursFrom) }),
    recent: hoursSince(hours, now - RECENT_MS),
    episodes,
    suppressed,
    classic: history.classicAt.slice(-CLASSIC_MAX).toReversed().map(isoUtc),
  };
}
