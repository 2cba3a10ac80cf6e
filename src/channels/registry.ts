import type { z } from 'zod';
import { HEARTBEAT_VARIABLE } from '../health/heartbeat-address.ts';
import { SOURCE } from '../sources/source/about.ts';
import type { ChannelConfig } from './channel/config.ts';
import type { Sink, SinkContext, SinkFactory } from './channel/sink.ts';
import { discordConfig } from './discord/config.ts';
import { emailConfig } from './email/config.ts';
import { issueConfig } from './issue/config.ts';
import { slackConfig } from './slack/config.ts';
import { teamsConfig } from './teams/config.ts';
import { telegramConfig } from './telegram/config.ts';
import { webhookConfig } from './webhook/config.ts';

/**
 * Every type of channel: its configuration, and its sink, which is loaded only where it is used. A new type is a folder
 * and a line here. The watchlist's grammar, the union of channels and their secrets follow from it; the tests ask for its
 * place in the workflows, the docs and the contract.
 */
export const CHANNELS = {
  issue: channelModule(issueConfig, async () => (await import('./issue/sink.ts')).issueSink),
  slack: channelModule(slackConfig, async () => (await import('./slack/sink.ts')).slackSink),
  discord: channelModule(discordConfig, async () => (await import('./discord/sink.ts')).discordSink),
  teams: channelModule(teamsConfig, async () => (await import('./teams/sink.ts')).teamsSink),
  telegram: channelModule(telegramConfig, async () => (await import('./telegram/sink.ts')).telegramSink),
  email: channelModule(emailConfig, async () => (await import('./email/sink.ts')).emailSink),
  webhook: channelModule(webhookConfig, async () => (await import('./webhook/sink.ts')).webhookSink),
};

export type ChannelType = keyof typeof CHANNELS;

/** A configured channel. */
export type Channel = { [Type in ChannelType]: ReturnType<(typeof CHANNELS)[Type]['build']> }[ChannelType];

/** The usual variables that hold secrets: the source's key, the heartbeat's address, and those of the channels. */
export const DEFAULT_SECRETS: readonly string[] = [
  SOURCE.keyVariable,
  HEARTBEAT_VARIABLE,
  ...Object.values(CHANNELS).flatMap(({ defaultVariables }) => defaultVariables),
];

/** The variables whose values must never be shown: those of the configured channels, and the usual ones. */
export function variablesToRedact(channels: readonly Channel[]): readonly string[] {
  return [...DEFAULT_SECRETS, ...channels.flatMap(secretsOf)];
}

/** The sink of each configured channel, by the channel's name. */
export async function createSinks(
  channels: readonly Channel[],
  context: SinkContext,
): Promise<ReadonlyMap<string, Sink>> {
  const sinks = channels.map(
    async (channel) => [channel.name, await moduleOf(channel).createSink(channel, context)] as const,
  );
  return new Map(await Promise.all(sinks));
}

/** Names of the environment variables that hold the secrets of a watchlist's channels. */
export function secretVariables({ channels }: { readonly channels: readonly Channel[] }): readonly string[] {
  return channels.flatMap(secretsOf);
}

/** Names of the variables that hold what one channel needs. */
export function secretsOf(channel: Channel): readonly string[] {
  return moduleOf(channel).secrets(channel);
}

/** Names of the variables without which a channel can notify nobody. */
export function neededSecretsOf(channel: Channel): readonly string[] {
  return moduleOf(channel).neededSecrets(channel);
}

/** What every type can do for a channel of its own: methods, since the channel's type has picked the module. */
interface ChannelModule {
  secrets(channel: Channel): readonly string[];
  neededSecrets(channel: Channel): readonly string[];
  createSink(channel: Channel, context: SinkContext): Promise<Sink>;
}

function moduleOf({ type }: Channel): ChannelModule {
  const modules: Readonly<Record<ChannelType, ChannelModule>> = CHANNELS;
  return modules[type];
}

function channelModule<Schema extends z.ZodType, One>(
  config: ChannelConfig<Schema, One>,
  load: () => Promise<SinkFactory<One>>,
) {
  let loaded: Promise<SinkFactory<One>> | undefined;
  return {
    ...config,
    createSink: async (channel: One, context: SinkContext): Promise<Sink> => {
      loaded ??= load();
      return (await loaded)(channel, context);
    },
  };
}
