import type { HashtagState } from './hashtag-state.ts';
import type { Notification } from './outbox.ts';

/** By normalised hashtag. */
export type HashtagStates = ReadonlyMap<string, HashtagState>;

/** What notifying people needs from one run to the next. */
export interface AlertState {
  readonly hashtags: HashtagStates;
  /** Notifications not delivered yet, the oldest first. */
  readonly outbox: readonly Notification[];
  /** Openings notified one by one on a day of the watchlist's time zone (`2026-11-23`); absent before the first. */
  readonly told?: { readonly day: string; readonly count: number };
  /** Until when the last weekly digest looked, ms; absent before the first. */
  readonly weekAt?: number;
}
