import type { Channel, Watchlist } from './watchlist.ts';

/** Names of the environment variables that hold the secrets of a watchlist's channels. */
export function secretVariables({ channels }: Watchlist): readonly string[] {
  return channels.flatMap(secretsOf);
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
