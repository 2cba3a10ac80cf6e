import type { Delivery, Notification } from '../alerts/outbox.ts';
import { failed, type Sink } from '../channels/channel/sink.ts';

/** What is logged of each delivery, and how long there is time for them. */
export interface DeliveryRound {
  readonly ended: (delivery: Delivery) => void;
  /** Whether the time is up: nothing more is begun then. */
  readonly isOver: () => boolean;
}

/**
 * Delivers notifications: each channel's one after the other in the order they were owed, the channels side by side,
 * so that a slow channel delays no other.
 */
export async function deliver(
  claimed: readonly Notification[],
  sinks: ReadonlyMap<string, Sink>,
  round: DeliveryRound,
): Promise<void> {
  const byChannel = Map.groupBy(claimed, ({ channel }) => channel);
  await Promise.all(
    [...byChannel].map(async ([channel, notifications]) =>
      deliverInTurn(notifications, sinks.get(channel), round),
    ),
  );
}

async function deliverInTurn(
  notifications: readonly Notification[],
  sink: Sink | undefined,
  { ended, isOver }: DeliveryRound,
): Promise<void> {
  let outage: string | undefined;
  for (const notification of notifications) {
    if (isOver()) return;
    const delivery =
      outage === undefined ? await deliverOne(sink, notification) : failed(notification.id, outage);
    ended(delivery);
    if (delivery.kind === 'failed' && delivery.scope === 'channel') outage = delivery.message;
  }
}

/** Whatever a sink stumbles over costs this delivery only: the others still get their receipts. */
export async function deliverOne(sink: Sink | undefined, notification: Notification): Promise<Delivery> {
  if (sink === undefined) return unknownChannel(notification);
  try {
    return await sink.deliver(notification);
  } catch (error) {
    const what = error instanceof Error ? error.name : 'an unknown error';
    return failed(notification.id, `the channel ${notification.channel} met something unforeseen (${what})`);
  }
}

function unknownChannel({ id, channel }: Notification): Delivery {
  return failed(id, `the watchlist no longer has a channel ${channel}`, { final: 'final' });
}
