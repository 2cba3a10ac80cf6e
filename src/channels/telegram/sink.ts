import type { InBody } from '../../http/status-from-body.ts';
import { secretFault } from '../channel/secret-fault.ts';
import { brokenSink, type SinkFactory } from '../channel/sink.ts';
import { type ChatRefusal, type ChatTarget, chatSink, fieldOf, OUR_FAULT } from '../chat/sink.ts';
import type { TelegramChannel } from './config.ts';
import { telegramMessage } from './message.ts';

/**
 * A message by a Telegram bot.
 * @see https://core.telegram.org/bots/api#sendmessage
 */
export const telegramSink: SinkFactory<TelegramChannel> = ({ tokenEnv, chat, topic }, context) => {
  const { secret, telegramApiUrl } = context.environment;
  const token = secret(tokenEnv);
  const likeThis = 'it looks like 123456789:AA… (docs/channels.md)';
  if (token === undefined) return brokenSink(`set the secret ${tokenEnv} to the bot's token: ${likeThis}`);
  const fault = secretFault(token);
  if (fault !== undefined) return brokenSink(`the secret ${tokenEnv} ${fault}`);
  if (!/^\d{1,20}:[\w-]+$/.test(token))
    return brokenSink(`the secret ${tokenEnv} is not a bot's token: ${likeThis}`);
  if (!/^https?:\/\//.test(telegramApiUrl) || !URL.canParse(telegramApiUrl))
    return brokenSink('TELEGRAM_API_URL is not an http(s) address');
  const place: ChatTarget = {
    name: 'Telegram',
    url: `${telegramApiUrl.replace(/\/+$/, '')}/bot${token}/sendMessage`,
    variable: tokenEnv,
    messageOf: (notification, chatContext) => ({
      chat_id: chat,
      // The topic "General" has the number 1 in links, and none for bots.
      ...(topic !== undefined && topic !== '1' && { message_thread_id: Number(topic) }),
      ...telegramMessage(notification, chatContext),
    }),
    inBody,
    receiptOf: (answer) => {
      const id = fieldOf(fieldOf(answer, 'result'), 'message_id');
      return Number.isSafeInteger(id) ? `message ${id}` : 'accepted by Telegram';
    },
    refusalOf: (_status, body) => refusalOf(body, tokenEnv),
  };
  return chatSink(place, context);
};

/** @see https://core.telegram.org/bots/api#making-requests */
function inBody(status: number, body: unknown): InBody {
  const code = fieldOf(body, 'error_code');
  const seconds = fieldOf(fieldOf(body, 'parameters'), 'retry_after');
  const told = typeof code === 'number' && code >= 400 && code <= 599 ? code : 400;
  return {
    ...(status === 200 && fieldOf(body, 'ok') === false && { status: told }),
    ...(typeof seconds === 'number' && { retryAfterSeconds: seconds }),
  };
}

/** Telegram says what is wrong in words only. */
function refusalOf(body: unknown, tokenEnv: string): ChatRefusal | undefined {
  const said = String(fieldOf(body, 'description') ?? '');
  const moved = fieldOf(fieldOf(body, 'parameters'), 'migrate_to_chat_id');
  if (Number.isSafeInteger(moved))
    return { remedy: `the group has a new number: write chat: "${moved}" in watchlist.yml` };
  const known = REFUSALS.find(([pattern]) => pattern.test(said));
  if (known !== undefined) return known[1];
  return /^(?:unauthorized|not found)/i.test(said)
    ? {
        remedy: `no bot has this token (any more): copy it again from @BotFather into the secret ${tokenEnv}`,
      }
    : undefined;
}

const REFUSALS: readonly (readonly [RegExp, ChatRefusal])[] = [
  [
    /thread not found|topic_(?:deleted|id_invalid)/i,
    { remedy: 'the chat has no such topic (any more): look at `topic` in watchlist.yml' },
  ],
  [/topic_closed/i, { remedy: 'the topic is closed: open it again, or let the bot manage topics' }],
  [
    /chat not found|user not found/i,
    {
      remedy:
        'the bot sees no such chat: add it there, or write /start to it, and look at `chat` in watchlist.yml',
    },
  ],
  [
    /was blocked|user is deactivated|can't initiate/i,
    { remedy: 'the bot is blocked: the person has to unblock it and write /start to it' },
  ],
  [/kicked|not a member/i, { remedy: 'the bot is not in the chat (any more): add it again' }],
  [
    /not enough rights|administrator rights|write_forbidden/i,
    { remedy: 'the bot may not write in the chat: make it an administrator there' },
  ],
  [/can't parse|too[ _]long|text is empty/i, OUR_FAULT],
];
