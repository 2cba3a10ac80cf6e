import type { Delivery, Notification } from '../core/outbox.ts';
import type { Channel } from '../core/watchlist.ts';
import type { Environment } from '../environment.ts';

/** The code behind a channel: delivers one notification, at least once, and harmlessly if it is repeated. */
export interface Sink {
  /** Never throws for what the receiver does: a refusal or an outage is a failed delivery that says what to do. */
  deliver(notification: Notification): Promise<Delivery>;
}

/** What a sink may need beside its channel. */
export interface SinkContext {
  readonly environment: Environment;
  /** IANA zone in which people read times. */
  readonly timezone: string;
}

/** Makes the sink of one type of channel. */
export type SinkFactory<Type extends Channel['type']> = (
  channel: Extract<Channel, { readonly type: Type }>,
  context: SinkContext,
) => Sink;

/** A sink that cannot deliver until somebody mends its set-up; what it is owed waits. */
export function brokenSink(message: string): Sink {
  return { deliver: async ({ id }) => ({ kind: 'failed', notification: id, message, final: 'retry' }) };
}
