import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName } from '../channel/fields.ts';

export interface TelegramChannel {
  readonly type: 'telegram';
  readonly name: string;
  readonly tokenEnv: string;
  /** A chat's number, or `@` and a public channel's name. */
  readonly chat: string;
}

export const telegramConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('telegram').meta({ description: 'A message by a Telegram bot.', examples: ['telegram'] }),
    chat: z.union([z.string().regex(/^(-?\d{1,20}|@[A-Za-z]\w{3,31})$/), z.int()]).meta({
      description: 'Number of the chat, or the @name (in quotes) of a public channel.',
      examples: ['-1001234567890'],
    }),
    'token-env': envName('TELEGRAM_BOT_TOKEN', "the bot's token"),
  }),
  build: (name, written): TelegramChannel => ({
    type: 'telegram',
    name,
    tokenEnv: written['token-env'] ?? 'TELEGRAM_BOT_TOKEN',
    chat: String(written.chat),
  }),
  neededSecrets: ({ tokenEnv }) => [tokenEnv],
  secrets: ({ tokenEnv }) => [tokenEnv],
  defaultVariables: ['TELEGRAM_BOT_TOKEN'],
});
