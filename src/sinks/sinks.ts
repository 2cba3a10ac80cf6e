import type { Channel } from '../core/watchlist.ts';
import { discordSink } from './discord.ts';
import { emailSink } from './email.ts';
import { issueSink } from './issue.ts';
import type { Sink, SinkContext } from './sink.ts';
import { slackSink } from './slack.ts';
import { teamsSink } from './teams.ts';
import { telegramSink } from './telegram.ts';
import { webhookSink } from './webhook.ts';

/** The sink of each configured channel, by the channel's name. A new type of channel adds a line here. */
export function createSinks(channels: readonly Channel[], context: SinkContext): ReadonlyMap<string, Sink> {
  return new Map(channels.map((channel) => [channel.name, createSink(channel, context)]));
}

function createSink(channel: Channel, context: SinkContext): Sink {
  switch (channel.type) {
    case 'issue':
      return issueSink(channel, context);
    case 'email':
      return emailSink(channel, context);
    case 'webhook':
      return webhookSink(channel, context);
    case 'slack':
      return slackSink(channel, context);
    case 'discord':
      return discordSink(channel, context);
    case 'teams':
      return teamsSink(channel, context);
    case 'telegram':
      return telegramSink(channel, context);
  }
}
