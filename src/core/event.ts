import type { Alert } from './alert.ts';

/** One line of `data/alerts/`: what happened to an episode or a notification. Instants are ms. */
export type Event =
  | { readonly kind: 'opened' | 'over'; readonly at: number; readonly hashtag: string; readonly alert: Alert }
  | { readonly kind: 'suppressed'; readonly at: number; readonly hashtag: string; readonly reason: string }
  | NotificationEvent;

/** What happened to one notification. */
export type NotificationEvent =
  | { readonly kind: 'owed'; readonly at: number; readonly hashtag: string; readonly notification: string }
  | {
      readonly kind: 'delivered';
      readonly at: number;
      readonly hashtag: string;
      readonly notification: string;
      /** Where it went: an issue's address, or what the receiver answered. */
      readonly receipt: string;
    }
  | {
      readonly kind: 'undelivered';
      readonly at: number;
      readonly hashtag: string;
      readonly notification: string;
      readonly message: string;
    };
