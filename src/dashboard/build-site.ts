import { comparePiece } from './data/compare.ts';
import { daysPiece } from './data/days.ts';
import { discoveriesPiece } from './data/discoveries.ts';
import { causesOf, healthPiece } from './data/health.ts';
import { hoursPiece } from './data/hours.ts';
import { rowOf } from './data/row.ts';
import { type Subject, subjectsOf } from './data/subject.ts';
import { hashtagPiece, summaryPiece } from './data/summary.ts';
import { badgeFile, healthBadgeFile } from './formats/badge.ts';
import { daysCsv, readingsCsv } from './formats/csv.ts';
import { pieceFiles } from './formats/data-file.ts';
import { ATOM_PATH, feedsOf, JSON_FEED_PATH } from './formats/feeds.ts';
import { PICTURE_PATH, pictureOf } from './formats/picture.ts';
import { schemaFiles } from './formats/schemas.ts';
import type { PageHead, SiteFile } from './formats/site-file.ts';
import type { SiteHistory } from './history/site-history.ts';
import { headOf } from './page-head.ts';
import type { Summary, SummaryRow } from './schema/site.ts';

/** The site but for the page: what there is to say, and the files one by one, since all of them at once would be large. */
export interface Site {
  readonly summary: Summary;
  readonly head: PageHead;
  readonly files: () => Generator<SiteFile>;
}

/** @param url where the site will stand, with a slash at its end */
export function buildSite(siteHistory: SiteHistory, url: string | undefined): Site {
  const { now } = siteHistory;
  const subjects = subjectsOf(siteHistory);
  const rows = new Map(subjects.map((subject) => [subject.watch.hashtag, rowOf(subject, now)]));
  const summary = summaryPiece(siteHistory, [...rows.values()]);
  const byHashtag = new Map(subjects.map((subject) => [subject.watch.hashtag, subject]));
  const ranked = summary.hashtags.flatMap(({ hashtag }) => byHashtag.get(hashtag) ?? []);
  return {
    summary,
    head: headOf(summary, url),
    files: function* () {
      yield* pieceFiles('summary', summary);
      yield* pieceFiles('compare', comparePiece(ranked, now));
      yield* pieceFiles('health', healthPiece(siteHistory, subjects));
      yield* pieceFiles('discoveries', discoveriesPiece(siteHistory, subjects));
      for (const subject of ranked) {
        const row = rows.get(subject.watch.hashtag);
        if (row !== undefined) yield* hashtagFiles(subject, row, now);
      }
      yield* sharedFiles(siteHistory, summary, ranked, url);
    },
  };
}

function* hashtagFiles(subject: Subject, row: SummaryRow, now: number): Generator<SiteFile> {
  const { watch, file, history, episodes } = subject;
  const names = { hashtag: watch.hashtag, file };
  const folder = `hashtags/${file}`;
  const hours = hoursPiece(names, history.hours, episodes);
  const days = daysPiece(names, history.days);
  yield* pieceFiles(`${folder}/page`, hashtagPiece(subject, row, hours, now));
  yield* pieceFiles(`${folder}/hours`, hours);
  yield* pieceFiles(`${folder}/days`, days);
  yield { path: `${folder}/readings.csv`, content: readingsCsv(watch.hashtag, history.hours) };
  yield { path: `${folder}/days.csv`, content: daysCsv(watch.hashtag, days.columns) };
  yield badgeFile(`${folder}/badge.json`, row);
}

function* sharedFiles(
  siteHistory: SiteHistory,
  summary: Summary,
  subjects: readonly Subject[],
  url: string | undefined,
): Generator<SiteFile> {
  const { origin, repository } = siteHistory;
  const head = {
    madeAt: summary.madeAt,
    origin,
    ...(url !== undefined && { url }),
    ...(repository !== undefined && { repository }),
  };
  const { atom, json } = feedsOf(
    head,
    subjects.flatMap(({ episodes }) => episodes),
  );
  yield { path: ATOM_PATH, content: atom };
  yield { path: JSON_FEED_PATH, content: json };
  yield badgeFile('badge.json', summary.hashtags);
  yield healthBadgeFile('health-badge.json', causesOf(siteHistory));
  yield { path: PICTURE_PATH, content: pictureOf(summary.hashtags) };
  yield* schemaFiles();
}
