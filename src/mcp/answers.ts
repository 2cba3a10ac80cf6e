import type { SitePieces } from '../dashboard/pieces.ts';
import type { PageEpisode, SummaryRow } from '../dashboard/schema/site.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import { DAY_MS } from '../text/time.ts';
import { nearest } from '../watchlist/advice/nearest.ts';
import { ROWS_MAX, tableOf } from './tables.ts';

/** A question that the record cannot answer, in a sentence that says what to ask instead. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
}

/** A time that is asked about; an open end is absent. Days or instants, ISO 8601 in UTC. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Breakouts that an answer holds at most. */
const BREAKOUTS_MAX = 50;

/** What every hashtag of the watchlist is doing. */
export function listHashtags({ summary }: SitePieces): object {
  const { madeAt, newestAt, timezone, hashtags } = summary;
  return { asOf: madeAt, newestReadingAt: newestAt, timezone, hashtags: hashtags.map(plainRow) };
}

/** One hashtag: what it is doing, its breakouts, and growth that was not trusted. */
export function showHashtag(pieces: SitePieces, { hashtag }: { readonly hashtag: string }): object {
  const { page } = pieces.of(subjectNamed(pieces, hashtag));
  const { now, rule, thresholdPercentPerHour, firstAt, readings, episodes, suppressed } = page;
  return {
    ...plainRow(now),
    rule,
    classicThresholdPercentPerHour: thresholdPercentPerHour,
    firstReadingAt: firstAt,
    readings,
    breakouts: episodes.slice(0, BREAKOUTS_MAX),
    suppressed,
  };
}

/** Readings or days of one hashtag, as CSV under a line that says what was left out. */
export function readHistory(
  pieces: SitePieces,
  { hashtag, by, ...period }: Period & { readonly hashtag: string; readonly by: 'reading' | 'day' },
): string {
  const { hours, days } = pieces.of(subjectNamed(pieces, hashtag));
  const now = Date.parse(pieces.summary.madeAt);
  const usual = now - (by === 'day' ? 90 : 7) * DAY_MS;
  const { from, to } = spanOf(period, usual, now);
  const { csv, omitted } = tableOf(by === 'day' ? days.columns : hours.columns, from, to);
  const note =
    omitted === 0
      ? ''
      : `The newest ${ROWS_MAX} rows; ${omitted} older ones of that time are left out. Ask for less time, or by day.\n`;
  return `${note}${csv}`;
}

/** Breakouts of all hashtags or of one, the newest first. */
export function listBreakouts(
  pieces: SitePieces,
  { hashtag, ...period }: Period & { readonly hashtag?: string | undefined },
): object {
  const asked = hashtag === undefined ? pieces.subjects : [subjectNamed(pieces, hashtag)];
  const { from, to } = spanOf(period, 0, Date.parse(pieces.summary.madeAt));
  const breakouts = asked
    .flatMap(({ episodes }) => episodes)
    .filter((episode) => overlaps(episode, from, to))
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  return {
    asOf: pieces.summary.madeAt,
    newestReadingAt: pieces.summary.newestAt,
    count: breakouts.length,
    omitted: Math.max(0, breakouts.length - BREAKOUTS_MAX),
    breakouts: breakouts.slice(0, BREAKOUTS_MAX),
  };
}

function overlaps({ openedAt, endedAt }: PageEpisode, from: number, to: number): boolean {
  return Date.parse(openedAt) <= to && (endedAt === undefined || Date.parse(endedAt) >= from);
}

/** A row without what only a page draws. */
function plainRow({ bars, file, ...row }: SummaryRow): Omit<SummaryRow, 'bars' | 'file'> {
  return row;
}

function subjectNamed({ subjects }: SitePieces, text: string) {
  const name = normaliseHashtag(text);
  const hashtag = name.kind === 'ok' ? name.name : text;
  const subject = subjects.find(({ watch }) => watch.hashtag === hashtag);
  if (subject !== undefined) return subject;
  const names = subjects.map(({ watch }) => watch.hashtag);
  const near = nearest(hashtag, names);
  throw new QuestionError(
    `${JSON.stringify(text)} is not on the watchlist. ${near === undefined ? 'Ask list_hashtags for the names.' : `Did you mean ${near}?`}`,
  );
}

/** The instants of a period, ms. A day that ends one is part of it. */
function spanOf({ from, to }: Period, earliest: number, now: number): { from: number; to: number } {
  const span = {
    from: from === undefined ? earliest : Date.parse(from),
    to: to === undefined ? now : endOf(to),
  };
  if (span.from > span.to) throw new QuestionError(`from ${from} lies after ${to ?? 'the present'}.`);
  return span;
}

function endOf(to: string): number {
  return Date.parse(to) + (/T/.test(to) ? 0 : DAY_MS - 1);
}
