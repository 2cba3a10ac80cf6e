import type { WeekRecords } from './alert/week.ts';
import type { IssueStanding } from './mute/mute.ts';
import type { Failure, Sample } from './reading/sample.ts';
import type { Watchlist } from './watchlist.ts';

/** What one run brought in. */
export interface RunInput {
  /** Instant of the run, ms. */
  readonly now: number;
  readonly watchlist: Watchlist;
  /** `some`: the run was asked for a part of the watchlist, so the hour still needs its whole run. */
  readonly scope: 'all' | 'some';
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
  readonly credits: { readonly used: number; readonly left?: number };
  /** What people did with the issues of open episodes; absent where nobody was asked. */
  readonly standings?: readonly IssueStanding[];
  /** The records since the last weekly digest, where one is due. */
  readonly week?: WeekRecords;
}
