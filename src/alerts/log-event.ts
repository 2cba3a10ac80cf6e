import type { Alert } from './alert.ts';
import type { DeferralReason } from './digest.ts';
import type { HealthNotice } from './health-notice.ts';
import type { Mute } from './mute.ts';

/** One line of `data/alerts/`: what happened to an episode, a health story, a mute or a notification. Instants are ms. */
export type Event =
  | { readonly kind: Alert['kind']; readonly at: number; readonly hashtag: string; readonly alert: Alert }
  /** Not told, or not called a breakout, and why. */
  | { readonly kind: 'suppressed'; readonly at: number; readonly hashtag: string; readonly reason: string }
  | { readonly kind: 'muted'; readonly at: number; readonly hashtag: string; readonly mute: Mute }
  | { readonly kind: 'unmuted'; readonly at: number; readonly hashtag: string }
  /** A health story: its cause began, changed or is over. */
  | { readonly kind: 'health'; readonly at: number; readonly hashtag?: never; readonly notice: HealthNotice }
  /** A person muted a health story, or took that back. */
  | {
      readonly kind: 'health-muted';
      readonly at: number;
      readonly hashtag?: never;
      readonly story: string;
      readonly mute: Mute;
    }
  | { readonly kind: 'health-unmuted'; readonly at: number; readonly hashtag?: never; readonly story: string }
  | NotificationEvent;

/** What happened to one notification. A digest belongs to no single hashtag. */
export type NotificationEvent = {
  readonly at: number;
  readonly hashtag?: string;
  readonly notification: string;
} /** `instead`: ids of the notifications that it stands for. `hold`: why it waits. */ & (
  | { readonly kind: 'owed'; readonly instead?: readonly string[]; readonly hold?: DeferralReason }
  /** `receipt`: where it went, an issue's address or what the receiver answered. */
  | { readonly kind: 'delivered'; readonly receipt: string }
  | { readonly kind: 'undelivered'; readonly message: string }
);
