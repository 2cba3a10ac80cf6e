import type { Alert } from './alert.ts';
import type { HeldDigest, HoldReason } from './digest.ts';
import { isQuiet, localDay } from './local-time.ts';
import { episodesOf, type Notification } from './outbox.ts';
import type { State } from './state.ts';
import { isoUtc } from './time.ts';
import type { Watchlist } from './watchlist.ts';

/** When people want to be told, from the watchlist. */
export type Hygiene = Pick<Watchlist, 'timezone' | 'quietHours' | 'alertsPerDay'>;

/**
 * Holds back what is owed in quiet hours, openings over the day's limit, and whatever follows on something that is held:
 * nobody hears of the end before the beginning.
 * @param outbox what was owed before
 * @returns what is owed now, held or not, and how many openings the day has told
 */
export function holdBack(
  owed: readonly Notification[],
  { outbox, told }: Pick<State, 'outbox' | 'told'>,
  { timezone, quietHours, alertsPerDay }: Hygiene,
  now: number,
): { readonly owed: readonly Notification[]; readonly told?: State['told'] } {
  const day = localDay(timezone, now);
  const quiet = isQuiet(quietHours, timezone, now);
  const toldBefore = told?.day === day ? told.count : 0;
  const openings = [...new Set(owed.flatMap((notification) => openingOf(notification) ?? []))];
  const over = new Set(
    alertsPerDay === undefined ? [] : openings.slice(Math.max(0, alertsPerDay - toldBefore)),
  );
  const held = new Map(
    outbox.flatMap((notification) =>
      notification.hold === undefined
        ? []
        : storiesOf(notification).map((story) => [story, notification.hold] as const),
    ),
  );
  const holdOf = (notification: Notification): HoldReason | undefined => {
    if (quiet) return 'quiet-hours';
    if (over.has(openingOf(notification) ?? '')) return 'alerts-per-day';
    return storiesOf(notification)
      .map((story) => held.get(story))
      .find((reason) => reason !== undefined);
  };
  const count = toldBefore + (quiet ? 0 : openings.length - over.size);
  return {
    owed: owed.map((notification) => {
      const hold = holdOf(notification);
      return hold === undefined ? notification : { ...notification, hold };
    }),
    ...(alertsPerDay === undefined ? {} : { told: { day, count } }),
  };
}

/** The episode that a notification is the first word of. */
function openingOf(notification: Notification): string | undefined {
  if (notification.kind !== 'alert') return undefined;
  const { kind, episode } = notification.alert;
  return kind === 'opened' || kind === 'joined' ? episode : undefined;
}

function storiesOf(notification: Notification): readonly string[] {
  return episodesOf(notification).map((episode) => `${notification.channel}/${episode}`);
}

/** What was held and may go out now: several pieces of news for a channel become one digest. */
export interface Released {
  readonly outbox: readonly Notification[];
  /** The digests made, each with the ids of what it stands for. */
  readonly digests: readonly { readonly digest: Notification; readonly instead: readonly string[] }[];
}

/** Lets go of what was held, once its reason is gone. */
export function release(
  outbox: readonly Notification[],
  { timezone, quietHours }: Hygiene,
  now: number,
): Released {
  if (isQuiet(quietHours, timezone, now)) return { outbox, digests: [] };
  const today = localDay(timezone, now);
  const free = outbox.filter(
    ({ hold, owedAt }) =>
      hold === 'quiet-hours' || (hold === 'alerts-per-day' && localDay(timezone, owedAt) !== today),
  );
  const groups = [...Map.groupBy(free, ({ channel }) => channel)];
  const digests = groups.flatMap(([channel, group]) => digestOf(channel, group, now) ?? []);
  const merged = new Set(digests.flatMap(({ instead }) => instead));
  const freed = new Set(free.map(({ id }) => id));
  const left = outbox.filter(({ id }) => !merged.has(id));
  return {
    outbox: [
      ...left.map((notification) => (freed.has(notification.id) ? letGo(notification, now) : notification)),
      ...digests.map(({ digest }) => digest),
    ],
    digests,
  };
}

/** The day in which a delivery must succeed begins when the hold ends. */
function letGo({ hold: _, ...notification }: Notification, now: number): Notification {
  return { ...notification, owedAt: now, nextAttemptAt: now };
}

function digestOf(
  channel: string,
  group: readonly Notification[],
  now: number,
): Released['digests'][number] | undefined {
  const alerts = group.flatMap((notification) => (notification.kind === 'alert' ? notification.alert : []));
  const episodes = [...Map.groupBy(alerts, ({ episode }) => episode).values()].flatMap(lastWord);
  if (episodes.length < 2) return undefined;
  const why = [...new Set(group.flatMap(({ hold }) => hold ?? []))].toSorted();
  const content: HeldDigest = { version: 1, kind: 'held', at: isoUtc(now), why, alerts: episodes };
  const digest: Notification = {
    kind: 'digest',
    id: `digest-${isoUtc(now).replaceAll(/[-:]/g, '').slice(0, 13)}Z/${channel}`,
    channel,
    owedAt: now,
    attempts: 0,
    nextAttemptAt: now,
    digest: content,
  };
  return { digest, instead: group.filter(({ kind }) => kind === 'alert').map(({ id }) => id) };
}

/** How an episode stood last. One that is still open is news of an opening, whatever phase it has reached since. */
function lastWord(alerts: readonly Alert[]): readonly Alert[] {
  const last = alerts.at(-1);
  const [first] = alerts;
  if (last === undefined || first === undefined) return [];
  const opening = first.kind === 'opened' || first.kind === 'joined' ? first.kind : undefined;
  return [last.kind === 'changed' && opening !== undefined ? { ...last, kind: opening } : last];
}
