import { afterEach, expect, test } from 'vitest';
import type { Notification } from '../../src/alerts/outbox.ts';
import { createSinks } from '../../src/channels/registry.ts';
import { readEnvironment } from '../../src/environment.ts';
import { type ReceivedRequest, type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { alertNamed } from './alerts.ts';
import { owedOf } from './news.ts';

/** A webhook of a forum: it takes a message with the name of a new post, or with the number of one that is there. */

let receiver: Receiver;
afterEach(() => receiver.close());

const gone = new Set<string>();
let posts = 900;

function answer({ path, body }: ReceivedRequest) {
  const { searchParams } = new URL(path, 'http://forum.example');
  const post = searchParams.get('thread_id');
  const isNamed = Object.hasOwn(JSON.parse(body), 'thread_name');
  if (post !== null && gone.has(post)) return refusal(404, 10_003, 'Unknown Channel');
  if (post === null && !isNamed)
    return refusal(400, 220_001, 'Webhooks posted to forum channels must have a thread');
  if (post === null) posts += 1;
  return json(200, { id: '77', channel_id: post ?? String(posts) });
}

function json(status: number, body: object) {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

const refusal = (status: number, code: number, message: string) => json(status, { code, message });

async function forum() {
  receiver = await startReceiver(answer);
  const receipts = new Map<string, string>();
  const sinks = await createSinks([{ type: 'discord', name: 'books', urlEnv: 'HOOK' }], {
    environment: readEnvironment({ HOOK: `${receiver.url}/api/webhooks/1/s3cret` }, ['HOOK']),
    timezone: 'UTC',
    recent: async () => [],
    receiptOf: async (id) => receipts.get(id),
  });
  return async (notification: Notification) => {
    const delivery = await sinks.get('books')?.deliver(notification);
    if (delivery?.kind === 'delivered') receipts.set(notification.id, delivery.receipt);
    return delivery;
  };
}

test('each breakout is a post, and the rest of it stands inside; a post that was deleted begins again', async () => {
  const deliver = await forum();
  const opened = { ...alertNamed('hostile'), kind: 'opened' as const };
  const changed = { ...opened, kind: 'changed' as const };
  const owed = (alert: typeof opened | typeof changed) => {
    const notification = owedOf({ kind: 'alert', alert }, 'books');
    return { ...notification, id: `${alert.episode}/${alert.kind}/books` };
  };
  expect(await deliver(owed(opened))).toMatchObject({ receipt: 'message 77 in post 901' });
  expect(await deliver(owed(changed))).toMatchObject({ receipt: 'message 77' });
  gone.add('901');
  expect(await deliver(owed(changed))).toMatchObject({ receipt: 'message 77 in post 902' });
  const sent = receiver.requests.map(({ path, body }) => [
    new URL(path, 'http://x').searchParams.get('thread_id'),
    Object.hasOwn(JSON.parse(body), 'thread_name'),
  ]);
  expect(sent).toEqual([
    [null, false],
    [null, true],
    ['901', false],
    ['901', false],
    [null, true],
  ]);
  expect(JSON.parse(receiver.requests[1]?.body ?? '').thread_name.length).toBeLessThanOrEqual(100);
});
