import type { FalseAlarmBudget, Sensitivity } from './breakout/settings.ts';

/** The watchlist as the run uses it: checked, normalised, every default applied. Grammar: docs/watchlist.md. */

export type RuleName = 'both' | 'classic' | 'breakout';

export interface Watchlist {
  /** IANA name of the zone in which people read times. */
  readonly timezone: string;
  /** Most credits a calendar month may cost; absent: no cap. */
  readonly budgetCreditsPerMonth?: number;
  readonly rule: RuleName;
  readonly sensitivity: Sensitivity | FalseAlarmBudget;
  readonly thresholdPercentPerHour: number;
  /** At least one, in the file's order; names are unique. */
  readonly channels: readonly Channel[];
  readonly quietHours?: QuietHours;
  /** Most single alerts a day; the rest go into a digest. Absent: no limit. */
  readonly alertsPerDay?: number;
  /** Days after which hours roll up into days; absent: never. */
  readonly keepHoursDays?: number;
  /** When the look back on a week goes to every channel; absent: never. */
  readonly weeklyDigest?: WeeklyDigest;
  /** At least one, in the file's order; hashtags are unique. */
  readonly watches: readonly Watch[];
}

/** One entry of the watchlist. */
export interface Watch {
  /** Normalised name, without `#`. */
  readonly hashtag: string;
  /** The classic rule's threshold: growth of views in percent per hour, over 0. */
  readonly thresholdPercentPerHour: number;
  readonly rule: RuleName;
  readonly sensitivity: Sensitivity | FalseAlarmBudget;
  /** Hours after a breakout has cooled off in which the next one is recorded but not told; mostly 0. */
  readonly cooldownHours: number;
  /** Names of configured channels, in the order told; empty: recorded, but nobody is told. */
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
export interface WeeklyDigest {
  readonly weekday: number;
  readonly minute: number;
}

export type Channel =
  | IssueChannel
  | ChatChannel<'slack'>
  | ChatChannel<'discord'>
  | ChatChannel<'teams'>
  | TelegramChannel
  | EmailChannel
  | WebhookChannel;

export type ChannelType = Channel['type'];

export interface IssueChannel {
  readonly type: 'issue';
  readonly name: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** `…Env` everywhere: the NAME of the environment variable that holds the secret, never the secret. */
export interface ChatChannel<Type extends 'slack' | 'discord' | 'teams'> {
  readonly type: Type;
  readonly name: string;
  readonly urlEnv: string;
}

export interface TelegramChannel {
  readonly type: 'telegram';
  readonly name: string;
  readonly tokenEnv: string;
  /** A chat's number, or `@` and a public channel's name. */
  readonly chat: string;
}

export interface EmailChannel {
  readonly type: 'email';
  readonly name: string;
  readonly smtpEnv: string;
  readonly to: readonly string[];
  readonly from: string;
}

export interface WebhookChannel {
  readonly type: 'webhook';
  readonly name: string;
  readonly urlEnv: string;
  readonly secretEnv: string;
}

/** Names of the channels whose messages stay open until somebody closes them. */
export function issueChannels({ channels }: Pick<Watchlist, 'channels'>): readonly string[] {
  return channels.flatMap(({ type, name }) => (type === 'issue' ? [name] : []));
}
