import { gainedInHour, type RememberedVideos, videoMark } from './remembered-videos.ts';
import type { Video } from './video.ts';

/** How many videos an alert names. */
export const DRIVERS_MAX = 3;

/**
 * A video that brings growth: the views it gained since the hashtag's reading before.
 * - `measured`: its count now less the count remembered from then.
 * - `posted-since`: posted after that reading, so that all of its views were gained since.
 * - `estimated`: its count then is not known, or may lag by a tenth of the gain or more. Where it is not known, the
 *   gain is the part of its views that falls into the time since, had they come at an even pace since it was posted.
 */
export interface Driver {
  readonly id: string;
  readonly creator?: string;
  readonly postedAt: number;
  readonly caption?: string;
  readonly views: number;
  readonly gained: number;
  readonly basis: 'measured' | 'posted-since' | 'estimated';
  /** Part of the hashtag's growth, 0-1 and, where the hashtag's own counter lags, above; absent without growth. */
  readonly share?: number;
}

/** What the videos say about the growth between two readings. */
export interface Drivers {
  /** The three videos that gained most, the largest gain first. */
  readonly top: readonly Driver[];
  /** Views that each listed video gained, by id. */
  readonly gained: ReadonlyMap<string, number>;
  /**
   * Part of the hashtag's growth that all listed videos together explain: 0 when none of them gained, which is evidence
   * against the growth. Absent without growth, and when no listed video came with its views.
   */
  readonly explained?: number;
  /** Different creators among all videos that gained. */
  readonly creators: number;
  /** Views that the listed videos gained now against those of the hour before; absent where that is not known. */
  readonly pickUp?: number;
  /** Effective number of videos behind the gains, `(Σd)² / Σd²` (the inverse Simpson index); absent without gains. */
  readonly breadth?: number;
}

/** The time between two readings of a hashtag, ms, and the views it gained; growth ≤ 0 when none can be told. */
export interface Span {
  readonly lastAt: number;
  readonly at: number;
  readonly growth: number;
}

/**
 * The videos that drove the growth of a span.
 * @param remembered the videos as the reading at `span.lastAt` left them; undefined when that had no listing
 * @param videos distinct ones, as listed now
 */
export function driversOf(
  remembered: RememberedVideos | undefined,
  videos: readonly Video[],
  span: Span,
): Drivers {
  const before = remembered?.at === span.lastAt ? remembered : undefined;
  const gaining = videos
    .flatMap((video) => driverOf(video, before, span) ?? [])
    .toSorted((a, b) => b.gained - a.gained || (a.id < b.id ? -1 : 1));
  const total = sum(gaining.map(({ gained }) => gained));
  const counted = videos.some(({ views }) => views !== undefined);
  const { growth } = span;
  const hourBefore = gainedInHour(before);
  return {
    top: gaining
      .slice(0, DRIVERS_MAX)
      .map((driver) => (growth > 0 ? { ...driver, share: driver.gained / growth } : driver)),
    gained: new Map(gaining.map(({ id, gained }) => [id, gained])),
    creators: new Set(gaining.map(({ id, creator }) => creator ?? id)).size,
    ...(counted && growth > 0 && { explained: total / growth }),
    ...(hourBefore > 0 && { pickUp: total / hourBefore }),
    ...(total > 0 && { breadth: total ** 2 / sum(gaining.map(({ gained }) => gained ** 2)) }),
  };
}

function driverOf(video: Video, before: RememberedVideos | undefined, span: Span): Driver | undefined {
  const { id, creator, views, postedAt, caption } = video;
  if (views === undefined) return undefined;
  const face = { id, ...(creator !== undefined && { creator }), ...(caption !== undefined && { caption }) };
  const counted = (gained: number, basis: Driver['basis']): Driver | undefined =>
    gained > 0 ? { ...face, postedAt, views, gained, basis } : undefined;
  if (postedAt >= span.lastAt) return counted(views, 'posted-since');
  const evenly = Math.round((views * (span.at - span.lastAt)) / (span.at - postedAt));
  const known = before?.views.get(videoMark(video.id));
  if (before === undefined || known === undefined) return counted(evenly, 'estimated');
  const difference = views - known;
  if (difference >= before.lag * 10) return counted(difference, 'measured');
  if (difference > before.lag * 2) return counted(difference, 'estimated');
  // Most of this difference may be older than the span: then the video's even pace is the better guess.
  return counted(Math.min(difference, evenly), 'estimated');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
