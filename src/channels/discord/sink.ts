import type { Notification } from '../../alerts/outbox.ts';
import type { InBody } from '../../http/status-from-body.ts';
import { brokenSink, type SinkContext, type SinkFactory } from '../channel/sink.ts';
import { chatAddress } from '../chat/address.ts';
import { type ChatRefusal, type ChatTarget, chatSink, fieldOf, OUR_FAULT } from '../chat/sink.ts';
import type { DiscordChannel } from './config.ts';
import { discordReceipt, postBeganBy, postIn, postName } from './forum.ts';
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
  const { url } = address;
  const own = url.searchParams.has('thread_id');
  const place: ChatTarget = {
    name: 'Discord',
    url: url.href,
    variable: urlEnv,
    messageOf: discordMessage,
    urlOf: async (notification) => (own ? url.href : withPost(url, await postOf(notification, context))),
    insteadOf: ({ json, notification }, _status, body) => {
      const code = fieldOf(body, 'code');
      const isForum =
        code === FORUM_WANTS_POST || (code === UNKNOWN_CHANNEL && postBeganBy(notification).length > 0);
      if (own || !isForum) return undefined;
      const title = discordMessage(notification, { timezone: context.timezone }).embeds[0].title;
      return { url: url.href, json: { ...json, thread_name: postName(title) }, notification };
    },
    inBody,
    receiptOf: (answer, { json }) => {
      const id = fieldOf(answer, 'id');
      if (typeof id !== 'string' || !/^\d{1,20}$/.test(id)) return 'accepted by Discord';
      return discordReceipt(id, 'thread_name' in json ? postOfAnswer(answer) : undefined);
    },
    refusalOf: (_status, body) => refusalOf(fieldOf(body, 'code'), urlEnv),
  };
  return chatSink(place, context);
};

const FORUM_WANTS_POST = 220_001;
const UNKNOWN_CHANNEL = 10_003;

/** The post in which a notification belongs, as the record has it. */
async function postOf(notification: Notification, { receiptOf }: SinkContext): Promise<string | undefined> {
  for (const id of postBeganBy(notification)) {
    const post = postIn(await receiptOf?.(id));
    if (post !== undefined) return post;
  }
  return undefined;
}

function withPost(url: URL, post: string | undefined): string {
  if (post === undefined) return url.href;
  const address = new URL(url);
  address.searchParams.set('thread_id', post);
  return address.href;
}

/** The channel of a message that began a post is that post. */
function postOfAnswer(answer: string): string | undefined {
  const channel = fieldOf(answer, 'channel_id');
  return typeof channel === 'string' && /^\d{1,20}$/.test(channel) ? channel : undefined;
}

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
      };
    case 40_067:
      return {
        remedy:
          'the forum wants a tag on every post, which a webhook cannot choose: Edit Channel → Require people to select tags → off',
      };
    case 220_001:
    case 220_003:
      return {
        remedy: `the webhook belongs to a forum, and its address names a post: take ?thread_id=… out of the secret ${urlEnv}`,
      };
    case 50_006:
    case 50_035:
      return OUR_FAULT;
    default:
      return undefined;
  }
}
