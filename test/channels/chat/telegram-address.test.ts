import { expect, test } from 'vitest';
import { telegramSink } from '../../../src/channels/telegram/sink.ts';
import { contextWith } from '../places/context.ts';

test.each([
  ['another protocol', 'ftp://telegram.example', 'TELEGRAM_API_URL is not an http(s) address'],
  ['no address at all', 'https://', 'TELEGRAM_API_URL is not an http(s) address'],
  ['an address', 'https://telegram.example', undefined],
])('TELEGRAM_API_URL with %s', (_why, url, problem) => {
  const context = contextWith({ BOT_TOKEN: '123456789:AAabc', TELEGRAM_API_URL: url }, undefined);
  const channel = { type: 'telegram', name: 'chat', tokenEnv: 'BOT_TOKEN', chat: '-100123' } as const;
  expect(telegramSink(channel, context).problem).toBe(problem);
});
