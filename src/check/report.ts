import type { ChannelType } from '../channels/registry.ts';
import type { CostForecast } from '../watchlist/cost.ts';
import type { Remark } from '../watchlist/remark.ts';
import type { Change } from './change.ts';
import type { LearningHashtag } from './learning-period.ts';
import type { ReplayForecast } from './replay-forecast.ts';

/** What `check` found in a watchlist; `check --json` prints it as it stands. Instants are ISO 8601 in UTC. */
export type CheckReport = InvalidCheck | ValidCheck;

interface CheckedFile {
  /** The name that the file goes by in messages. */
  readonly file: string;
  /** In the file's order, at most 100; `omitted` counts the others. */
  readonly problems: readonly Remark[];
  readonly omitted: number;
  readonly warnings: readonly Remark[];
  /** What cannot be told here, in whole sentences: secrets that this check cannot see, a comparison that was not possible. */
  readonly notes: readonly string[];
}

export interface InvalidCheck extends CheckedFile {
  readonly valid: false;
}

export interface ValidCheck extends CheckedFile {
  readonly valid: true;
  /** IANA name of the zone in which the watchlist's people read times. */
  readonly timezone: string;
  readonly hashtags: readonly string[];
  readonly channels: readonly { readonly name: string; readonly type: ChannelType }[];
  readonly credits: CostForecast['credits'];
  /** Minutes of GitHub Actions a month in a private repository, at least. */
  readonly minutesPerMonth: number;
  /** What the repository grows by in a year of hourly commits, packed. */
  readonly megabytesPerYear: number;
  /** What differs from the version it was compared with (`--against`). */
  readonly change?: Change;
  /** What the rules would have alerted on the committed history; absent without history. */
  readonly replay?: ReplayForecast;
  /** Hashtags whose own normal has yet to be learnt. */
  readonly newcomers: readonly LearningHashtag[];
}
