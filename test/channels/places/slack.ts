import { z } from 'zod';
import { slackSink } from '../../../src/channels/slack/sink.ts';
import type { ReceivedRequest } from '../../../src/simulator/receiver.ts';
import {
  type HttpTrouble,
  type PlaceAnswer,
  type PlaceServer,
  startPlace,
} from '../../support/place-server.ts';
import type { Place } from '../contract.ts';
import { contextWith, objection, refusal } from './context.ts';

export const SLACK_PATH = '/services/T0SECRETT/B0SECRETB/sEcReTtOkEn0123456789';

/** An incoming webhook of Slack: docs.slack.dev, "Block Kit" and "Sending messages using incoming webhooks". */
export const slackPlace: Place<HttpTrouble> = {
  name: 'slack',
  secrets: ['T0SECRETT', 'B0SECRETB', 'sEcReTtOkEn0123456789'],
  reader: 'people',
  id: 'carried',
  silence: 'hang',
  echo: 'echo',
  troubles: [
    { why: '500 once', troubles: [{ status: 500, body: 'rollup_error' }], outcome: 'delivered', attempts: 2 },
    { why: 'a broken connection', troubles: ['reset'], outcome: 'delivered', attempts: 2 },
    {
      why: '429 with Retry-After',
      troubles: [{ status: 429, body: 'rate_limited', headers: { 'retry-after': '1' }, waitMs: 1_000 }],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '429 for an hour',
      troubles: [{ status: 429, body: 'rate_limited', headers: { 'retry-after': '3600' } }],
      outcome: 'retry',
      attempts: 1,
      says: 'HTTP 429: rate_limited',
    },
    {
      why: '200 with ok: false',
      troubles: [{ status: 200, body: '{"ok":false,"error":"invalid_token"}' }],
      outcome: 'retry',
      attempts: 1,
      says: 'put its address into the secret HOOK',
    },
    {
      why: 'no_service',
      troubles: [{ status: 404, body: 'no_service' }],
      outcome: 'retry',
      attempts: 1,
      says: 'the webhook is gone',
    },
    {
      why: 'channel_is_archived',
      troubles: [{ status: 410, body: 'channel_is_archived' }],
      outcome: 'retry',
      attempts: 1,
      says: 'unarchive it',
    },
    {
      why: 'action_prohibited',
      troubles: [{ status: 403, body: 'action_prohibited' }],
      outcome: 'retry',
      attempts: 1,
      says: 'an owner of it has to allow that',
    },
    {
      why: 'invalid_blocks',
      troubles: [{ status: 400, body: 'invalid_blocks' }],
      outcome: 'final',
      attempts: 1,
      says: 'please report it',
    },
    {
      why: '404 of something else',
      troubles: [{ status: 404 }],
      outcome: 'retry',
      attempts: 1,
      says: 'HTTP 404',
    },
  ],
  start: async (troubles, timeoutMs) => {
    const peer = await startSlack(troubles);
    const context = contextWith({ HOOK: `${peer.url}${SLACK_PATH}` }, timeoutMs);
    return { sink: slackSink({ type: 'slack', name: 'slack', urlEnv: 'HOOK' }, context), peer };
  },
};

const TEXT_UNITS_MAX = 3_000;
const run = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1),
    style: z
      .strictObject({ bold: z.literal(true).optional(), italic: z.literal(true).optional() })
      .optional(),
  }),
  z.strictObject({ type: z.literal('link'), url: z.url(), text: z.string().min(1) }),
]);
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(run).min(1) });
const list = z.strictObject({
  type: z.literal('rich_text_list'),
  style: z.enum(['ordered', 'bullet']),
  elements: z.array(section).min(1),
});
const blockId = z.string().min(1).max(255).optional();
const block = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('header'),
    block_id: blockId,
    text: z.strictObject({
      type: z.literal('plain_text'),
      text: z.string().min(1).max(150),
      emoji: z.boolean(),
    }),
  }),
  z.strictObject({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z.array(z.union([section, list])).min(1),
  }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(
        z.strictObject({
          type: z.literal('mrkdwn'),
          text: z.string().min(1).max(TEXT_UNITS_MAX),
          verbatim: z.boolean(),
        }),
      )
      .min(1)
      .max(10),
  }),
]);
const payload = z.strictObject({
  text: z.string().min(1).max(40_000),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
  blocks: z.array(block).min(1).max(50),
});

export function startSlack(troubles: readonly HttpTrouble[]): Promise<PlaceServer> {
  return startPlace(troubles, read);
}

function read({ body, path, headers }: ReceivedRequest): PlaceAnswer {
  if (path !== SLACK_PATH) return refusal(404, 'no_service', `no hook at ${path}`);
  if (!String(headers['content-type']).startsWith('application/json'))
    return refusal(400, 'invalid_payload', 'no JSON');
  const parsed = payload.safeParse(JSON.parse(body));
  if (!parsed.success) return refusal(400, 'invalid_blocks', objection(parsed.error));
  const { blocks, text } = parsed.data;
  const pieces = blocks.map(readBlock);
  const id = blocks[0]?.block_id;
  const seen = {
    text: pieces.map((piece) => piece.text).join('\n'),
    links: pieces.flatMap(({ links }) => links),
    live: [...pieces.flatMap(({ live }) => live), ...readMarkup(text).live],
    ...(id !== undefined && { id }),
  };
  return { status: 200, body: 'ok', seen, complaints: [] };
}

interface Piece {
  readonly text: string;
  readonly links: readonly string[];
  readonly live: readonly string[];
}

function readBlock(shown: z.infer<typeof block>): Piece {
  if (shown.type === 'header') return { text: shown.text.text, links: [], live: [] };
  if (shown.type === 'context') return readMarkup(shown.elements.map(({ text }) => text).join('\n'));
  const runs = shown.elements.flatMap((part) =>
    part.type === 'rich_text_list' ? part.elements.flatMap(({ elements }) => elements) : part.elements,
  );
  const links = runs.flatMap((part) => (part.type === 'link' ? [part.url] : []));
  const text = runs.map((part) => part.text).join('');
  // Slack names no limit for it: the one of a text object is kept.
  return { text, links, live: text.length > TEXT_UNITS_MAX ? [`${text.length} characters`] : [] };
}

/** `mrkdwn`: `<…>` is a link or a mention, `*` and the like are formatting and vanish. */
export function readMarkup(markup: string): Piece {
  const controls = [...markup.matchAll(/<([^>]*)>/g)].map(([, inside = '']) => inside);
  const text = markup
    .replaceAll(/<[^>|]*\|?([^>]*)>/g, '$1')
    .replaceAll(/[*_~`]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return {
    text,
    links: controls.filter((inside) => inside.startsWith('http')).map((inside) => inside.split('|')[0] ?? ''),
    live: controls.filter((inside) => !inside.startsWith('http')),
  };
}
