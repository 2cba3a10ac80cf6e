/** Why the radar does not see, or why nobody gets to know what it sees. */
export type HealthCause =
  | 'no-runs'
  | 'no-reading'
  | 'credits'
  | 'budget'
  | 'key'
  | 'cut-short'
  | 'channel'
  | 'unreadable-data'
  | 'unknown-shape'
  | 'schedule';

/**
 * The facts of a health story, from its beginning to its end, as plain JSON: what every channel tells and a webhook
 * receives. Instants are ISO 8601 in UTC. `message` and `likely` are other systems' text, escaped where it is printed.
 */
export interface HealthNotice {
  readonly version: 1;
  /** `changed`: credits or a budget that were running low have ended. */
  readonly kind: 'opened' | 'changed' | 'over';
  /** Id of the story: its cause and the minute (UTC) of the run that opened it. */
  readonly story: string;
  readonly cause: HealthCause;
  /** Instant of the run that tells it. */
  readonly at: string;
  readonly openedAt: string;
  /** Since when it has been so; for `no-runs`, the last reading before the silence. */
  readonly since: string;
  /** Only for `no-runs`: the first reading after it. Absent while nothing has been read. */
  readonly until?: string;
  /** Hashtags without a reading. Only for `no-reading`. */
  readonly hashtags?: readonly SilentHashtag[];
  /** The channel's name in the watchlist. Only for `channel`. */
  readonly channel?: string;
  /** What the source, the channel or the file said. */
  readonly message?: string;
  /** Only for `credits` and `budget`. */
  readonly credits?: CreditOutlook;
  /** Hours with a run, of those that should have had one. Only for `schedule`. */
  readonly hours?: { readonly sampled: number; readonly expected: number };
  /** Runs in a row. Only for `cut-short`, `key` and `unknown-shape`. */
  readonly runs?: number;
}

export interface SilentHashtag {
  readonly hashtag: string;
  /** Its last reading, or the first attempt where there never was one. */
  readonly since: string;
  /** Why the last attempt failed: `unknown-hashtag`, `empty-answer`, … */
  readonly code: string;
  /** What it may be called now, where the source named another hashtag. */
  readonly likely?: string;
}

/** Credits left, of the account or of the month's budget. */
export interface CreditOutlook {
  readonly left: number;
  /** What a day costs at today's pace. */
  readonly perDay: number;
  /** When they end at that pace; absent where they have ended, or nothing is spent. */
  readonly endsAt?: string;
  /** The budget of a month. Only for `budget`. */
  readonly budget?: number;
}
