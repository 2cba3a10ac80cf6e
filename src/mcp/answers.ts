import type { SitePieces } from '../dashboard/pieces.ts';
import type { PageEpisode } from '../dashboard/schema/site.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import { nearest } from '../watchlist/advice/nearest.ts';
import { freshnessOf, plainRow } from './overviews.ts';
import { ROWS_MAX, type Table, tableOf } from './tables.ts';

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
export const BREAKOUTS_MAX = 20;
/** Days of a history where none are asked for. */
const USUAL_DAYS = { reading: 7, day: 90 } as const;

/** One hashtag: what it is doing, its breakouts, and growth that was not trusted. */
export function showHashtag(pieces: SitePieces, { hashtag }: { readonly hashtag: string }): object {
  const { page } = pieces.of(subjectNamed(pieces, hashtag));
  const { now, rule, thresholdPercentPerHour, firstAt, readings, episodes, suppressed } = page;
  return {
    ...freshnessOf(pieces),
    ...plainRow(now),
    rule,
    classicThresholdPercentPerHour: thresholdPercentPerHour,
    firstReadingAt: firstAt,
    readings,
    breakouts: episodes.slice(0, BREAKOUTS_MAX),
    omittedBreakouts: Math.max(0, episodes.length - BREAKOUTS_MAX),
    suppressed,
  };
}

/** Readings or days of one hashtag, as CSV under a line that says what is not there. */
export function readHistory(
  pieces: SitePieces,
  { hashtag, by, ...period }: Period & { readonly hashtag: string; readonly by: 'reading' | 'day' },
): string {
  const { hours, days } = pieces.of(subjectNamed(pieces, hashtag));
  const columns = by === 'day' ? days.columns : hours.columns;
  const now = Date.parse(pieces.summary.madeAt);
  // A clone that nobody has pulled for weeks still has its last days.
  const newest = Math.min(endOf(period.to) ?? now, (columns.at.at(-1) ?? Infinity) * 1000);
  const { from, to } = spanOf(period, newest - USUAL_DAYS[by] * DAY_MS, now);
  const table = tableOf(columns, from, to);
  const note = columns.at.length === 0 ? NONE[by] : noteOf(table, columns.at);
  return `${note === undefined ? '' : `${note}\n`}${table.csv}`;
}

const NONE = {
  reading: 'There is no reading of it in the last 90 days. Ask by day.',
  day: 'There is no reading of it yet.',
} as const;

/** What a table does not say itself. @param at the rows of the whole record, s, at least one */
function noteOf({ count, omitted }: Table, at: readonly number[]): string | undefined {
  if (omitted > 0) {
    return `The newest ${ROWS_MAX} rows; ${omitted} older ones are left out. Ask for a shorter time, or by day.`;
  }
  if (count > 0) return undefined;
  const [first = 0, newest = 0] = [at[0], at.at(-1)];
  return `No rows in that time. The record has rows from ${isoUtc(first * 1000)} to ${isoUtc(newest * 1000)}.`;
}

/** Breakouts of all hashtags or of one, the newest first. */
export function listBreakouts(
  pieces: SitePieces,
  { hashtag, ...period }: Period & { readonly hashtag?: string | undefined },
): object {
  const asked = hashtag === undefined ? pieces.subjects : [subjectNamed(pieces, hashtag)];
  const { from, to } = spanOf(period, -Infinity, Date.parse(pieces.summary.madeAt));
  const breakouts = asked
    .flatMap(({ episodes }) => episodes)
    .filter((episode) => overlaps(episode, from, to))
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  return {
    ...freshnessOf(pieces),
    count: breakouts.length,
    omitted: Math.max(0, breakouts.length - BREAKOUTS_MAX),
    breakouts: breakouts.slice(0, BREAKOUTS_MAX),
  };
}

function overlaps({ openedAt, endedAt }: PageEpisode, from: number, to: number): boolean {
  return Date.parse(openedAt) <= to && (endedAt === undefined || Date.parse(endedAt) >= from);
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
  const span = { from: from === undefined ? earliest : Date.parse(from), to: endOf(to) ?? now };
  if (span.from > span.to) throw new QuestionError(`from ${from} lies after ${to ?? 'the present'}.`);
  return span;
}

function endOf(to: string | undefined): number | undefined {
  if (to === undefined) return undefined;
  return Date.parse(to) + (/T/.test(to) ? 0 : DAY_MS - 1);
}
