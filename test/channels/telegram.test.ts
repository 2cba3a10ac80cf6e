import { afterEach, describe, expect, test } from 'vitest';
import { createSinks } from '../../src/channels/registry.ts';
import { telegramConfig } from '../../src/channels/telegram/config.ts';
import { readEnvironment } from '../../src/environment.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { newsNamed, owedOf } from './news.ts';

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function sentFor(written: object): Promise<unknown> {
  const receiver = await startReceiver([{ status: 200, body: '{"ok":true,"result":{"message_id":7}}' }]);
  receivers.push(receiver);
  const channel = telegramConfig.build(
    'phone',
    telegramConfig.schema.parse({ type: 'telegram', ...written }),
  );
  const environment = readEnvironment(
    { TELEGRAM_BOT_TOKEN: '1:s3cretTOKEN', TELEGRAM_API_URL: receiver.url },
    ['TELEGRAM_BOT_TOKEN'],
  );
  const sinks = await createSinks([channel], { environment, timezone: 'UTC', recent: async () => [] });
  await sinks.get('phone')?.deliver(owedOf(newsNamed('opened'), 'phone'));
  return JSON.parse(receiver.requests[0]?.body ?? 'null');
}

describe('a topic', () => {
  test.each([
    [{ chat: '-1001234567890', topic: 42 }, '-1001234567890', 42],
    [{ chat: -1001234567890, topic: 42 }, '-1001234567890', 42],
    [{ chat: 't.me/c/1234567890/42' }, '-1001234567890', 42],
    [{ chat: 'https://t.me/c/1234567890/42/317' }, '-1001234567890', 42],
    [{ chat: 'https://t.me/booknews/42' }, '@booknews', 42],
    [{ chat: 'https://web.telegram.org/a/#-1001234567890_42' }, '-1001234567890', 42],
    [{ chat: 't.me/c/1234567890/42', topic: 43 }, '-1001234567890', 43],
  ])('%j', async (written, chat, topic) => {
    expect(await sentFor(written)).toMatchObject({ chat_id: chat, message_thread_id: topic });
  });

  test.each([
    [{ chat: '@booknews' }, '@booknews'],
    [{ chat: 'https://t.me/booknews' }, '@booknews'],
    [{ chat: 't.me/c/1234567890' }, '-1001234567890'],
    [{ chat: '-1001234567890', topic: 1 }, '-1001234567890'],
  ])('none, or the general one: %j', async (written, chat) => {
    const sent = await sentFor(written);
    expect(sent).toMatchObject({ chat_id: chat });
    expect(sent).not.toHaveProperty('message_thread_id');
  });

  test.each([
    { chat: 't.me' },
    { chat: 'https://evil.example/c/1/2' },
    { chat: '1', topic: 0 },
    { chat: 'a b' },
  ])('is none: %j', (written) => {
    expect(telegramConfig.schema.safeParse({ type: 'telegram', ...written }).success).toBe(false);
  });
});
