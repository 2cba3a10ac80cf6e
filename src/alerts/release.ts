import { localDay } from '../text/local-time.ts';
import { isoUtc } from '../text/time.ts';
import { type Alert, isOpening } from './alert.ts';
import type { AlertState } from './alert-state.ts';
import { type AlertNotification, cameAndWent, catchUp } from './catch-up.ts';
import { type DeferralSettings, isReleased } from './deferral.ts';
import type { DeferredDigest } from './digest.ts';
import { episodesBefore, episodesOf, isDue, type Notification } from './outbox.ts';
import { isQuiet } from './quiet-hours.ts';

/** What goes out of an outbox at a run, brought up to date. */
export interface Released {
  readonly outbox: readonly Notification[];
  /** The messages that stand for several, with the ids of those they stand for. */
  readonly merged: readonly Merged[];
  readonly told?: AlertState['told'];
}

interface Merged {
  readonly notification: Notification;
  readonly instead: readonly string[];
}

/** What one channel is owed of one episode, and what becomes of it. */
interface Story {
  readonly waiting: readonly AlertNotification[];
  readonly alert: Alert;
  readonly goes: 'alone' | 'in a digest';
}

/**
 * Releases deferred notifications once their reason is gone, and catches up where a channel was out of reach. A breakout
 * that is still open goes out as one alert with the numbers of this run. A digest takes in what came and went, and what
 * goes beyond the day's limit.
 * @param told openings notified today, those of this run included
 * @param current the open episodes as they stand at this run, by id
 */
export function release(
  { outbox, told }: Pick<AlertState, 'outbox' | 'told'>,
  settings: DeferralSettings,
  now: number,
  current: ReadonlyMap<string, Alert>,
): Released {
  const isDeferredOver = isQuiet(settings.quietHours, settings.timezone, now)
    ? () => false
    : isReleased(outbox, settings, now);
  const free = outbox.filter(isDeferredOver);
  const isCatchUp = isLate(outbox, now);
  const ready = readyOf(outbox, (notification) => isDeferredOver(notification) || isCatchUp(notification));
  const slots = slotsOf(free, settings, told, now);
  const merged = [...Map.groupBy(ready, ({ channel }) => channel)].flatMap(([channel, group]) =>
    mergedOf(channel, storiesOf(group, slots, current), now),
  );
  const gone = new Set(merged.flatMap(({ notification, instead }) => [notification.id, ...instead]));
  const freed = new Set(free.map(({ id }) => id));
  const left = outbox.filter(({ id }) => !gone.has(id));
  const openings = new Set(
    free.flatMap((notification) => openingIn(notification)).filter((id) => slots.has(id)),
  );
  return {
    outbox: [
      ...merged.map(({ notification }) => notification),
      ...left.map((notification) => (freed.has(notification.id) ? letGo(notification, now) : notification)),
    ],
    merged: merged.filter(
      ({ notification, instead }) => instead.length > 0 || notification.kind === 'digest',
    ),
    ...(told !== undefined && { told: { ...told, count: told.count + openings.size } }),
  };
}

/**
 * What is ready, in the order of the outbox: of one episode a late opening comes first, and what was deferred meanwhile
 * follows on it. What follows on something that is not ready keeps its place behind that.
 */
function readyOf(
  outbox: readonly Notification[],
  isReady: (notification: Notification) => boolean,
): readonly Notification[] {
  const waiting = new Set<string>();
  return outbox.filter((notification) => {
    const { channel } = notification;
    const isNext = episodesBefore(notification).every((episode) => !waiting.has(`${channel}/${episode}`));
    if (isNext && isReady(notification)) return true;
    for (const episode of episodesOf(notification)) waiting.add(`${channel}/${episode}`);
    return false;
  });
}

/** What an earlier run could not deliver and this one may try again, with all that waits behind it. */
function isLate(outbox: readonly Notification[], now: number): (notification: Notification) => boolean {
  const late = new Set<string>();
  const ids = new Set<string>();
  for (const notification of outbox) {
    if (notification.kind !== 'alert' || notification.hold !== undefined) continue;
    const { id, channel, alert, owedAt, nextAttemptAt } = notification;
    const story = `${channel}/${alert.episode}`;
    if (owedAt < now && isDue(nextAttemptAt, now)) late.add(story);
    if (late.has(story)) ids.add(id);
  }
  return ({ id }) => ids.has(id);
}

