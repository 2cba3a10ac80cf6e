import { comparePiece } from './data/compare.ts';
import { daysPiece } from './data/days.ts';
import { discoveriesPiece } from './data/discoveries.ts';
import { healthPiece } from './data/health.ts';
import { hoursPiece } from './data/hours.ts';
import { rowOf } from './data/row.ts';
import { type Subject, subjectsOf } from './data/subject.ts';
import { hashtagPiece, summaryPiece } from './data/summary.ts';
import type { SiteHistory } from './history/site-history.ts';
import type { Compare, Days, Discoveries, HashtagPage, Health, Hours, Summary } from './schema/site.ts';

/** What there is to say of a record, piece by piece; what is not asked for is not made. */
export interface SitePieces {
  readonly summary: Summary;
  /** The hashtags of the watchlist, the strongest momentum first. */
  readonly subjects: readonly Subject[];
  readonly compare: () => Compare;
  readonly health: () => Health;
  readonly discoveries: () => Discoveries;
  readonly of: (subject: Subject) => HashtagPieces;
}

/** What there is to say of one hashtag. */
export interface HashtagPieces {
  readonly page: HashtagPage;
  readonly hours: Hours;
  readonly days: Days;
}

export function piecesOf(siteHistory: SiteHistory): SitePieces {
  const { now } = siteHistory;
  const listed = subjectsOf(siteHistory);
  const rows = new Map(listed.map((subject) => [subject.watch.hashtag, rowOf(subject, now)]));
  const summary = summaryPiece(siteHistory, [...rows.values()]);
  const byHashtag = new Map(listed.map((subject) => [subject.watch.hashtag, subject]));
  const subjects = summary.hashtags.flatMap(({ hashtag }) => byHashtag.get(hashtag) ?? []);
  return {
    summary,
    subjects,
    compare: () => comparePiece(subjects, now),
    health: () => healthPiece(siteHistory, listed),
    discoveries: () => discoveriesPiece(siteHistory, listed),
    of: (subject) => {
      const { watch, file, history, episodes } = subject;
      const names = { hashtag: watch.hashtag, file };
      const hours = hoursPiece(names, history.hours, episodes);
      const row = rows.get(watch.hashtag) ?? rowOf(subject, now);
      return { hours, days: daysPiece(names, history.days), page: hashtagPiece(subject, row, hours, now) };
    },
  };
}
