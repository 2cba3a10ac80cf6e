import type { Notification } from '../alerts/outbox.ts';
import type { ChannelType } from '../channels/registry.ts';

/** What came in at a channel's place while one notification was delivered there. */
export interface Arrival {
  /** Instant of the run, ms. */
  readonly at: number;
  /** The channel's name in the watchlist. */
  readonly channel: string;
  readonly type: ChannelType;
  readonly notification: Notification;
  /** As the place takes it: the JSON of a webhook, or the parts of a mail. */
  readonly payload: unknown;
}

/** A place that takes messages. */
export interface Inbox {
  /** What came in since it was last asked, the first first. */
  readonly drain: () => readonly unknown[];
}
