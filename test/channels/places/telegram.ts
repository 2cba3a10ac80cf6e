import { z } from 'zod';
import { telegramSink } from '../../../src/channels/telegram/sink.ts';
import type { ReceivedRequest } from '../../../src/simulator/receiver.ts';
import {
  type HttpTrouble,
  type PlaceAnswer,
  type PlaceServer,
  startPlace,
} from '../../support/place-server.ts';
import type { Place } from '../contract.ts';
import { contextWith, objection, refusal } from './context.ts';
import { readHtml } from './telegram-html.ts';

export const TELEGRAM_TOKEN = '1234567890:AAtElEgRaM_sEcReT-0123456789abcdef';
const PATH = `/bot${TELEGRAM_TOKEN}/sendMessage`;

const error = (code: number, description: string, parameters?: object) =>
  JSON.stringify({ ok: false, error_code: code, description, ...(parameters && { parameters }) });
const answered = (code: number, description: string, parameters?: object) => ({
  status: code,
  body: error(code, description, parameters),
  headers: { 'content-type': 'application/json' },
});

/** The Bot API of Telegram: core.telegram.org/bots/api, "Making requests", "sendMessage", "HTML style". */
export const telegramPlace: Place<HttpTrouble> = {
  name: 'telegram',
  secrets: ['1234567890', 'AAtElEgRaM_sEcReT-0123456789abcdef'],
  reader: 'people',
  id: 'nowhere',
  silence: 'hang',
  echo: 'echo',
  troubles: [
    { why: '502 once', troubles: [{ status: 502 }], outcome: 'delivered', attempts: 2, says: 'message 42' },
    { why: 'a broken connection', troubles: ['reset'], outcome: 'delivered', attempts: 2 },
    {
      why: '429 with its seconds in the parameters',
      troubles: [{ ...answered(429, 'Too Many Requests: retry after 1', { retry_after: 1 }), waitMs: 1_000 }],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '200 with ok: false and 429',
      troubles: [
        {
          ...answered(429, 'Too Many Requests: retry after 1', { retry_after: 1 }),
          status: 200,
          waitMs: 1_000,
        },
      ],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '200 with ok: false',
      troubles: [{ ...answered(403, 'Forbidden: bot was blocked by the user'), status: 200 }],
      outcome: 'retry',
      attempts: 1,
      says: 'unblock it',
    },
    {
      why: 'a token that was revoked',
      troubles: [answered(401, 'Unauthorized')],
      outcome: 'retry',
      attempts: 1,
      says: 'into the secret BOT_TOKEN',
    },
    {
      why: 'a token that never was',
      troubles: [answered(404, 'Not Found')],
      outcome: 'retry',
      attempts: 1,
      says: '@BotFather',
    },
    {
      why: 'a chat that the bot does not see',
      troubles: [answered(400, 'Bad Request: chat not found')],
      outcome: 'retry',
      attempts: 1,
      says: 'add it there',
    },
    {
      why: 'a bot that was thrown out',
      troubles: [answered(403, 'Forbidden: bot was kicked from the supergroup chat')],
      outcome: 'retry',
      attempts: 1,
      says: 'add it again',
    },
    {
      why: 'a channel without the right to write',
      troubles: [answered(400, 'Bad Request: need administrator rights in the channel chat')],
      outcome: 'retry',
      attempts: 1,
      says: 'make it an administrator',
    },
    {
      why: 'a group that became a supergroup',
      troubles: [
        answered(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: -1009876543210,
        }),
      ],
      outcome: 'retry',
      attempts: 1,
      says: 'write chat: "-1009876543210" in watchlist.yml',
    },
    {
      why: 'HTML that it cannot read',
      troubles: [answered(400, "Bad Request: can't parse entities: unsupported start tag")],
      outcome: 'final',
      attempts: 1,
      says: 'please report it',
    },
  ],
  start: async (troubles, timeoutMs) => {
    const peer = await startTelegram(troubles);
    const context = contextWith({ BOT_TOKEN: TELEGRAM_TOKEN, TELEGRAM_API_URL: `${peer.url}/` }, timeoutMs);
    const channel = { type: 'telegram', name: 'telegram', tokenEnv: 'BOT_TOKEN', chat: '-100123' } as const;
    return { sink: telegramSink(channel, context), peer };
  },
};

const payload = z.strictObject({
  chat_id: z.literal('-100123'),
  text: z.string().min(1),
  parse_mode: z.literal('HTML'),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }),
});
const TEXT_UNITS_MAX = 4_096;
const ENTITIES_MAX = 100;
const HTML_UNITS_MAX = 9_500;

export function startTelegram(troubles: readonly HttpTrouble[]): Promise<PlaceServer> {
  return startPlace(troubles, read);
}

function read({ body, path }: ReceivedRequest): PlaceAnswer {
  if (path !== PATH) return refusal(404, error(404, 'Not Found'), `nothing at ${path}`);
  const parsed = payload.safeParse(JSON.parse(body));
  if (!parsed.success) return refusal(400, error(400, 'Bad Request'), objection(parsed.error));
  const html = readHtml(parsed.data.text);
  if (html.kind === 'unreadable')
    return refusal(400, error(400, `Bad Request: can't parse entities: ${html.why}`), html.why);
  if (html.text.length > TEXT_UNITS_MAX)
    return refusal(400, error(400, 'Bad Request: message is too long'), `${html.text.length} characters`);
  if (parsed.data.text.length > HTML_UNITS_MAX)
    return refusal(400, error(400, 'Bad Request: ENTITIES_TOO_LONG'), `${parsed.data.text.length} of HTML`);
  const complaints = html.entities > ENTITIES_MAX ? [`${html.entities} entities`] : [];
  const result = '{"ok":true,"result":{"message_id":42}}';
  return { status: 200, body: result, seen: html, complaints };
}
