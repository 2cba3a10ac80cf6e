import type { Channel } from '../core/watchlist.ts';
import { emailSink } from './email.ts';
import { issueSink } from './issue.ts';
import { brokenSink, type Sink, type SinkContext } from './sink.ts';
import { webhookSink } from './webhook.ts';

/** The sink of each configured channel, by the channel's name. A new type of channel adds a line here. */
export function createSinks(channels: readonly Channel[], context: SinkContext): ReadonlyMap<string, Sink> {
  return new Map(channels.map((channel) => [channel.name, createSink(channel, context)]));
}

/** Types of channels that this version can deliver to. */
export const DELIVERABLE: readonly Channel['type'][] = ['issue', 'email', 'webhook'];

function createSink(channel: Channel, context: SinkContext): Sink {
  switch (channel.type) {
    case 'issue':
      return issueSink(channel, context);
    case 'email':
      return emailSink(channel, context);
    case 'webhook':
      return webhookSink(channel, context);
    case 'slack':
    case 'discord':
    case 'teams':
    case 'telegram':
      return brokenSink(`channels of type ${channel.type} cannot be delivered to in this version`);
  }
}
