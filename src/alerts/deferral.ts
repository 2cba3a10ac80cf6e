import type { Settings } from '../settings/settings.ts';
import { localDay } from '../text/local-time.ts';
import { isOpening } from './alert.ts';
import type { AlertState } from './alert-state.ts';
import type { DeferralReason } from './digest.ts';
import { episodesBefore, episodesOf, type Notification } from './outbox.ts';
import { isQuiet } from './quiet-hours.ts';

/** When people want to be told, from the watchlist. */
export type DeferralSettings = Pick<Settings, 'timezone' | 'quietHours' | 'alertsPerDay'>;

/**
 * Holds back what is owed in quiet hours, openings over the day's limit, and whatever follows on something that is held:
 * nobody gets the end before the beginning.
 * @param outbox what was owed before
 * @returns what is owed now, held or not, and how many openings the day has told
 */
export function defer(
  owed: readonly Notification[],
  { outbox, told }: Pick<AlertState, 'outbox' | 'told'>,
  { timezone, quietHours, alertsPerDay }: DeferralSettings,
  now: number,
): { readonly owed: readonly Notification[]; readonly told?: AlertState['told'] } {
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
        : episodesOf(notification).map(
            (episode) => [storyOf(notification, episode), notification.hold] as const,
          ),
    ),
  );
  const holdOf = (notification: Notification): DeferralReason | undefined => {
    if (quiet) return 'quiet-hours';
    if (over.has(openingOf(notification) ?? '')) return 'alerts-per-day';
    return episodesBefore(notification)
      .map((episode) => held.get(storyOf(notification, episode)))
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
  const { alert } = notification;
  return isOpening(alert) ? alert.episode : undefined;
}

function storyOf({ channel }: Notification, episode: string): string {
  return `${channel}/${episode}`;
}

/** Which deferred notifications may go, when it is not quiet. Of an episode's notifications the first decides for all. */
export function isReleased(
  outbox: readonly Notification[],
  { timezone, alertsPerDay }: DeferralSettings,
  now: number,
): (notification: Notification) => boolean {
  const today = localDay(timezone, now);
  const byStory = new Map<string, boolean>();
  const free = new Set<string>();
  for (const notification of outbox) {
    const { id, hold, owedAt } = notification;
    if (hold === undefined) continue;
    const before = episodesBefore(notification).flatMap(
      (episode) => byStory.get(storyOf(notification, episode)) ?? [],
    );
    const isOut =
      hold === 'quiet-hours' || alertsPerDay === undefined || localDay(timezone, owedAt) !== today;
    const goes = before.length === 0 ? isOut : before.every((one) => one);
    for (const episode of episodesOf(notification)) byStory.set(storyOf(notification, episode), goes);
    if (goes) free.add(id);
  }
  return ({ id }) => free.has(id);
}
