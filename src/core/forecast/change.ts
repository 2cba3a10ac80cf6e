import type { CostForecast } from './cost.ts';

/** What a change of the watchlist changes. */
export interface Change {
  /** What it was compared with: a file, or a git ref. */
  readonly name: string;
  /** How many hashtags the version before lists, and what it costs. */
  readonly hashtags: number;
  readonly cost: CostForecast;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Pairs of a removed and an added hashtag that look like one that was renamed. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Settings of the file, its channels included. */
  readonly settings: readonly ChangedSetting[];
  /** Hashtags that stay and whose own settings differ, beyond what the file's settings explain. */
  readonly changed: readonly { readonly hashtag: string; readonly settings: readonly ChangedSetting[] }[];
}

/** One setting before and after, as words of the file: `10 %/h`; null where it is not set. */
export interface ChangedSetting {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}
