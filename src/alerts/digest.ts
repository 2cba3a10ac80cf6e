import type { Alert } from './alert.ts';

/**
 * Several pieces of news in one message, as plain JSON. Instants are ISO 8601 in UTC, rates %/h, growth in percent.
 * Deferred alerts come as `held`, the look back on a week as `week`.
 */
export type Digest = DeferredDigest | WeekDigest;

/** Deferred alerts, each episode once, as it stood last; the first opened first. */
export interface DeferredDigest {
  readonly version: 1;
  readonly kind: 'held';
  readonly at: string;
  /** What delayed them: quiet hours, the watchlist's limit of alerts a day, or a channel that could not be reached. */
  readonly why: readonly (DeferralReason | 'outage')[];
  readonly alerts: readonly Alert[];
}

export type DeferralReason = 'quiet-hours' | 'alerts-per-day';

/** A week in one message. */
export interface WeekDigest {
  readonly version: 1;
  readonly kind: 'week';
  readonly at: string;
  readonly from: string;
  readonly until: string;
  /** How well the radar saw; absent in digests of earlier releases. */
  readonly seen?: WeekSeen;
  /** The hashtag whose latest reading is the oldest, of those that have one. */
  readonly oldest?: { readonly hashtag: string; readonly at: string };
  /** Hashtags of the watchlist without a reading in the week. */
  readonly unread?: number;
  /** Hashtags sampled in the week. */
  readonly hashtags: number;
  /** Those whose views grew most, in percent of what they had, the most first. */
  readonly movers: readonly Mover[];
  /** Those that grew like a breakout without an alert. */
  readonly missed: readonly Mover[];
  /** Hashtags that are not on the watchlist and were found in the week, the first first; absent without any. */
  readonly found?: readonly FoundHashtag[];
  /** Episodes that opened in the week, the first first. */
  readonly episodes: readonly WeekEpisode[];
  /** Of the episodes that ended in the week: how many alarms were right by hindsight, false, or cannot be told. */
  readonly ended: { readonly right: number; readonly falseAlarms: number; readonly untold: number };
}

/** A hashtag that many creators began to use beside watched ones. */
export interface FoundHashtag {
  readonly hashtag: string;
  readonly at: string;
  readonly firstSeenAt: string;
  /** In the day before `at`, and a day over the days before. */
  readonly creators: number;
  readonly usualCreatorsPerDay: number;
  /** The watched hashtags beside which it stood, the most creators first. */
  readonly beside: readonly { readonly hashtag: string; readonly creators: number }[];
  readonly videos: readonly { readonly id: string; readonly creator?: string; readonly url: string }[];
}

/** Readings that came of those that were due, hours with a run of those that passed, credits spent and left. */
export interface WeekSeen {
  readonly readings: number;
  readonly due: number;
  readonly hours: number;
  readonly expected: number;
  readonly credits: number;
  readonly left?: number;
}

export interface Mover {
  readonly hashtag: string;
  readonly viewsBefore: number;
  readonly views: number;
  readonly growthPercent: number;
  /** When it grew fastest; absent where the readings are too far apart to tell. */
  readonly fastestAt?: string;
  readonly group?: string;
}

export interface WeekEpisode {
  readonly hashtag: string;
  readonly episode: string;
  readonly openedAt: string;
  /** Absent while it is open. */
  readonly overAt?: string;
  readonly base: number;
  readonly peak: number;
  /** Views at its last reading; only while it is open. */
  readonly latest?: number;
}
