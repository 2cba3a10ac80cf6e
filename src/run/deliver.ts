import type { Delivery, Notification } from '../alerts/outbox.ts';
import type { Sink } from '../channels/channel/sink.ts';

/**
 * Delivers notifications: each channel's one after the other in the order they were owed, the channels side by side,
 * so that a slow channel delays no other.
 */
export async function deliver(
  claimed: readonly Notification[],
  sinks: ReadonlyMap<string, Sink>,
): Promise<readonly Delivery[]> {
  const byChannel = Map.groupBy(claimed, ({ channel }) => channel);
  const deliveries = await Promise.all(
    [...byChannel].map(async ([channel, notifications]) => deliverInTurn(notifications, sinks.get(channel))),
  );
  return deliveries.flat();
}

async function deliverInTurn(
  notifications: readonly Notification[],
  sink: Sink | undefined,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const notification of notifications) {
    deliveries.push(sink === undefined ? unknownChannel(notification) : await tryOnce(sink, notification));
  }
  return deliveries;
}

/** Whatever a sink stumbles over costs this delivery only: the others still get their receipts. */
async function tryOnce(sink: Sink, notification: Notification): Promise<Delivery> {
  try {
    return await sink.deliver(notification);
  } catch (error) {
    const what = error instanceof Error ? error.name : 'an unknown error';
    const message = `the channel ${notification.channel} met something unforeseen (${what})`;
    return { kind: 'failed', notification: notification.id, message, final: 'retry' };
  }
}

function unknownChannel({ id, channel }: Notification): Delivery {
  const message = `the watchlist no longer has a channel ${channel}`;
  return { kind: 'failed', notification: id, message, final: 'final' };
}
