import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { type Notification, notificationsOf } from '../../../src/alerts/outbox.ts';
import type { Sink } from '../../../src/channels/channel/sink.ts';
import { webhookSink } from '../../../src/channels/webhook/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../../src/simulator/receiver.ts';
import { alertNamed } from '../alerts.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes....').toString('base64')}`;
const PATH = '/hooks/T0P-S3CRET-PATH?token=q-s3cret';

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function start(replies: readonly ReceiverReply[], secret: string | undefined = SECRET) {
  const receiver = await startReceiver(replies);
  receivers.push(receiver);
  return { receiver, sink: sinkFor(`${receiver.url}${PATH}`, secret) };
}

function sinkFor(url: string | undefined, secret?: string, header?: string): Sink {
  const channel = {
    type: 'webhook',
    name: 'pipeline',
    urlEnv: 'HOOK_URL',
    secretEnv: 'HOOK_SECRET',
    ...(header !== undefined && { headerEnv: 'HOOK_HEADER' }),
  } as const;
  const variables = { HOOK_URL: url, HOOK_SECRET: secret, HOOK_HEADER: header };
  return webhookSink(channel, {
    environment: readEnvironment(variables, Object.keys(variables)),
    timezone: 'UTC',
    recent: async () => [],
  });
}

function owed(name: string): Extract<Notification, { readonly kind: 'alert' }> {
  const [notification] = notificationsOf(alertNamed(name), ['pipeline'], Date.parse('2026-11-23T10:05:00Z'));
  if (notification?.kind !== 'alert') throw new RangeError('One channel is owed one notification.');
  return notification;
}

const headersOf = ({ requests }: Receiver, index = 0): Record<string, string> =>
  Object.fromEntries(
    Object.entries(requests[index]?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );

describe('a delivery', () => {
  test.each(['hostile', 'one-creator', 'cooled-off'])(
    'of %s is signed, and verifies with the specification’s own library',
    async (name) => {
      const { receiver, sink } = await start([{ status: 202, body: 'thanks' }]);
      const notification = owed(name);
      expect(await sink.deliver(notification)).toEqual({
        kind: 'delivered',
        notification: notification.id,
        receipt: 'accepted',
      });
      const [request] = receiver.requests;
      expect(request).toMatchObject({ method: 'POST', path: PATH });
      const verified = new Webhook(SECRET).verify(request?.body ?? '', headersOf(receiver));
      const { alert } = notification;
      expect(verified).toEqual({ type: `episode.${alert.kind}`, timestamp: alert.at, data: alert });
      expect(headersOf(receiver)).toMatchObject({
        'content-type': 'application/json',
        'webhook-id': expect.stringMatching(/^[\w%-]+$/),
      });
      expect(() => new Webhook(SECRET).verify(`${request?.body} `, headersOf(receiver))).toThrow(
        'No matching signature',
      );
    },
  );

  test('keeps its id when it is repeated, so that a receiver can drop the second', async () => {
    const { receiver, sink } = await start([{ status: 204 }]);
    await sink.deliver(owed('hostile'));
    await sink.deliver(owed('hostile'));
    await sink.deliver(owed('one-creator'));
    const ids = [0, 1, 2].map((index) => headersOf(receiver, index)['webhook-id']);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test('signs with any other text too, taken as it stands', async () => {
    const { receiver, sink } = await start([{ status: 204 }], 'just some words');
    await sink.deliver(owed('hostile'));
    const key = new Webhook('just some words', { format: 'raw' });
    expect(key.verify(receiver.requests[0]?.body ?? '', headersOf(receiver))).toHaveProperty(
      'type',
      'episode.opened',
    );
  });

  test('brings a login as Basic auth, and a header of the receiver’s choice', async () => {
    const receiver = await startReceiver([{ status: 200 }]);
    receivers.push(receiver);
    const url = `${receiver.url.replace('//', '//ann:p%40ss%C3%A9@')}${PATH}`;
    const sink = sinkFor(url, SECRET, 'X-Api-Key:  k3y of two words ');
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(receiver.requests[0]).toMatchObject({
      path: PATH,
      headers: {
        authorization: `Basic ${Buffer.from('ann:p@ssé').toString('base64')}`,
        'x-api-key': 'k3y of two words',
        'webhook-signature': expect.any(String),
      },
    });
  });

  test.each([
    ['none', ''],
    ['no name', 'k3y'],
    ['two lines', 'X-Api-Key: k3y\nX-Other: x'],
    ['a header of this program’s', 'Webhook-Id: k3y'],
    ['a letter that no header takes', 'X-Api-Key: k3y…'],
  ])('with a header that cannot be sent (%s) waits, and says which secret to mend', async (_why, header) => {
    const delivery = await sinkFor('http://127.0.0.1:9/', undefined, header).deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      final: 'retry',
      message: expect.stringContaining('the secret HOOK_HEADER'),
    });
    expect(JSON.stringify(delivery)).not.toContain('k3y');
  });

  test('without a secret goes unsigned', async () => {
    const { receiver, sink } = await start([{ status: 204 }], '');
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(headersOf(receiver)).not.toHaveProperty('webhook-signature');
  });
});

describe('a redirect', () => {
  test.each<readonly [string, number, string, 'delivered' | 'failed']>([
    ['of a script that has acted', 302, 'https://script.example/macros/echo?user_content_key=x', 'delivered'],
    ['to the answer', 303, '/results/1', 'delivered'],
    ['to the same path elsewhere', 302, `https://127.0.0.1${PATH}`, 'failed'],
    ['for good', 301, 'https://elsewhere.example/hook', 'failed'],
    ['of the request as it is', 307, 'https://elsewhere.example/hook', 'failed'],
    ['to a login', 302, 'https://sso.example/login?next=%2Fhooks', 'failed'],
    ['to a login of the same host', 302, '/accounts/sign-in', 'failed'],
    ['to the front page', 302, '/', 'failed'],
  ])('%s (HTTP %s to %s): %s, and asked once', async (_why, status, location, kind) => {
    const { receiver, sink } = await start([{ status, headers: { location } }]);
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind });
    expect(receiver.requests).toHaveLength(1);
  });
});

