import type { NotificationEvent } from './log-event.ts';
import { hashtagOf, type Settlement } from './outbox.ts';

/** The lines that a settlement adds to the log: what arrived, and what was given up. */
export function settlementEvents(settlement: Settlement, now: number): readonly NotificationEvent[] {
  return [
    ...settlement.delivered.map(({ notification, receipt }) => ({
      kind: 'delivered' as const,
      at: now,
      ...filedUnder(hashtagOf(notification)),
      notification: notification.id,
      receipt,
    })),
    ...settlement.undelivered.map(({ notification, message }) => ({
      kind: 'undelivered' as const,
      at: now,
      ...filedUnder(hashtagOf(notification)),
      notification: notification.id,
      message,
    })),
  ];
}

/** The hashtag of an event, where it has one. */
export function filedUnder(hashtag: string | undefined): { readonly hashtag?: string } {
  return hashtag === undefined ? {} : { hashtag };
}
