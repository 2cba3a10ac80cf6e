import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/registry.ts';
import { createSinks } from '../../src/channels/registry.ts';
import { readEnvironment } from '../../src/environment.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { newsNamed, owedOf } from './news.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver([{ status: 200, body: '\n<!DOCTYPE html><title>Sign in</title>' }]);
});
afterEach(() => receiver.close());

const urlEnv = 'HOOK';
const CHANNELS: readonly Channel[] = [
  { type: 'slack', name: 'slack', urlEnv },
  { type: 'discord', name: 'discord', urlEnv },
  { type: 'teams', name: 'teams', urlEnv },
  { type: 'telegram', name: 'telegram', tokenEnv: 'TOKEN', chat: '1' },
  { type: 'webhook', name: 'webhook', urlEnv, secretEnv: 'KEY' },
];

test.each(CHANNELS)(
  '$name: a web page for an answer is no receipt, and the alert stays owed',
  async (channel) => {
    const environment = readEnvironment(
      { HOOK: `${receiver.url}/s3cret`, TOKEN: '1:s3cret', TELEGRAM_API_URL: receiver.url },
      ['HOOK', 'TOKEN'],
    );
    const sinks = await createSinks([channel], { environment, timezone: 'UTC', recent: async () => [] });
    const delivery = await sinks.get(channel.name)?.deliver(owedOf(newsNamed('opened'), channel.name));
    expect(delivery).toMatchObject({
      kind: 'failed',
      final: 'retry',
      message: expect.stringContaining('a web page came for an answer'),
    });
    expect(receiver.requests).toHaveLength(1);
  },
);
