import type { FiringRule } from '../detector/episode.ts';

/** What the rules would have alerted on a stretch of the record. Instants are ISO 8601 in UTC. */
export interface ReplayForecast {
  /** First and last reading of the stretch in which alerts are counted. */
  readonly from: string;
  readonly until: string;
  readonly weeks: number;
  readonly readings: number;
  /** Hashtags of the watchlist that have readings in it. */
  readonly hashtags: number;
  readonly after: AlertRate;
  /** The version before; absent without a comparison. */
  readonly before?: AlertRate;
  /** How the versions differ; absent without a comparison. */
  readonly differences?: Differences;
  /** In order of time, weeks (from Monday, UTC) without an alert included. */
  readonly weekly: readonly (AlertCounts & { readonly week: string })[];
  /** Hashtags with an alert, those with the most first. */
  readonly perHashtag: readonly (AlertCounts & { readonly hashtag: string })[];
  /** Those that differ between the versions first; then in order of time, the latest first. At most 500. */
  readonly alerts: readonly ForecastAlert[];
  readonly omittedAlerts: number;
}

/** How many alerts differ, and by how much those do that come earlier. */
export interface Differences {
  readonly gained: number;
  readonly lost: number;
  readonly earlier: number;
  readonly later: number;
  readonly medianHoursEarlier: number | null;
}

export interface AlertRate {
  readonly alerts: number;
  readonly perWeek: number;
}

/** Counts of alerts; `before` is null without a comparison. */
export interface AlertCounts {
  readonly before: number | null;
  readonly after: number;
}

/** One breakout as the two versions of the watchlist would have told it. */
export interface ForecastAlert {
  readonly hashtag: string;
  /** `same` also where there is no version before. */
  readonly change: 'same' | 'earlier' | 'later' | 'gained' | 'lost';
  readonly before: ForecastMoment | null;
  readonly after: ForecastMoment | null;
  /** Hours by which the version after tells it earlier; negative: later. Null where only one tells it. */
  readonly hoursEarlier: number | null;
}

export interface ForecastMoment {
  readonly at: string;
  readonly rule: FiringRule;
  readonly reason: string;
}
