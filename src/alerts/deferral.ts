import type { Settings } from '../settings/settings.ts';
import { localDay } from '../text/local-time.ts';
import { isoUtc } from '../text/time.ts';
import type { Alert } from './alert.ts';
import type { AlertState } from './alert-state.ts';
import type { DeferralReason, DeferredDigest } from './digest.ts';
import { episodesBefore, episodesOf, type Notification } from './outbox.ts';
import { isQuiet } from './quiet-hours.ts';

/** When people want to be told, from the watchlist. */
export type DeferralSettings = Pick<Settings, 'timezone' | 'quietHours' | 'alertsPerDay'>;

/**
 * Holds back what is owed in quiet hours, openings over the day's limit, and whatever follows on something that is held:
 * nobody hears of the end before the beginning.
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

/** What was held and may go out now: several pieces of news for a channel become one message. */
export interface Released {
  readonly outbox: readonly Notification[];
  /** The messages that stand for several: digests, or an episode as it stood last; with the ids of what they stand for. */
  readonly merged: readonly Merged[];
}

interface Merged {
  readonly notification: Notification;
  readonly instead: readonly string[];
}

/** Lets go of what was held, once its reason is gone. What follows on something held shares its fate. */
export function releaseDeferred(
  outbox: readonly Notification[],
  hygiene: DeferralSettings,
  now: number,
): Released {
  if (isQuiet(hygiene.quietHours, hygiene.timezone, now)) return { outbox, merged: [] };
  const free = outbox.filter(isFree(outbox, hygiene, now));
  const groups = [...Map.groupBy(free, ({ channel }) => channel)];
  const merged = groups.flatMap(([channel, group]) => mergedOf(channel, group, now) ?? []);
  const gone = new Set(merged.flatMap(({ notification, instead }) => [notification.id, ...instead]));
  const freed = new Set(free.map(({ id }) => id));
  const left = outbox.filter(({ id }) => !gone.has(id));
  return {
    outbox: [
      ...left.map((notification) => (freed.has(notification.id) ? letGo(notification, now) : notification)),
      ...merged.map(({ notification }) => notification),
    ],
    merged,
  };
}

/** Which of the held ones may go, when it is not quiet: of an episode's the first decides for all. */
function isFree(
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

/** The day in which a delivery must succeed begins when the hold ends. */
function letGo({ hold: _, ...notification }: Notification, now: number): Notification {
  return { ...notification, owedAt: now, nextAttemptAt: now };
}

/** One message for all alerts of a channel: of one episode its last word, of several a digest. */
function mergedOf(channel: string, group: readonly Notification[], now: number): Merged | undefined {
  const held = group.filter((notification) => notification.kind === 'alert');
  const [first, ...later] = held;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const alerts = [...Map.groupBy(held, ({ alert }) => alert.episode).values()].flatMap((story) =>
    lastWord(story.map(({ alert }) => alert)),
  );
  const [alert, ...others] = alerts;
  // That a breakout began and ended is more than one alert says.
  const isWhole = alert?.kind === 'over' && isOpening(first.alert);
  if (alert !== undefined && others.length === 0 && !isWhole) {
    const bearer = isOpening(alert) ? first : last;
    const notification: Notification = { ...letGo(bearer, now), kind: 'alert', alert };
    return { notification, instead: held.flatMap(({ id }) => (id === bearer.id ? [] : [id])) };
  }
  const why = [...new Set(group.flatMap(({ hold }) => hold ?? []))].toSorted();
  const digest: DeferredDigest = { version: 1, kind: 'held', at: isoUtc(now), why, alerts };
  const id = `digest-${isoUtc(now).replaceAll(/[-:]/g, '').slice(0, 13)}Z/${channel}`;
  return {
    notification: { kind: 'digest', id, channel, owedAt: now, attempts: 0, nextAttemptAt: now, digest },
    instead: held.map((one) => one.id),
  };
}

function isOpening({ kind }: Alert): boolean {
  return kind === 'opened' || kind === 'joined';
}

/**
 * How an episode stood last. One that is still open is news of an opening, whatever phase it has reached since. Those
 * that its opening alone would have told of are named still.
 */
function lastWord(alerts: readonly Alert[]): readonly Alert[] {
  const last = alerts.at(-1);
  const [first] = alerts;
  if (last === undefined || first === undefined || !isOpening(first)) return last === undefined ? [] : [last];
  const { kind, together } = first;
  const named = { ...last, ...(together !== undefined && { together }) };
  if (last.kind !== 'changed') return [named];
  const { phaseBefore: _, ...opening } = named;
  return [{ ...opening, kind }];
}
