import type { Alert } from '../alerts/alert.ts';
import type { HealthNotice } from '../alerts/health-notice.ts';
import type { Event } from '../alerts/log-event.ts';
import { alertId, type Notification, notificationsOf } from '../alerts/outbox.ts';
import { notificationOf as healthNotification } from '../health/owe-health.ts';
import { DAY_MS } from '../text/time.ts';
import { openEpisodes } from './rebuild.ts';

/** News of a breakout that is over is worth sending for so long. */
const NEWS_MS = 7 * DAY_MS;

type OwedEvent = Extract<Event, { readonly kind: 'owed' }>;

/**
 * The notifications that a log owes and tells no end of, the oldest first. Of a digest that has not arrived only its
 * alerts are known: each of them is owed again, and the next run makes one message of them.
 * @param isLost whether an event says what the state does not know
 */
export function owedByLog(
  events: readonly Event[],
  isLost: (event: Event) => boolean,
): readonly Notification[] {
  const owed = events.filter((event) => event.kind === 'owed');
  const alerts = new Map(
    events.flatMap((event) => ('alert' in event ? [[alertId(event.alert), event.alert]] : [])),
  );
  const settled = settledFor(events, owed);
  const open = new Set([...openEpisodes(events).values()].map(({ id }) => id));
  const until = events.at(-1)?.at ?? 0;
  const found = new Map<string, Notification>();
  const notices = new Map(
    events.flatMap((event) =>
      event.kind === 'health' ? [[`${event.notice.story}/${event.notice.kind}`, event.notice]] : [],
    ),
  );
  for (const event of owed) {
    if (!isLost(event) || settled.has(event.notification)) continue;
    const health = healthAgain(event, notices);
    if (health !== undefined) found.set(health.id, health);
    const notification = madeAgain(event, alerts);
    if (notification?.kind !== 'alert') continue;
    if (open.has(notification.alert.episode) || event.at > until - NEWS_MS)
      found.set(notification.id, notification);
  }
  return [...found.values()];
}

/** The ids that arrived or were given up, or that another one stands for which did, or which still carries their news. */
function settledFor(events: readonly Event[], owed: readonly OwedEvent[]): ReadonlySet<string> {
  const settled = new Set(
    events.flatMap((event) =>
      event.kind === 'delivered' || event.kind === 'undelivered' ? [event.notification] : [],
    ),
  );
  for (const { notification, instead = [] } of owed) {
    const carries = !notification.startsWith('digest-') || settled.has(notification);
    if (carries) for (const id of instead) settled.add(id);
  }
  return settled;
}

function madeAgain(
  { at, notification, hold }: OwedEvent,
  alerts: ReadonlyMap<string, Alert>,
): Notification | undefined {
  for (let end = notification.indexOf('/'); end > 0; end = notification.indexOf('/', end + 1)) {
    const alert = alerts.get(notification.slice(0, end));
    if (alert === undefined) continue;
    const [made] = notificationsOf(alert, [notification.slice(end + 1)], at);
    return made && { ...made, ...(hold !== undefined && { hold }) };
  }
  return undefined;
}

function healthAgain(
  { at, notification }: OwedEvent,
  notices: ReadonlyMap<string, HealthNotice>,
): Notification | undefined {
  const end = notification.indexOf('/', notification.indexOf('/') + 1);
  const notice = notices.get(notification.slice(0, end));
  return notice && healthNotification(notice, notification.slice(end + 1), at);
}

/** When the last weekly digest of a log looked back, ms. */
export function lastWeekAt(events: readonly Event[]): number | undefined {
  return events.findLast((event) => event.kind === 'owed' && event.notification.startsWith('week-'))?.at;
}
