import { HOUR_MS, MINUTE_MS } from '../text/time.ts';
import type { Alert } from './alert.ts';
import type { DeferralReason, Digest } from './digest.ts';
import type { HealthNotice } from './health-notice.ts';

/** One message owed to one channel. It is recorded and pushed before it is sent, and stays until it is settled. */
export type Notification = Owed & Message;

/** What a notification tells. */
export type Message =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'health'; readonly notice: HealthNotice };

interface Owed {
  /** Computed from what it tells and the channel: a retry sends the same id. */
  readonly id: string;
  /** The channel's name in the watchlist. */
  readonly channel: string;
  readonly owedAt: number;
  /** Deliveries tried so far, and when the next one may be, ms. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
  /** Why it waits although its channel works; absent when it does not. */
  readonly hold?: DeferralReason;
}

/** How one attempt to deliver a notification went. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly notification: string; readonly receipt: string }
  | {
      readonly kind: 'failed';
      readonly notification: string;
      readonly message: string;
      readonly final: 'retry' | 'final';
      /** `channel`: whatever else the channel is owed would fare alike now, so it is not tried. */
      readonly scope?: 'channel';
    };

/** What became of the notifications that were tried. */
export interface Settlement {
  readonly outbox: readonly Notification[];
  readonly delivered: readonly { readonly notification: Notification; readonly receipt: string }[];
  /** Tried again later: the channel is down. */
  readonly postponed: readonly { readonly notification: Notification; readonly message: string }[];
  /** Given up: refused for good, or news of a channel that was down for a day. */
  readonly undelivered: readonly { readonly notification: Notification; readonly message: string }[];
}

/** News is tried for this long before it is given up, loudly. */
export const RETRY_MAX_MS = 24 * HOUR_MS;
/** Deliveries in one run to one channel; what is over waits for the next one. */
export const DELIVERIES_MAX = 20;
/** How long a run holds what it claimed: longer than the longest run, and under the hour between two. */
const CLAIM_MS = 45 * MINUTE_MS;
/** The wait after the n-th failed attempt. A little under whole hours, so that an hourly run does not just miss it. */
const BACK_OFF_MS = [0.9, 0.9, 1.9, 3.9].map((hours) => hours * HOUR_MS);
const WAIT_MAX_MS = 4 * HOUR_MS;
/** So many attempts fit into a day. A clock that jumped, or a pause in the runs, uses none of them up. */
const ATTEMPTS_MIN = 6;

/** The notifications that one alert is owed as: one for each channel. A phase can come twice, so its instant counts too. */
export function notificationsOf(
  alert: Alert,
  channels: readonly string[],
  now: number,
): readonly Notification[] {
  return channels.map((channel) => ({
    kind: 'alert',
    id: `${alertId(alert)}/${channel}`,
    channel,
    owedAt: now,
    attempts: 0,
    nextAttemptAt: now,
    alert,
  }));
}

/** What names an alert among all: its notifications begin with it. */
export function alertId({
  episode,
  kind,
  phase,
  at,
}: Pick<Alert, 'episode' | 'kind' | 'phase' | 'at'>): string {
  return `${episode}/${kind === 'changed' ? `${phase}-${at}` : kind}`;
}

/** The episodes that a notification tells of; of a health notice its story. */
export function episodesOf(message: Message): readonly string[] {
  switch (message.kind) {
    case 'alert':
      return [message.alert.episode];
    case 'digest':
      return message.digest.kind === 'held' ? message.digest.alerts.map(({ episode }) => episode) : [];
    case 'health':
      return [message.notice.story];
  }
}

/** The episodes whose news must have gone out before: its own, and those that it joined. */
export function episodesBefore(message: Message): readonly string[] {
  const leaders =
    message.kind === 'alert'
      ? [message.alert.leader]
      : message.kind === 'digest' && message.digest.kind === 'held'
        ? message.digest.alerts.map(({ leader }) => leader)
        : [];
  return [...episodesOf(message), ...leaders.flatMap((leader) => leader?.episode ?? [])];
}