/** The openings that may go out alone: all without a limit of alerts a day, else those of quiet hours that it allows. */
function slotsOf(
  free: readonly Notification[],
  { alertsPerDay, timezone }: DeferralSettings,
  told: AlertState['told'],
  now: number,
): ReadonlySet<string> {
  if (alertsPerDay === undefined) return new Set(free.flatMap((notification) => openingIn(notification)));
  const ofNight = free.filter(({ hold }) => hold === 'quiet-hours');
  const openings = new Set(ofNight.flatMap((notification) => openingIn(notification)));
  const toldToday = told?.day === localDay(timezone, now) ? told.count : 0;
  return new Set([...openings].slice(0, Math.max(0, alertsPerDay - toldToday)));
}

function openingIn(notification: Notification): readonly string[] {
  return notification.kind === 'alert' && isOpening(notification.alert) ? [notification.alert.episode] : [];
}

function storiesOf(
  group: readonly Notification[],
  slots: ReadonlySet<string>,
  current: ReadonlyMap<string, Alert>,
): readonly Story[] {
  const waiting = group.filter((notification) => notification.kind === 'alert');
  return [...Map.groupBy(waiting, ({ alert }) => alert.episode)].map(([episode, notifications]) => {
    const alert = catchUp(notifications, current.get(episode));
    const isOverLimit = notifications[0]?.hold !== undefined && isOpening(alert) && !slots.has(episode);
    const isDigest = cameAndWent(notifications) || isOverLimit;
    return { waiting: notifications, alert, goes: isDigest ? 'in a digest' : 'alone' };
  });
}

/** The messages of one channel: an alert for each story that goes alone, and a digest of the others. */
function mergedOf(channel: string, stories: readonly Story[], now: number): readonly Merged[] {
  const alone = stories.filter(({ goes }) => goes === 'alone');
  const leaders = new Set(alone.flatMap(({ alert }) => (isOpening(alert) ? [alert.episode] : [])));
  const isNamed = ({ alert }: Story): boolean =>
    isOpening(alert) && alert.leader !== undefined && leaders.has(alert.leader.episode);
  const named = alone.filter((story) => isNamed(story));
  const digest = digestOf(
    channel,
    stories.filter(({ goes }) => goes === 'in a digest'),
    now,
  );
  return [
    ...alone.filter((story) => !isNamed(story)).map((story) => aloneWith(story, named, now)),
    ...(digest === undefined ? [] : [digest]),
  ];
}

/** One alert, which names the hashtags that broke out after it for the same videos. */
function aloneWith({ alert, waiting }: Story, named: readonly Story[], now: number): Merged {
  const own = named.filter((story) => story.alert.leader?.episode === alert.episode);
  const companions = own.map((story) => ({ hashtag: story.alert.hashtag, episode: story.alert.episode }));
  const together = [...(alert.together ?? []), ...companions];
  const bearer = isOpening(alert) ? waiting[0] : waiting.at(-1);
  if (bearer === undefined) throw new RangeError('A story has at least one alert.');
  return {
    notification: {
      ...(bearer.hold === undefined ? { ...bearer, nextAttemptAt: now } : letGo(bearer, now)),
      kind: 'alert',
      alert: { ...alert, ...(together.length > 0 && { together }) },
    },
    instead: [waiting, ...own.map((story) => story.waiting)]
      .flat()
      .flatMap(({ id }) => (id === bearer.id ? [] : [id])),
  };
}

function digestOf(channel: string, stories: readonly Story[], now: number): Merged | undefined {
  if (stories.length === 0) return undefined;
  const waiting = stories.flatMap((story) => story.waiting);
  const why = [...new Set(waiting.map(({ hold }) => hold ?? 'outage'))].toSorted();
  const alerts = stories.map(({ alert }) => alert);
  const digest: DeferredDigest = { version: 1, kind: 'held', at: isoUtc(now), why, alerts };
  const id = `digest-${isoUtc(now).replaceAll(/[-:]/g, '').slice(0, 13)}Z/${channel}`;
  return {
    notification: { kind: 'digest', id, channel, owedAt: now, attempts: 0, nextAttemptAt: now, digest },
    instead: waiting.map((one) => one.id),
  };
}

/** The time in which a delivery must succeed begins when the hold ends. */
function letGo({ hold: _, ...notification }: Notification, now: number): Notification {
  return { ...notification, owedAt: now, nextAttemptAt: now };
}
