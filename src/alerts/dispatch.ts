import type { Settings } from '../settings/settings.ts';
import { isoUtc } from '../text/time.ts';
import type { Alert } from './alert.ts';
import type { AlertState } from './alert-state.ts';
import { defer } from './deferral.ts';
import type { WeekSeen } from './digest.ts';
import { type HealthNews, isUnwanted, NO_HEALTH_NEWS, withCurrentHealth } from './health-news.ts';
import type { Event } from './log-event.ts';
import { claim, hashtagOf, type Notification, notificationsOf } from './outbox.ts';
import { filedUnder } from './receipts.ts';
import { release } from './release.ts';
import type { RoutedAlert } from './routing.ts';
import { isWeekDue, type WeekRecords, weekDigest } from './weekly-digest.ts';

/** What one run brought that decides whom to notify, and when. */
export interface DispatchInput {
  /** Instant of the run, ms. */
  readonly now: number;
  readonly watchlist: Settings;
  /** `some`: the run was asked for a part of the watchlist, so the hour still needs its whole run. */
  readonly scope: 'all' | 'some';
  /** The records since the last weekly digest, where one is due. */
  readonly week?: WeekRecords;
}

/** What one run found out about breakouts. */
export interface RunAlerts {
  readonly routed: readonly RoutedAlert[];
  /** The open episodes as they stand at this run, by id. */
  readonly current: ReadonlyMap<string, Alert>;
  /** What the run owes people about its own health; absent: nothing. */
  readonly health?: HealthNews;
  /** How well the radar saw since the last weekly digest. */
  readonly seen?: WeekSeen;
}

/** What goes out, what waits, and what the log says of it. */
export interface Dispatch {
  readonly kept: Omit<AlertState, 'hashtags'>;
  readonly claimed: readonly Notification[];
  readonly events: readonly Event[];
}

/**
 * Owes each alert to its channels, holds back what the watchlist wants held, lets go of what has waited long enough, and
 * claims what this run will send.
 * @param state with the hashtags as they are after the run
 */
export function dispatch(
  state: AlertState,
  { routed, current, health = NO_HEALTH_NEWS, seen }: RunAlerts,
  input: DispatchInput,
): Dispatch {
  const { now, watchlist } = input;
  const week = weeklyDigest(state, input, seen);
  const fresh = defer(
    [
      ...routed.flatMap(({ alert, notify }) => notificationsOf(alert, notify, now)),
      ...week.owed,
      ...health.owed,
    ],
    state,
    watchlist,
    now,
  );
  const { wanted, unwanted } = withoutMuted(state, health);
  const count = fresh.told ?? state.told;
  const waiting = { outbox: [...wanted, ...fresh.owed], ...(count !== undefined && { told: count }) };
  const released = release(waiting, watchlist, now, current);
  const upToDate = withCurrentHealth(released.outbox, health, now);
  const { outbox, claimed } = claim(upToDate.outbox, now);
  return {
    kept: {
      outbox,
      ...(released.told !== undefined && { told: released.told }),
      ...(week.weekAt !== undefined && { weekAt: week.weekAt }),
    },
    claimed,
    events: [
      ...unwanted.map((notification) => ({
        kind: 'undelivered' as const,
        at: now,
        ...filedUnder(hashtagOf(notification)),
        notification: notification.id,
        message: 'muted before it could be delivered',
      })),
      ...fresh.owed.map((notification) => owedEvent(notification, now)),
      ...released.merged.map(({ notification, instead }) => ({ ...owedEvent(notification, now), instead })),
      ...upToDate.ends.map(({ notification, instead }) => ({ ...owedEvent(notification, now), instead })),
    ],
  };
}

function owedEvent(notification: Notification, now: number): Event & { readonly kind: 'owed' } {
  const { id, hold } = notification;
  return {
    kind: 'owed',
    at: now,
    ...filedUnder(hashtagOf(notification)),
    notification: id,
    ...(hold !== undefined && { hold }),
  };
}

/** What is still owed of a hashtag that has been muted since is no longer wanted; the end of an open issue is. */
function withoutMuted(
  { outbox, hashtags }: AlertState,
  health: HealthNews,
): {
  readonly wanted: readonly Notification[];
  readonly unwanted: readonly Notification[];
} {
  const isWanted = ({ kind, hashtag }: Alert): boolean =>
    kind === 'over' || hashtags.get(hashtag)?.mute === undefined;
  const wanted = outbox
    .filter((notification) => !isUnwanted(notification, health))
    .flatMap((notification) => wantedOf(notification, isWanted));
  const ids = new Set(wanted.map(({ id }) => id));
  return { wanted, unwanted: outbox.filter(({ id }) => !ids.has(id)) };
}

/** What is left of a notification; nothing, where no alert in it is wanted. */
function wantedOf(notification: Notification, isWanted: (alert: Alert) => boolean): readonly Notification[] {
  if (notification.kind === 'alert') return isWanted(notification.alert) ? [notification] : [];
  if (notification.kind === 'health') return [notification];
  const { digest } = notification;
  if (digest.kind === 'week') return [notification];
  const alerts = digest.alerts.filter(isWanted);
  return alerts.length === 0 ? [] : [{ ...notification, digest: { ...digest, alerts } }];
}

/** The weekly digest, when it is due. The week begins to count at the first run that knows of it. */
function weeklyDigest(
  state: AlertState,
  { now, watchlist, week, scope }: DispatchInput,
  seen: WeekSeen | undefined,
): { readonly owed: readonly Notification[]; readonly weekAt?: number } {
  if (watchlist.weeklyDigest === undefined) return { owed: [] };
  const { weekAt } = state;
  if (weekAt === undefined) return { owed: [], weekAt: now };
  if (scope === 'some' || week === undefined || !isWeekDue(watchlist, state, now))
    return { owed: [], weekAt };
  const digest = weekDigest(week, watchlist, weekAt, now, seen);
  const stamp = isoUtc(now).slice(0, 10);
  return {
    owed: watchlist.channels.map(({ name }) => ({
      kind: 'digest',
      id: `week-${stamp}/${name}`,
      channel: name,
      owedAt: now,
      attempts: 0,
      nextAttemptAt: now,
      digest,
    })),
    weekAt: now,
  };
}
