import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, HttpProblem, readText } from '../../src/http/http.ts';
import { redactor } from '../../src/http/redact.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function problemWith(
  replies: readonly ReceiverReply[],
  timeout = 60_000,
): Promise<HttpProblem & { readonly asked: number }> {
  const receiver = await startReceiver(replies);
  receivers.push(receiver);
  const http = createHttp({ timeout });
  try {
    await readText(() => http.post(receiver.url, { json: {} }), redactor([]));
  } catch (error) {
    if (error instanceof HttpProblem) return Object.assign(error, { asked: receiver.requests.length });
    throw error;
  }
  throw new RangeError('The request went well.');
}

test('a secret in an answer is taken out before the answer is cut, so that no half of it is left', async () => {
  const secret = 's3cret'.repeat(40);
  const receiver = await startReceiver([{ status: 400, body: `the address is wrong: ${secret}` }]);
  receivers.push(receiver);
  const asked = readText(() => createHttp({ timeout: 60_000 }).post(receiver.url), redactor([secret]));
  await expect(asked).rejects.toThrow(/^HTTP 400: the address is wrong: \*\*\*$/);
});

describe('a request that fails', () => {
  test('for want of an answer is repeated twice, then says so', async () => {
    expect(await problemWith(['hang', 'hang', 'hang'], 50)).toMatchObject({
      message: 'no answer in time',
      status: undefined,
      asked: 3,
    });
  });

  test('for want of a server names the cause', async () => {
    const receiver = await startReceiver([]);
    await receiver.close();
    const http = createHttp({ timeout: 60_000 });
    await expect(readText(() => http.post(receiver.url), redactor([]))).rejects.toThrow(
      'no connection (ECONNREFUSED)',
    );
  });

  test.each<readonly [string, ReceiverReply, string]>([
    [
      'an error object',
      { status: 400, body: '{"error":{"code":"x","message":"no such tag"}}' },
      'HTTP 400: no such tag',
    ],
    ['an error text', { status: 400, body: '{"error":"no such tag"}' }, 'HTTP 400: no such tag'],
    [
      'a message',
      { status: 400, body: '{"message":"no such tag"}', headers: { 'content-type': 'application/json' } },
      'HTTP 400: no such tag',
    ],
    ['plain text', { status: 400, body: 'no such\n tag' }, 'HTTP 400: no such tag'],
    ['a page of HTML', { status: 400, body: '\n<!doctype html><p>x' }, 'HTTP 400'],
    [
      'a description',
      { status: 400, body: '{"ok":false,"description":"no such tag"}' },
      'HTTP 400: no such tag',
    ],
    ['an object without a message', { status: 400, body: '{"detail":[1]}' }, 'HTTP 400'],
    ['half a JSON', { status: 400, body: '{"error":' }, 'HTTP 400: {"error":'],
    ['nothing', { status: 400 }, 'HTTP 400'],
  ])('tells what its body says: %s', async (_why, reply, message) => {
    expect((await problemWith([reply])).message).toBe(message);
  });

  test('tells a bounded part of a flood', async () => {
    expect((await problemWith([{ status: 400, body: 'x'.repeat(99_999) }])).message.length).toBeLessThan(220);
  });
});

describe('secrets', () => {
  test.each([
    ['as it is', 'key sk_live_1+2/3', 'key ***'],
    ['in an address', 'key sk_live_1%2B2%2F3', 'key ***'],
    ['in Base64', `key ${Buffer.from('sk_live_1+2/3').toString('base64')}`, 'key ***'],
    ['twice', 'sk_live_1+2/3 sk_live_1+2/3', '*** ***'],
    ['not there', 'nothing to hide', 'nothing to hide'],
  ])('are taken out: %s', (_why, text, clean) => {
    expect(redactor(['sk_live_1+2/3'])(text)).toBe(clean);
  });

  test('that are addresses are taken out by their path too', () => {
    const redact = redactor(['https://hooks.example/services/T0/B1?x=y']);
    expect(redact('POST https://hooks.example/services/T0/B1?x=y')).toBe('POST ***');
    expect(redact('404 for /services/T0/B1?x=y')).toBe('404 for ***');
  });

  test('one within another leaves nothing of the longer', () => {
    expect(redactor(['abcdef', 'abcdefghij'])('abcdefghij abcdef')).toBe('*** ***');
  });

  test('empty and very short ones are no secrets', () => {
    expect(redactor([undefined, '', 'ab', '12345'])('ab 12345')).toBe('ab 12345');
  });
});

test('the pieces of a secret address are secret too: a receiver may quote one of them', () => {
  const redact = redactor([
    'https://hooks.example/services/T0AAAAAAA/xyzSECRETtoken123?token=SECRETtoken999',
  ]);
  expect(redact('services: invalid token xyzSECRETtoken123, or SECRETtoken999')).toBe(
    'services: invalid token ***, or ***',
  );
});

test('of an address with a login, user and password are redacted however they are written', () => {
  const redact = redactor(['smtp://ann%40example.com:p%40ss%2Fword@mail.example.com:587']);
  const [user, pass] = ['ann@example.com', 'p@ss/word'];
  const forms = [user, pass, 'ann%40example.com', 'p%40ss%2Fword', `\0${user}\0${pass}`, `${user}:${pass}`];
  for (const form of forms) {
    expect(redact(`said ${form}`)).not.toMatch(/ann|example|p@ss|p%40ss|word/);
    expect(redact(Buffer.from(form).toString('base64'))).toBe('***');
  }
  expect(redact('mail.example.com:587 refused it')).toBe('mail.example.com:587 refused it');
});

test.each([
  ['a token of two parts', '123456789:AAsecretSECRET', 'bot123456789 AAsecretSECRET', 'bot*** ***'],
  [
    'an encoded value',
    'https://h.example/x?sig=aB3%2FdE5gH7i',
    'sig aB3%2FdE5gH7i or aB3/dE5gH7i',
    'sig *** or ***',
  ],
])('pieces of a secret are secret, however they are quoted: %s', (_why, secret, text, clean) => {
  expect(redactor([secret])(text)).toBe(clean);
});
