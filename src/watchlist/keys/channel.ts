import { z } from 'zod';
import { CHANNELS, type Channel } from '../../channels/registry.ts';
import { listText } from './key.ts';

/** The settings of each type of channel. */
export const channelSchema = z.discriminatedUnion('type', [
  CHANNELS.issue.schema,
  ...Object.values(CHANNELS).flatMap((one) => (one === CHANNELS.issue ? [] : [one.schema])),
]);

export const channelName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]{0,39}$/u);

/** The channel that is there when none is configured. */
export const DEFAULT_CHANNEL_NAME = 'issues';

type WrittenChannel = z.infer<typeof channelSchema>;

/** The channel's own type has picked the module, so a method may take any. */
interface ChannelBuilder {
  build(name: string, written: WrittenChannel): Channel;
}

/** The channels in the file's order, or the one that is there without any. */
export function readChannels(written: Readonly<Record<string, WrittenChannel>>): readonly Channel[] {
  const channels = Object.entries(written).map(([name, channel]) => {
    const builder: ChannelBuilder = CHANNELS[channel.type];
    return builder.build(name, channel);
  });
  return channels.length > 0 ? channels : readChannels({ [DEFAULT_CHANNEL_NAME]: { type: 'issue' } });
}

/** Names of secrets are no secrets; the grammar lets nothing else stand there. */
export function channelText({ name: _, ...settings }: Channel): string {
  const parts = Object.entries(settings)
    .filter(([, value]) => value.length > 0)
    .map(([key, value]) => `${wordOf(key)}: ${typeof value === 'string' ? value : listText(value)}`);
  return `{ ${parts.join(', ')} }`;
}

/** `urlEnv` → `url-env`. */
function wordOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
