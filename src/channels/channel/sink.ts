import type { Alert } from '../../alerts/alert.ts';
import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { IssueStatus } from '../../alerts/mute.ts';
import type { Delivery, Notification } from '../../alerts/outbox.ts';
import type { Environment } from '../../environment.ts';
import type { Reading } from '../../readings/reading.ts';

/** The code behind a channel: delivers one notification, at least once, and harmlessly if it is repeated. */
export interface Sink {
  /** Never throws for what the receiver does: a refusal or an outage is a failed delivery that says what to do. */
  deliver(notification: Notification): Promise<Delivery>;
  /** Why it cannot deliver until somebody mends its set-up, and how; absent where nothing speaks against it. */
  readonly problem?: string;
  /** What speaks against its set-up although it delivers, and what to do; absent where nothing does. */
  readonly caution?: string;
  /** Of a channel whose messages stay and are kept current, as issues are. */
  readonly openMessages?: OpenMessages;
}

/** Messages that stay. All of it asks little: a call for all open episodes, and one for each message that changed. */
export interface OpenMessages {
  /**
   * What people did with the messages of open episodes. It is read before a run judges; an outage is no answer.
   * @param episodes open ones that were notified here
   */
  readStatuses(episodes: readonly OpenEpisode[]): Promise<OpenIssueReport>;
  /**
   * Brings the messages of open episodes and health stories up to date, without notifying anybody. Best effort: the
   * next run does it again.
   * @param statuses each open episode as it stands now
   * @param health each open health story as it stands now
   * @returns what went wrong, in whole sentences
   */
  refresh(statuses: readonly Alert[], health?: readonly HealthNotice[]): Promise<readonly string[]>;
  /**
   * Closes messages of which no episode is known any more, since records were taken back.
   * @param known ids of the episodes that are open, or of which news is owed
   * @param now ms
   * @returns what went wrong, in whole sentences
   */
  closeOrphans(known: ReadonlySet<string>, now: number): Promise<readonly string[]>;
}

/** An open episode or health story, as its message is found by. */
export interface OpenEpisode {
  /** Absent for a health story. */
  readonly hashtag?: string;
  readonly episode: string;
  readonly openedAt: string;
  /** The episode whose message shows it. */
  readonly leader?: { readonly hashtag: string; readonly episode: string };
}

export interface OpenIssueReport {
  readonly statuses: readonly IssueStatus[];
  /** What went wrong, in whole sentences. */
  readonly warnings: readonly string[];
}

/** What a sink may need beside its channel. */
export interface SinkContext {
  readonly environment: Environment;
  /** IANA zone in which people read times. */
  readonly timezone: string;
  /** A hashtag's recorded readings of the last three days, the oldest first: what a chart is drawn from. */
  readonly recent: (hashtag: string) => Promise<readonly Reading[]>;
  /** The receipt of a notification that was delivered before; absent where nothing is recorded. */
  readonly receiptOf?: (notification: string) => Promise<string | undefined>;
  /** How long a place may take to answer, ms; left out, as each sink has it. */
  readonly timeoutMs?: number;
  /** Asks the place, instead of the network: a simulated one that is in this process. */
  readonly ask?: typeof fetch;
}

/** Makes the sink of one type of channel. */
export type SinkFactory<Channel> = (channel: Channel, context: SinkContext) => Sink;

/** A sink that cannot deliver until somebody mends its set-up; what it is owed waits. */
export function brokenSink(message: string): Sink {
  return { problem: message, deliver: async ({ id }) => failed(id, message, { scope: 'channel' }) };
}

type FailedDelivery = Extract<Delivery, { readonly kind: 'failed' }>;

/**
 * A delivery that failed. It is tried again unless `final` says otherwise: what a refusal says about the set-up waits for
 * a person. @param message what happened and what to do
 */
export function failed(
  notification: string,
  message: string,
  { final = 'retry', scope }: Partial<Pick<FailedDelivery, 'final' | 'scope'>> = {},
): Delivery {
  return { kind: 'failed', notification, message, final, ...(scope !== undefined && { scope }) };
}
