import { type ChatChannel, chatConfig } from '../chat/config.ts';

export type DiscordChannel = ChatChannel<'discord'>;

export const discordConfig = chatConfig('discord', 'DISCORD_WEBHOOK_URL');
