import type { HealthNotice } from '../alerts/health-notice.ts';
import type { Sink } from '../channels/channel/sink.ts';
import { PushError, type Repository } from '../git/repository.ts';
import { opening } from '../health/judge-health.ts';
import { notificationOf } from '../health/owe-health.ts';
import { healthChannels } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { readTrouble, type TroubleFile, writeTrouble } from '../store/trouble-file.ts';
import type { UnreadableDataError } from '../store/unreadable.ts';
import { isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { send } from './send.ts';

/** Where people are notified, and where that is recorded. */
interface Edges {
  readonly now: number;
  readonly watchlist: Watchlist;
  readonly store: Pick<Store, 'folder'>;
  readonly repository: Repository;
  readonly sinks: ReadonlyMap<string, Sink>;
}

/**
 * Notifies people that stored data cannot be read. The state may be what cannot be read, so what is owed is claimed in a
 * file of its own: it is pushed before anything is sent, and each channel is notified once.
 */
export async function notifyUnreadable(
  { store, repository, watchlist, sinks, now }: Edges,
  { message }: UnreadableDataError,
): Promise<void> {
  const known = await readTrouble(store.folder);
  const trouble: TroubleFile = known ?? {
    version: 1,
    // Where the folder stands on this machine is nobody's business.
    notice: noticeOf(message.replaceAll(store.folder, 'data'), now),
    owed: healthChannels(watchlist),
  };
  const keep = async (kept: TroubleFile, what: string): Promise<boolean> => {
    const path = await writeTrouble(store.folder, kept);
    await repository.commit([path], `data: ${isoUtc(now).slice(0, 16).replace('T', ' ')}Z, ${what}\n`);
    return await isPushed(repository);
  };
  if (known === undefined && !(await keep(trouble, 'stored data cannot be read'))) return;
  const notifications = trouble.owed.map((channel) => notificationOf(trouble.notice, channel, now));
  const arrived = new Set<string>();
  await send(notifications, sinks, async (deliveries) => {
    for (const delivery of deliveries) if (delivery.kind === 'delivered') arrived.add(delivery.notification);
    await Promise.resolve();
  });
  const owed = notifications.filter(({ id }) => !arrived.has(id)).map(({ channel }) => channel);
  if (owed.length < trouble.owed.length)
    await keep({ ...trouble, owed }, 'notified that data cannot be read');
}

/** A push that is refused for good is no reason to hide what the run stopped at. */
async function isPushed(repository: Repository): Promise<boolean> {
  try {
    return (await repository.push()).kind === 'pushed';
  } catch (error) {
    if (error instanceof PushError) return false;
    throw error;
  }
}

function noticeOf(message: string, now: number): HealthNotice {
  return opening({ cause: 'unreadable-data', since: isoUtc(now), message }, isoUtc(now));
}
