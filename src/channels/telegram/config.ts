import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName } from '../channel/fields.ts';
import { CHAT_PATTERN, chatPlace } from './chat-place.ts';

export interface TelegramChannel {
  readonly type: 'telegram';
  readonly name: string;
  readonly tokenEnv: string;
  /** A chat's number, or `@` and a public channel's name. */
  readonly chat: string;
  /** Number of the topic in the chat. */
  readonly topic?: string;
}

export const telegramConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('telegram').meta({ description: 'A message by a Telegram bot.', examples: ['telegram'] }),
    chat: z.union([z.string().regex(CHAT_PATTERN), z.int()]).meta({
      description:
        'Number of the chat, the @name (in quotes) of a public one, or a link to it or to a topic in it.',
      examples: ['-1001234567890'],
    }),
    topic: z
      .int()
      .min(1)
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .meta({ description: 'Number of the topic, in a group with topics.', examples: [42] }),
    'token-env': envName('TELEGRAM_BOT_TOKEN', "the bot's token"),
  }),
  build: (name, written): TelegramChannel => {
    const { chat, topic: linked } = chatPlace(String(written.chat));
    const topic = written.topic?.toString() ?? linked;
    return {
      type: 'telegram',
      name,
      tokenEnv: written['token-env'] ?? 'TELEGRAM_BOT_TOKEN',
      chat,
      ...(topic !== undefined && { topic }),
    };
  },
  neededSecrets: ({ tokenEnv }) => [tokenEnv],
  secrets: ({ tokenEnv }) => [tokenEnv],
  defaultVariables: ['TELEGRAM_BOT_TOKEN'],
});