describe('a refusal', () => {
  const HTML = '<html><body>Bad gateway</body></html>';

  test.each<readonly [string, readonly ReceiverReply[], number, string, 'retry' | 'final']>([
    [
      '400',
      [{ status: 400, body: '{"error":"no such field"}' }],
      1,
      'did not take it: HTTP 400: no such field',
      'retry',
    ],
    ['401', [{ status: 401 }], 1, 'did not take it: HTTP 401', 'retry'],
    ['404', [{ status: 404, body: HTML }], 1, 'did not take it: HTTP 404', 'retry'],
    [
      '410',
      [{ status: 410 }],
      1,
      'the webhook is gone (HTTP 410): put a new address into the secret HOOK_URL',
      'retry',
    ],
    ['503 to the end', [{ status: 503, body: HTML }], 3, 'did not take it: HTTP 503', 'retry'],
    ['a connection that is reset to the end', ['reset'], 3, 'did not take it: no connection', 'retry'],
    [
      'a redirect, which could lead anywhere',
      [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
      1,
      'it answers with a redirect',
      'retry',
    ],
  ])('%s', async (_why, replies, requests, text, final) => {
    const { receiver, sink } = await start(replies);
    const delivery = await sink.deliver(owed('hostile'));
    expect(delivery).toMatchObject({ kind: 'failed', final, message: expect.stringContaining(text) });
    expect(receiver.requests).toHaveLength(requests);
    expect(JSON.stringify(delivery)).not.toMatch(/S3CRET|s3cret|whsec_/);
  });

  test('that echoes the secrets is reported without them', async () => {
    const body = JSON.stringify({ error: { message: `no hook at ${PATH}, signed ${SECRET}` } });
    const { sink } = await start([{ status: 400, body }]);
    expect(await sink.deliver(owed('hostile'))).toMatchObject({
      message: expect.stringContaining('HTTP 400: no hook at ***, signed ***'),
    });
  });

  test('of a dead address is reported without it, and tried again later', async () => {
    const { receiver, sink } = await start([]);
    await receiver.close();
    expect(await sink.deliver(owed('hostile'))).toEqual({
      kind: 'failed',
      notification: owed('hostile').id,
      message: expect.stringMatching(
        /^the webhook in HOOK_URL did not take it: no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/,
      ),
      final: 'retry',
      scope: 'channel',
    });
  });

  test('that goes over is retried at once, with the same id', async () => {
    const { receiver, sink } = await start([{ status: 500 }, 'reset', { status: 200 }]);
    expect(await sink.deliver(owed('hostile'))).toMatchObject({ kind: 'delivered' });
    expect(new Set([0, 1, 2].map((index) => headersOf(receiver, index)['webhook-id'])).size).toBe(1);
  });

  test.each([
    ['no address', undefined, undefined, 'set the secret HOOK_URL to the address of the webhook'],
    ['no http', 'ftp://s3cret.example/x', undefined, 'the secret HOOK_URL is not an http(s) address'],
    ['no address at all', 'http://', undefined, 'the secret HOOK_URL is not an http(s) address'],
    [
      'half an escape in a login',
      'https://ann:s3cret%@hooks.example/x',
      undefined,
      'the secret HOOK_URL has a % in its user or password that stands for nothing',
    ],
    [
      'two addresses',
      'https://s3cret.example/x, https://s3cret.example/y',
      undefined,
      'the secret HOOK_URL holds two addresses',
    ],
    [
      'an invisible character',
      'https://s3cret.example/x\u200b',
      undefined,
      'the secret HOOK_URL holds an invisible character (U+200B)',
    ],
    [
      'its own name',
      'HOOK_URL=https://s3cret.example/x',
      undefined,
      'the secret HOOK_URL begins with its own name',
    ],
    ['quotes', '"https://s3cret.example/x"', undefined, 'the secret HOOK_URL stands in quotes'],
    [
      'a broken secret',
      'https://s3cret.example/x',
      'whsec_???',
      'the secret HOOK_SECRET is not a Standard Webhooks secret',
    ],
  ])('for %s says what to set, without what was set', async (_why, url, secret, text) => {
    const delivery = await sinkFor(url, secret).deliver(owed('hostile'));
    expect(delivery).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining(text),
    });
    expect(JSON.stringify(delivery)).not.toMatch(/s3cret|\?\?\?/);
  });
});
