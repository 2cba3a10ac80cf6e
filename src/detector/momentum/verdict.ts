/** What the detector found in the numbers; the same for every verdict that passes judgement. */
export interface Evidence {
  /** 8 is the balanced bar, whatever the cadence; 0 on an ordinary day. */
  readonly score: number;
  /** The bar that the score was held against. */
  readonly threshold: number;
  /** When the growth began, ms UTC, as far as the readings can tell; absent on an ordinary day. */
  readonly onset?: number;
  /** Views since the onset against the views usual for that time; absent on an ordinary day. */
  readonly multiple?: number;
  /** Change of the logarithm of the rate per hour, or why it is not known: the counter moved too seldom. */
  readonly accelerationPerHour: number | 'unknown';
  /** Views per hour of usual day that this hashtag is used to. */
  readonly usualPerHour: number;
  /** The same before the onset, by which hindsight goes; absent on an ordinary day, and while too few days are known. */
  readonly usualBefore?: number;
  /** How often such a score comes by chance: false alarms a month of one hashtag. */
  readonly chancePerMonth: number;
  /** One sentence for a marketer; never contains a stranger's text. */
  readonly reason: string;
  /** `chancePerMonth` in words. */
  readonly rarity: string;
  /** The setting that would have kept it quiet, as a sentence; absent where none of the named ones would. */
  readonly quietIf?: string;
}

/** `watch`: above 60 % of the bar. `strong`: half above the bar, or five times the usual in three agreeing steps. */
export type Severity = 'quiet' | 'watch' | 'breakout' | 'strong';

/** Why a score over the bar (or a jump) is not called a breakout. */
export type SuppressionCause = 'lone-jump' | 'restatement' | 'single-video' | 'too-small' | 'time-of-day';

export type BreakoutVerdict =
  /** Too little is known yet; nothing is ever called while learning. */
  | { readonly kind: 'learning'; readonly day: number; readonly days: number; readonly reason: string }
  /** The reading could not be used; the memory is as before. */
  | { readonly kind: 'unjudged'; readonly cause: RefusalCause; readonly reason: string }
  | ({ readonly kind: 'suppressed'; readonly cause: SuppressionCause } & Evidence)
  | ({ readonly kind: Severity } & Evidence);

export type RefusalCause = 'not-a-time' | 'not-a-count' | 'repeated' | 'out-of-order';
