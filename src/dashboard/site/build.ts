import { badgeFile } from './files/badge.ts';
import { daysCsv, readingsCsv } from './files/csv.ts';
import { ATOM_PATH, feedsOf, JSON_FEED_PATH } from './files/feeds.ts';
import { PICTURE_PATH, pictureOf } from './files/picture.ts';
import { pieceFiles } from './files/piece.ts';
import { schemaFiles } from './files/schemas.ts';
import { headOf } from './head.ts';
import { comparePiece } from './pieces/compare.ts';
import { daysPiece } from './pieces/days.ts';
import { healthPiece } from './pieces/health.ts';
import { hoursPiece } from './pieces/hours.ts';
import { rowOf } from './pieces/row.ts';
import { type Subject, subjectsOf } from './pieces/subject.ts';
import { hashtagPiece, summaryPiece } from './pieces/summary.ts';
import type { Chronicle } from './records.ts';
import type { Summary, SummaryRow } from './shapes.ts';
import type { PageHead, SiteFile } from './site-file.ts';

/** The site but for the page: what there is to say, and the files one by one, since all of them at once would be large. */
export interface Site {
  readonly summary: Summary;
  readonly head: PageHead;
  readonly files: () => Generator<SiteFile>;
}

/** @param url where the site will stand, with a slash at its end */
export function buildSite(chronicle: Chronicle, url: string | undefined): Site {
  const { now } = chronicle;
  const subjects = subjectsOf(chronicle);
  const rows = new Map(subjects.map((subject) => [subject.watch.hashtag, rowOf(subject, now)]));
  const summary = summaryPiece(chronicle, [...rows.values()]);
  const byHashtag = new Map(subjects.map((subject) => [subject.watch.hashtag, subject]));
  const ranked = summary.hashtags.flatMap(({ hashtag }) => byHashtag.get(hashtag) ?? []);
  return {
    summary,
    head: headOf(summary, url),
    files: function* () {
      yield* pieceFiles('summary', summary);
      yield* pieceFiles('compare', comparePiece(ranked, now));
      yield* pieceFiles('health', healthPiece(chronicle, subjects));
      for (const subject of ranked) {
        const row = rows.get(subject.watch.hashtag);
        if (row !== undefined) yield* hashtagFiles(subject, row, now);
      }
      yield* sharedFiles(chronicle, summary, ranked, url);
    },
  };
}

function* hashtagFiles(subject: Subject, row: SummaryRow, now: number): Generator<SiteFile> {
  const { watch, file, past, episodes } = subject;
  const names = { hashtag: watch.hashtag, file };
  const folder = `hashtags/${file}`;
  const hours = hoursPiece(names, past.hours, episodes);
  const days = daysPiece(names, past.days);
  yield* pieceFiles(`${folder}/page`, hashtagPiece(subject, row, hours, now));
  yield* pieceFiles(`${folder}/hours`, hours);
  yield* pieceFiles(`${folder}/days`, days);
  yield { path: `${folder}/readings.csv`, content: readingsCsv(watch.hashtag, past.hours) };
  yield { path: `${folder}/days.csv`, content: daysCsv(watch.hashtag, days.columns) };
  yield badgeFile(`${folder}/badge.json`, row);
}

function* sharedFiles(
  { origin, repository }: Chronicle,
  summary: Summary,
  subjects: readonly Subject[],
  url: string | undefined,
): Generator<SiteFile> {
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
  yield { path: PICTURE_PATH, content: pictureOf(summary.hashtags) };
  yield* schemaFiles();
}
