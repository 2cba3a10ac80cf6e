import type { InBody } from '../../http/status-from-body.ts';
import { brokenSink, type SinkFactory } from '../channel/sink.ts';
import { chatAddress } from '../chat/address.ts';
import { type ChatRefusal, type ChatTarget, chatSink, fieldOf, OUR_FAULT } from '../chat/sink.ts';
import type { DiscordChannel } from './config.ts';
import { discordMessage } from './message.ts';

/**
 * A message to a webhook of Discord.
 * @see https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export const discordSink: SinkFactory<DiscordChannel> = ({ urlEnv }, context) => {
  const address = chatAddress('Discord', urlEnv, context.environment);
  if (address.kind === 'unusable') return brokenSink(address.message);
  // Discord then answers with the message, once it is made.
  address.url.searchParams.set('wait', 'true');
  const place: ChatTarget = {
    name: 'Discord',
    url: address.url.href,
    messageOf: discordMessage,
    inBody,
    receiptOf: (answer) => {
      const id = fieldOf(answer, 'id');
      return typeof id === 'string' && /^\d{1,20}$/.test(id) ? `message ${id}` : 'accepted by Discord';
    },
    refusalOf: (_status, body) => refusalOf(fieldOf(body, 'code'), urlEnv),
  };
  return chatSink(place, context);
};

/** @see https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function inBody(status: number, body: unknown): InBody {
  const seconds = fieldOf(body, 'retry_after');
  return status === 429 && typeof seconds === 'number' ? { retryAfterSeconds: seconds } : {};
}

/** @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes */
function refusalOf(code: unknown, urlEnv: string): ChatRefusal | undefined {
  switch (code) {
    case 10_003:
    case 10_015:
    case 50_027:
      return {
        remedy: `the webhook is gone (it or its channel was deleted): make a new one and put its address into the secret ${urlEnv}`,
        final: 'final',
      };
    case 220_001:
      return {
        remedy: `the webhook belongs to a forum: add ?thread_id=… to the address in the secret ${urlEnv}, or make one in a text channel`,
        final: 'retry',
      };
    case 50_006:
    case 50_035:
      return OUR_FAULT;
    default:
      return undefined;
  }
}
