import { causesOf } from './data/health.ts';
import type { Subject } from './data/subject.ts';
import { badgeFile, healthBadgeFile } from './formats/badge.ts';
import { daysCsv, readingsCsv } from './formats/csv.ts';
import { pieceFiles } from './formats/data-file.ts';
import { ATOM_PATH, feedsOf, JSON_FEED_PATH } from './formats/feeds.ts';
import { PICTURE_PATH, pictureOf } from './formats/picture.ts';
import { schemaFiles } from './formats/schemas.ts';
import type { PageHead, SiteFile } from './formats/site-file.ts';
import type { SiteHistory } from './history/site-history.ts';
import { headOf } from './page-head.ts';
import { type HashtagPieces, piecesOf } from './pieces.ts';
import type { Summary } from './schema/site.ts';

/** The site but for the page: what there is to say, and the files one by one, since all of them at once would be large. */
export interface Site {
  readonly summary: Summary;
  readonly head: PageHead;
  readonly files: () => Generator<SiteFile>;
}

/** @param url where the site will stand, with a slash at its end */
export function buildSite(siteHistory: SiteHistory, url: string | undefined): Site {
  const { summary, subjects, of, ...pieces } = piecesOf(siteHistory);
  return {
    summary,
    head: headOf(summary, url),
    files: function* () {
      yield* pieceFiles('summary', summary);
      yield* pieceFiles('compare', pieces.compare());
      yield* pieceFiles('health', pieces.health());
      yield* pieceFiles('discoveries', pieces.discoveries());
      for (const subject of subjects) yield* hashtagFiles(subject, of(subject));
      yield* sharedFiles(siteHistory, summary, subjects, url);
    },
  };
}

function* hashtagFiles(
  { watch, file, history }: Subject,
  { page, hours, days }: HashtagPieces,
): Generator<SiteFile> {
  const folder = `hashtags/${file}`;
  yield* pieceFiles(`${folder}/page`, page);
  yield* pieceFiles(`${folder}/hours`, hours);
  yield* pieceFiles(`${folder}/days`, days);
  yield { path: `${folder}/readings.csv`, content: readingsCsv(watch.hashtag, history.hours) };
  yield { path: `${folder}/days.csv`, content: daysCsv(watch.hashtag, days.columns) };
  yield badgeFile(`${folder}/badge.json`, page.now);
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
