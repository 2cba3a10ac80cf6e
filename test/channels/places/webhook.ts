import { z } from 'zod';
import { webhookSink } from '../../../src/channels/webhook/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import type { ReceivedRequest } from '../../../src/simulator/receiver.ts';
import { type HttpTrouble, type PlaceAnswer, startPlace } from '../../support/place-server.ts';
import type { Place } from '../contract.ts';

const PATH = '/hooks/T0P-S3CRET-PATH';
const KEY = Buffer.from('a secret of thirty-two bytes....').toString('base64');

/** A webhook: a program reads it, so its text is data and nothing in it is live. */
export const webhookPlace: Place<HttpTrouble> = {
  name: 'webhook',
  secrets: ['T0P-S3CRET-PATH', KEY],
  reader: 'programs',
  id: 'carried',
  silence: 'hang',
  echo: 'echo',
  troubles: [
    { why: '503 once', troubles: [{ status: 503 }], outcome: 'delivered', attempts: 2, says: 'accepted' },
    { why: 'a broken connection', troubles: ['reset'], outcome: 'delivered', attempts: 2 },
    { why: '400', troubles: [{ status: 400 }], outcome: 'retry', attempts: 1, says: 'HTTP 400' },
    { why: '410', troubles: [{ status: 410 }], outcome: 'retry', attempts: 1, says: 'the webhook is gone' },
    {
      why: '429 with Retry-After',
      troubles: [{ status: 429, headers: { 'retry-after': '1' }, waitMs: 1_000 }],
      outcome: 'delivered',
      attempts: 2,
    },
  ],
  start: async (troubles, timeoutMs) => {
    const peer = await startPlace(troubles, read);
    const variables = { HOOK_URL: `${peer.url}${PATH}`, HOOK_SECRET: `whsec_${KEY}` };
    const environment = readEnvironment(variables, Object.keys(variables));
    const sink = webhookSink(
      { type: 'webhook', name: 'webhook', urlEnv: 'HOOK_URL', secretEnv: 'HOOK_SECRET' },
      { environment, timezone: 'UTC', recent: async () => [], ...(timeoutMs !== undefined && { timeoutMs }) },
    );
    return { sink, peer };
  },
};

const event = z.strictObject({ type: z.string(), timestamp: z.iso.datetime(), data: z.looseObject({}) });

function read({ body, headers }: ReceivedRequest): PlaceAnswer {
  const parsed: unknown = JSON.parse(body);
  const { success } = event.safeParse(parsed);
  const seen = {
    text: `${body}\n${textsIn(parsed).join('\n')}`,
    links: [],
    live: [],
    id: decodeURIComponent(String(headers['webhook-id'])),
  };
  return { status: 204, body: '', seen, complaints: success ? [] : ['no event of the webhook'] };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
