/**
 * The settings of a run: checked, normalised, every default applied. The watchlist file is where it comes from
 * (`src/watchlist/`, docs/watchlist.md).
 */

export type RuleName = 'both' | 'classic' | 'breakout';

/** How soon a person wants to be alerted: the price of an earlier alert is more false ones. */
export type Sensitivity = 'early' | 'balanced' | 'quiet';

/** The same as a price: about one false alarm of one hashtag in so many months. */
export interface FalseAlarmBudget {
  readonly falseAlarmEveryMonths: number;
}

/** A score threshold as a number, for replays; a watchlist cannot ask for one. */
export interface FixedThreshold {
  readonly score: number;
}

/** What sets the score threshold of the `breakout` rule. */
export type SensitivitySetting = Sensitivity | FalseAlarmBudget | FixedThreshold;

/** Growth of the number of videos in so many hours, 1 to 24, above which the rule on new videos fires. */
export type PostsThreshold =
  | { readonly posts: number; readonly hours: number }
  | { readonly percent: number; readonly hours: number };

/** What a month may cost, as it was written. */
export type Budget =
  | { readonly credits: number }
  | { readonly amount: number; readonly currency: CreditPrice['currency'] };

/** So many credits cost so much. */
export interface CreditPrice {
  readonly amount: number;
  readonly credits: number;
  readonly currency: '$' | '€' | '£';
}

export interface Settings {
  /** IANA name of the zone in which people read times. */
  readonly timezone: string;
  /** Most credits a calendar month may cost; absent: no cap. */
  readonly budgetCreditsPerMonth?: number;
  /** What a credit costs; absent: not known. */
  readonly creditPrice?: CreditPrice;
  readonly rule: RuleName;
  readonly sensitivity: SensitivitySetting;
  readonly thresholdPercentPerHour: number;
  /** The rule on new videos; absent: not asked. */
  readonly posts?: PostsThreshold;
  /** Breakouts that bring fewer views a day are no news; absent: no floor. */
  readonly minViewsPerDay?: number;
  /** At least one, in the file's order; names are unique. */
  readonly channels: readonly NamedChannel[];
  readonly quietHours?: QuietHours;
  /** Most single alerts a day; the rest go into a digest. Absent: no limit. */
  readonly alertsPerDay?: number;
  /** Days after which hours roll up into days; absent: never. */
  readonly keepHoursDays?: number;
  /** Days after which samples leave `data/`; absent: never. */
  readonly keepDays?: number;
  /** When the weekly digest goes to every channel; absent: never. */
  readonly weeklyDigest?: WeeklyDigestTime;
  /** When the radar says that it does not see. */
  readonly health: HealthSettings;
  /** NAME of the variable with the address that is pinged after each good run; absent: none is. */
  readonly heartbeatEnv?: string;
  /** The branch that keeps the record; absent: the one with the watchlist. */
  readonly dataBranch?: string;
  /** `issues`: each discovery gets an issue, beside the weekly digest. Absent: `digest`. */
  readonly discover?: 'digest' | 'issues';
  /** Hashtags that are never proposed as a discovery; absent: none. */
  readonly neverDiscover?: readonly string[];
  /** At least one, in the file's order; hashtags are unique. */
  readonly watches: readonly Watch[];
}

/** From when on each cause is reported. */
export interface HealthSettings {
  /** Hours without any reading. */
  readonly noRunHours: number;
  /** Hours in which runs come but bring no reading of a hashtag. */
  readonly noReadingHours: number;
  /** Days for which credits or a budget must last. */
  readonly creditDays: number;
  /** Hours in which nothing arrives at a channel. */
  readonly channelHours: number;
  /** Least share of the hours of a week with a run, percent. */
  readonly schedulePercent: number;
  /** Names of the channels that are notified; absent: all. */
  readonly notify?: readonly string[];
}

/** They raise nothing in a month with GitHub's usual lateness. */
export const HEALTH_DEFAULTS: HealthSettings = {
  noRunHours: 24,
  noReadingHours: 24,
  creditDays: 7,
  channelHours: 6,
  schedulePercent: 40,
};

/** A configured destination, as far as routing has to know it. */
export interface NamedChannel {
  readonly type: string;
  readonly name: string;
}

/** One entry of the watchlist. */
export interface Watch {
  /** Normalised name, without `#`. */
  readonly hashtag: string;
  /** The classic rule's threshold: growth of views in percent per hour, over 0. */
  readonly thresholdPercentPerHour: number;
  readonly rule: RuleName;
  readonly sensitivity: SensitivitySetting;
  /** The rule on new videos, beside `rule`; absent: not asked. */
  readonly posts?: PostsThreshold;
  /** Breakouts that bring fewer views a day are no news; absent: no floor. */
  readonly minViewsPerDay?: number;
  /** Hours between two readings, as somebody has decided; absent: the plan decides. */
  readonly everyHours?: number;
  /** Hours after a breakout has cooled off in which the next one is recorded without an alert; mostly 0. */
  readonly cooldownHours: number;
  /** Names of configured channels, in the order notified; empty: recorded, but nobody is notified. */
  readonly notify: readonly string[];
  readonly group?: string;
  readonly note?: string;
  /** Labels and assignees of this hashtag's issues, beside those of the channel. */
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

/** From `startMinute` until `endMinute`, minutes since midnight in the watchlist's time zone; may span midnight. */
export interface QuietHours {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** A day of the week, 0 Sunday to 6 Saturday, and minutes since midnight in the watchlist's time zone. */
export interface WeeklyDigestTime {
  readonly weekday: number;
  readonly minute: number;
}

/** Names of the channels that are notified of the radar's own health. */
export function healthChannels({
  channels,
  health,
}: Pick<Settings, 'channels' | 'health'>): readonly string[] {
  return health.notify ?? channels.map(({ name }) => name);
}

/** Names of the channels whose messages stay open until somebody closes them. */
export function issueChannels({ channels }: Pick<Settings, 'channels'>): readonly string[] {
  return channels.flatMap(({ type, name }) => (type === 'issue' ? [name] : []));
}
