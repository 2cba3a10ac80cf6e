import type { z } from 'zod';

/** What watchlist.yml can say of one type of channel, and what becomes of it. */
export interface ChannelConfig<Schema extends z.ZodType, Channel> {
  /** The settings as written. */
  readonly schema: Schema;
  /** The channel with every default applied. `…Env` is the NAME of the variable that holds a secret. */
  readonly build: (name: string, written: z.output<Schema>) => Channel;
  /** Names of the variables without which the channel can notify nobody. */
  readonly neededSecrets: (channel: Channel) => readonly string[];
  /** Names of all variables that hold a secret of the channel. */
  readonly secrets: (channel: Channel) => readonly string[];
  /** The variables that hold its secrets where the watchlist names none: the workflows hand them on. */
  readonly defaultVariables: readonly string[];
}

/** Infers the types of a channel's configuration. */
export function channelConfig<Schema extends z.ZodType, Channel>(
  config: ChannelConfig<Schema, Channel>,
): ChannelConfig<Schema, Channel> {
  return config;
}