/** The hashtag that a notification is filed under; only an alert has one. */
export function hashtagOf(message: Message): string | undefined {
  return message.kind === 'alert' ? message.alert.hashtag : undefined;
}

/**
 * Claims the notifications that a run at `now` will try, the oldest first; of an episode's only the first that a channel
 * is owed, so that a late "opened" cannot come after its "over" and leave an issue that nobody closes. What is notified with
 * another episode waits for that one's news, but never the other way round. Claims are
 * recorded and pushed before anything is sent, so of two runs that race only one can hold a notification; the claim of a
 * run that died lapses.
 */
export function claim(
  outbox: readonly Notification[],
  now: number,
): { readonly outbox: readonly Notification[]; readonly claimed: readonly Notification[] } {
  const spoken = new Set<string>();
  const byChannel = new Map<string, number>();
  const claimed = outbox.filter((notification) => {
    const { channel, hold, nextAttemptAt } = notification;
    const isFirst = episodesBefore(notification).every((episode) => !spoken.has(`${channel}/${episode}`));
    for (const episode of episodesOf(notification)) spoken.add(`${channel}/${episode}`);
    const taken = byChannel.get(channel) ?? 0;
    const due = isFirst && hold === undefined && isDue(nextAttemptAt, now) && taken < DELIVERIES_MAX;
    if (due) byChannel.set(channel, taken + 1);
    return due;
  });
  const ids = new Set(claimed.map(({ id }) => id));
  return {
    claimed,
    outbox: outbox.map((notification) =>
      ids.has(notification.id) ? { ...notification, nextAttemptAt: now + CLAIM_MS } : notification,
    ),
  };
}

/** A wait that no run has ever asked for comes from a clock that has jumped. */
export function isDue(nextAttemptAt: number, now: number): boolean {
  return nextAttemptAt <= now || nextAttemptAt > now + WAIT_MAX_MS;
}

/** The outbox after a round of deliveries. A notification without a delivery stays as it is. */
export function settle(
  outbox: readonly Notification[],
  deliveries: readonly Delivery[],
  now: number,
): Settlement {
  const byId = new Map(deliveries.map((delivery) => [delivery.notification, delivery]));
  const left: Notification[] = [];
  const delivered: { notification: Notification; receipt: string }[] = [];
  const postponed: { notification: Notification; message: string }[] = [];
  const undelivered: { notification: Notification; message: string }[] = [];
  for (const notification of outbox) {
    const delivery = byId.get(notification.id);
    if (delivery === undefined) {
      left.push(notification);
    } else if (delivery.kind === 'delivered') {
      delivered.push({ notification, receipt: delivery.receipt });
    } else if (
      (delivery.final === 'final' && !isProbe(notification)) ||
      (expires(notification) &&
        now - notification.owedAt >= RETRY_MAX_MS &&
        notification.attempts + 1 >= ATTEMPTS_MIN)
    ) {
      undelivered.push({ notification, message: delivery.message });
    } else {
      const tried = postpone(notification, now);
      left.push(tried);
      postponed.push({ notification: tried, message: delivery.message });
    }
  }
  return { outbox: left, delivered, postponed, undelivered };
}

/**
 * An opening stays owed while its breakout is open: once that is over, a digest takes its place. The end of one whose
 * opening has arrived stays owed until it arrives too: without it an issue would stay open.
 */
function expires(notification: Notification): boolean {
  if (notification.kind === 'health') return !isProbe(notification);
  return notification.kind !== 'alert' || notification.alert.kind === 'changed';
}

/** The beginning of a health story is tried until the story is over: it shows when a channel that refused works again. */
function isProbe(notification: Notification): boolean {
  return notification.kind === 'health' && notification.notice.kind === 'opened';
}

function postpone(notification: Notification, now: number): Notification {
  const wait = BACK_OFF_MS[Math.min(notification.attempts, BACK_OFF_MS.length - 1)] ?? HOUR_MS;
  return { ...notification, attempts: notification.attempts + 1, nextAttemptAt: now + wait };
}
