import { z } from 'zod';
import { discordSink } from '../../../src/channels/discord/sink.ts';
import type { ReceivedRequest } from '../../../src/simulator/receiver.ts';
import { type HttpTrouble, type PlaceAnswer, startPlace } from '../../support/place-server.ts';
import type { Place } from '../contract.ts';
import { contextWith, objection, refusal } from './context.ts';

const PATH = '/api/webhooks/1180000000000000001/dIsCoRd-sEcReT_token';

const json = (body: object) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** A webhook of Discord: docs.discord.com, "Execute Webhook", "Embed Limits", "Rate Limits". */
export const discordPlace: Place<HttpTrouble> = {
  name: 'discord',
  secrets: ['1180000000000000001', 'dIsCoRd-sEcReT_token'],
  reader: 'people',
  id: 'nowhere',
  silence: 'hang',
  echo: 'echo',
  troubles: [
    { why: '502 once', troubles: [{ status: 502 }], outcome: 'delivered', attempts: 2, says: 'message 42' },
    { why: 'a broken connection', troubles: ['reset'], outcome: 'delivered', attempts: 2 },
    {
      why: '429 with seconds and a fraction in its body',
      troubles: [
        {
          status: 429,
          ...json({ message: 'You are being rate limited.', retry_after: 0.64, global: false }),
          waitMs: 640,
        },
      ],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '429 for ten minutes',
      troubles: [{ status: 429, ...json({ message: 'You are being rate limited.', retry_after: 600.5 }) }],
      outcome: 'retry',
      attempts: 1,
      says: 'HTTP 429: You are being rate limited.',
    },
    {
      why: 'an unknown webhook',
      troubles: [{ status: 404, ...json({ message: 'Unknown Webhook', code: 10015 }) }],
      outcome: 'retry',
      attempts: 1,
      says: 'put its address into the secret HOOK',
    },
    {
      why: 'an invalid token',
      troubles: [{ status: 401, ...json({ message: 'Invalid Webhook Token', code: 50027 }) }],
      outcome: 'retry',
      attempts: 1,
      says: 'the webhook is gone',
    },
    {
      why: 'an invalid form body',
      troubles: [{ status: 400, ...json({ message: 'Invalid Form Body', code: 50035 }) }],
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
    const peer = await startPlace(troubles, read);
    const context = contextWith({ HOOK: `${peer.url}${PATH}` }, timeoutMs);
    return { sink: discordSink({ type: 'discord', name: 'discord', urlEnv: 'HOOK' }, context), peer };
  },
};

const embed = z.strictObject({
  title: z.string().min(1).max(256),
  url: z.url().optional(),
  description: z.string().min(1).max(4_096),
  color: z.int().min(0).max(0xffffff),
  footer: z.strictObject({ text: z.string().min(1).max(2_048) }).optional(),
  timestamp: z.iso.datetime(),
});
const payload = z.strictObject({
  content: z.string().max(2_000).optional(),
  allowed_mentions: z.strictObject({ parse: z.array(z.never()) }),
  embeds: z.array(embed).min(1).max(10),
});
const EMBEDS_UNITS_MAX = 6_000;

function read({ body, path }: ReceivedRequest): PlaceAnswer {
  const unknown = '{"message":"Unknown Webhook","code":10015}';
  if (path !== `${PATH}?wait=true`) return refusal(404, unknown, `no hook at ${path}`);
  const parsed = payload.safeParse(JSON.parse(body));
  const invalid = '{"message":"Invalid Form Body","code":50035}';
  if (!parsed.success) return refusal(400, invalid, objection(parsed.error));
  const { embeds } = parsed.data;
  const units = embeds.reduce(
    (sum, { title, description, footer }) =>
      sum + title.length + description.length + (footer?.text.length ?? 0),
    0,
  );
  if (units > EMBEDS_UNITS_MAX) return refusal(400, invalid, `embeds of ${units} characters`);
  const pieces = embeds.flatMap(({ title, description }) => [readMarkdown(title), readMarkdown(description)]);
  const seen = {
    text: [...pieces.map(({ text }) => text), ...embeds.map(({ footer }) => footer?.text ?? '')].join('\n'),
    links: [...embeds.flatMap(({ url }) => url ?? []), ...pieces.flatMap(({ links }) => links)],
    live: pieces.flatMap(({ live }) => live),
  };
  return { status: 200, body: '{"id":"42","channel_id":"1"}', seen, complaints: [] };
}

/** Discord's Markdown as Discord reads it: escaped signs are set aside as characters that mean nothing, and put back at the end. */
const ASIDE = 0xf0000;

export function readMarkdown(markdown: string) {
  const aside = markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, (_, sign: string) =>
    String.fromCodePoint(ASIDE + (sign.codePointAt(0) ?? 0)),
  );
  const links: string[] = [];
  const unlinked = aside.replaceAll(
    /\[([^[\]]+)\]\(<?(\w+:[^\s)>]+)>?\)/g,
    (_, text: string, url: string) => {
      links.push(url);
      return text;
    },
  );
  const live = unlinked.match(/<[@#:at/!][^>]*>|@everyone|@here|:\w+:|^#{1,3} .*/gm) ?? [];
  links.push(...(unlinked.match(/\w+:\/\/\S+/g) ?? []));
  const text = unlinked
    .replaceAll(/^(?:-# |- |> )/gm, '')
    .replaceAll(/[*_`]|~~|\|\|/g, '')
    .replaceAll(/[\u{f0000}-\u{f007f}]/gu, (sign) =>
      String.fromCodePoint((sign.codePointAt(0) ?? 0) - ASIDE),
    );
  return { text, links, live: [...live] };
}
