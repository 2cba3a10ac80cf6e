import type { NotificationEvent } from './event.ts';
import type { Settlement } from './outbox.ts';

/** The lines that a settlement adds to the log: what arrived, and what was given up. */
export function settlementEvents(settlement: Settlement, now: number): readonly NotificationEvent[] {
  return [
    ...settlement.delivered.map(({ notification: { id, alert }, receipt }) => ({
      kind: 'delivered' as const,
      at: now,
      hashtag: alert.hashtag,
      notification: id,
      receipt,
    })),
    ...settlement.undelivered.map(({ notification: { id, alert }, message }) => ({
      kind: 'undelivered' as const,
      at: now,
      hashtag: alert.hashtag,
      notification: id,
      message,
    })),
  ];
}
