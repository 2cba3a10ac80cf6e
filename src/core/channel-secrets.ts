import type { Channel, Watchlist } from './watchlist.ts';

/** Names of the environment variables that hold the secrets of a watchlist's channels. */
export function secretVariables({ channels }: Watchlist): readonly string[] {
  return channels.flatMap(secretsOf);
}

/** Names of the variables without which a channel can tell nobody: a webhook without a key is sent unsigned. */
export function neededSecretsOf(channel: Channel): readonly string[] {
  return channel.type === 'webhook' ? [channel.urlEnv] : secretsOf(channel);
}

/** Names of the variables that hold what one channel needs. */
export function secretsOf(channel: Channel): readonly string[] {
  switch (channel.type) {
    case 'issue':
      return [];
    case 'slack':
    case 'discord':
    case 'teams':
      return [channel.urlEnv];
    case 'telegram':
      return [channel.tokenEnv];
    case 'email':
      return [channel.smtpEnv];
    case 'webhook':
      return [channel.urlEnv, channel.secretEnv];
  }
}
