import type { Episode, EpisodeEnd } from '../detector/episode.ts';
import type { Hindsight } from '../detector/hindsight.ts';
import type { Phase } from '../detector/phase.ts';
import type { Moves } from '../discovery/moves.ts';
import type { Driver } from '../readings/drivers.ts';
import type { Interval } from '../readings/velocity.ts';

/**
 * The facts of one alert: what every channel tells, what the log keeps and what a webhook receives, as plain JSON.
 * Instants are ISO 8601 in UTC, rates are %/h, shares are 0-1. Strangers' text (captions, creators) stands in it as it
 * came and is escaped where it is printed.
 */
export interface Alert {
  readonly version: 1;
  /** `joined`: it broke out after `leader`, for the same videos, and shares its message. `changed`: its phase did. */
  readonly kind: 'opened' | 'joined' | 'changed' | 'over';
  /** A made-up breakout that only tries the channels: every message says so first. */
  readonly rehearsal?: true;
  readonly episode: string;
  readonly hashtag: string;
  readonly rule: Episode['rule'];
  readonly phase: Phase;
  /** Only on `changed`. */
  readonly phaseBefore?: Phase;
  /** Instant of the reading behind this alert. */
  readonly at: string;
  readonly openedAt: string;
  readonly reason: string;
  readonly thresholdPercentPerHour: number;
  readonly views: AlertViews;
  readonly velocity: Interval;
  /** %/h per hour; absent while unknown. */
  readonly acceleration?: Interval;
  /** The hashtag's baseline: its mean velocity over the days before the episode; absent before its first whole day. */
  readonly normal?: Interval & { readonly hours: number };
  /** What the `breakout` rule measured; absent while it is learning or not asked. */
  readonly momentum?: AlertMomentum;
  /**
   * The chance, as it stood at the opening, that views come at twice the baseline or more over the next three days: 0.1 to
   * 0.9. Absent where the `breakout` rule did not open it, or knows too few days.
   */
  readonly outlook?: number;
  /** What the rule on new videos measured; absent where it is not asked, or could not tell. */
  readonly posts?: AlertPosts;
  readonly drivers: readonly AlertDriver[];
  readonly explained?: number;
  readonly creators: number;
  /** Effective number of videos behind the gains; absent without gains. */
  readonly breadth?: number;
  /** What the videos behind it share beyond the hashtag; absent where the numbers carry nothing. */
  readonly moves?: Moves;
  /** Hashtags that nobody listed and that came up beside it at the time, the first found first; absent: none. */
  readonly found?: readonly AlertFound[];
  /** The fastest that views have come for certain since it opened, %/h. */
  readonly fastest?: { readonly percentPerHour: number; readonly at: string };
  /** When the classic rule fired at it; absent while it has not. */
  readonly classicAt?: string;
  /** The videos that gained most since it opened, the most first; absent at the opening. */
  readonly topVideos?: readonly AlertVideo[];
  /** Hashtags that broke out at the same time for the same videos, and stand in the same message. */
  readonly together?: readonly EpisodeRef[];
  /** The episode that it joined, in the same issue. */
  readonly leader?: EpisodeRef;
  /** For the hashtag's issues, beside those of the channel. */
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly group?: string;
  readonly note?: string;
  /** Why it is over. Only on `over`. */
  readonly end?: EpisodeEnd['kind'];
  /** What the alarm was, seen from the end. Only on `over`, where it can be told. */
  readonly hindsight?: Hindsight;
}

export interface AlertViews {
  readonly now: number;
  readonly before: number;
  readonly beforeAt: string;
  /** The counter's precision: its step, 1 when exact. */
  readonly step: number;
  /** Views at the reading before the episode, when that was taken, and the highest since. */
  readonly base: number;
  readonly baseAt?: string;
  readonly peak: number;
}

/** Momentum against the hashtag's own past: docs/detection.md. */
export interface AlertMomentum {
  readonly score: number;
  readonly threshold: number;
  /** ISO 8601 UTC, and views since then against the baseline for that time. */
  readonly onset?: string;
  readonly multiple?: number;
  /** Views an hour before the growth began, by which hindsight goes; absent where too few days are known. */
  readonly usualPerHour?: number;
  /** How rarely such a score comes by chance: a sentence. */
  readonly rarity: string;
  /** The setting that would have kept it quiet: a sentence. Only at the opening, and only where there is such a setting. */
  readonly quietIf?: string;
}

/** New videos, and what the watchlist asks for. */
export interface AlertPosts {
  readonly newVideos: number;
  /** The time in which they came. */
  readonly hours: number;
  /** Of all videos before, in percent; absent where their number is not given. */
  readonly percent?: number;
  /** `list`: there were at least so many. */
  readonly from: 'counter' | 'list';
  /** As the watchlist writes it. */
  readonly threshold: string;
}

/** A discovery that belongs to a breakout. */
export interface AlertFound {
  readonly hashtag: string;
  /** Different creators in a day, and a day before. */
  readonly creators: number;
  readonly usualCreatorsPerDay: number;
  readonly firstSeenAt: string;
}

/** An episode of another hashtag. */
export interface EpisodeRef {
  readonly hashtag: string;
  readonly episode: string;
}

/** A video over a whole episode. */
export interface AlertVideo {
  readonly id: string;
  readonly creator?: string;
  readonly caption?: string;
  readonly gained: number;
  readonly url: string;
}

export interface AlertDriver extends Omit<Driver, 'postedAt'> {
  readonly postedAt: string;
  readonly url: string;
}

/** Whether an alert is the first one of its episode. */
export function isOpening({ kind }: Pick<Alert, 'kind'>): boolean {
  return kind === 'opened' || kind === 'joined';
}

/** The page of a video. A creator's handle is a stranger's text, so it is encoded; TikTok resolves `@_` by the id. */
export function videoUrl(video: { readonly id: string; readonly creator?: string }): string {
  return `https://www.tiktok.com/@${pathPart(video.creator ?? '_')}/video/${pathPart(video.id)}`;
}

/** The page of a hashtag. */
export function hashtagUrl(hashtag: string): string {
  return `https://www.tiktok.com/tag/${pathPart(hashtag)}`;
}

/**
 * Any text as one part of a path. `encodeURIComponent` leaves `!'()*` as they are, although RFC 3986 reserves them, and a
 * `)` would end a Markdown link: what follows would be formatted and linked. It also throws on half a character.
 */
function pathPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (reserved) => `%${reserved.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
