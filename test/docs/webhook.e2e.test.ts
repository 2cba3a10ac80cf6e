import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import type { Notification } from '../../src/alerts/outbox.ts';
import { webhookSink } from '../../src/channels/webhook/sink.ts';
import { readEnvironment } from '../../src/environment.ts';
import { ROOT, readPage } from '../support/pages.ts';

/** The receiver that docs/webhook.md shows, as a process of its own, and the alert that it shows, sent to it. */

const page = readPage('docs/webhook.md');
const [, receiver = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
const [, body = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const shown: { readonly type: string; readonly data: Alert } = JSON.parse(body);
const notification: Notification = {
  kind: 'alert',
  id: `${shown.data.episode}/opened/pipeline`,
  channel: 'pipeline',
  owedAt: 0,
  attempts: 0,
  nextAttemptAt: 0,
  alert: shown.data,
};
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
let running: ReturnType<typeof spawn> | undefined;

afterEach(async () => {
  if (running === undefined || running.exitCode !== null) return;
  running.kill();
  await once(running, 'exit');
});

/** Starts the page's receiver. @returns its port, and the lines that it prints */
async function startReceiver(): Promise<{ readonly port: string; readonly next: () => Promise<string> }> {
  const started = spawn(process.execPath, ['--input-type=module', '--eval', receiver], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', ALERT_WEBHOOK_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = started;
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const port = /listening on (\d+)/.exec(await next())?.[1];
  if (port === undefined) throw new Error('the receiver did not start');
  return { port, next };
}

function sinkTo(port: string, secret: string) {
  const variables = { ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/`, ALERT_WEBHOOK_SECRET: secret };
  const environment = readEnvironment(variables, []);
  return webhookSink(
    { type: 'webhook', name: 'pipeline', urlEnv: 'ALERT_WEBHOOK_URL', secretEnv: 'ALERT_WEBHOOK_SECRET' },
    { environment, timezone: 'UTC', recent: async () => [] },
  );
}

test('verifies what this program sends, and tells the same notification once', async () => {
  const { port, next } = await startReceiver();
  const sink = sinkTo(port, SECRET);
  expect(await sink.deliver(notification)).toMatchObject({ kind: 'delivered' });
  expect(await sink.deliver(notification)).toMatchObject({ kind: 'delivered' });
  const other: Notification = {
    ...notification,
    kind: 'alert',
    id: 'another',
    alert: { ...shown.data, hashtag: 'another' },
  };
  expect(await sink.deliver(other)).toMatchObject({ kind: 'delivered' });
  expect([await next(), await next()]).toEqual([
    `${shown.type} ${shown.data.hashtag} ${shown.data.reason}`,
    `${shown.type} another ${shown.data.reason}`,
  ]);
});

test('refuses what another secret has signed', async () => {
  const { port } = await startReceiver();
  const delivery = await sinkTo(port, 'some other secret').deliver(notification);
  expect(delivery).toMatchObject({
    kind: 'failed',
    final: 'retry',
    message: expect.stringContaining('HTTP 401'),
  });
});
