import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, readText } from '../../src/http/http.ts';
import { HttpProblem } from '../../src/http/problem.ts';
import { redactor } from '../../src/http/redact/redact.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';
import { LOOPBACK } from '../support/loopback-certificate.ts';

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
    expect(await problemWith(['hang', 'hang', 'hang'], 1_000)).toMatchObject({
      message: expect.stringMatching(/^no answer in time from 127\.0\.0\.1:\d+$/),
      status: undefined,
      asked: 3,
    });
  });

  test('for want of a server names the cause', async () => {
    const receiver = await startReceiver([]);
    await receiver.close();
    const http = createHttp({ timeout: 60_000 });
    await expect(readText(() => http.post(receiver.url), redactor([]))).rejects.toThrow(
      /^no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/,
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

  test.each<readonly [string, 200 | 400]>([
    ['an answer', 200],
    ['a refusal', 400],
  ])('for want of an end of %s is cut off at once, and not repeated', async (_why, status) => {
    const body = gzipSync(Buffer.alloc(20e6));
    const problem = await problemWith([{ status, body, headers: { 'content-encoding': 'gzip' } }]);
    expect(problem).toMatchObject({ message: expect.stringContaining('without an end'), asked: 1 });
  });

  test.each<readonly [string, 'stall' | 'dribble']>([
    ['stops within its body', 'stall'],
    ['dribbles', 'dribble'],
  ])('because the answer %s ends in the time that one answer has', async (_why, reply) => {
    expect(await problemWith([reply, reply, reply], 1_000)).toMatchObject({
      message: expect.stringContaining('no answer in time'),
      asked: 3,
    });
  });

  test.each([
    ['seconds', '600'],
    ['an HTTP date', new Date(Date.now() + 7_200_000).toUTCString()],
  ])('with a long wait, in %s, is left to a later run', async (_why, wait) => {
    expect(await problemWith([{ status: 429, headers: { 'retry-after': wait } }])).toMatchObject({
      status: 429,
      asked: 1,
    });
  });

  test('for want of a name that anybody knows says so, and is not repeated', async () => {
    const asked = readText(() => createHttp({}).get('http://no-such-host.invalid/s3cret'), redactor([]));
    await expect(asked).rejects.toThrow(
      /^no address was found for no-such-host\.invalid \(E\w+\): is the name right\?$/,
    );
  });

  test('for want of trust in the certificate names the host and the variable, and is not repeated', async () => {
    const server = createServer(LOOPBACK, (_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const asked = readText(() => createHttp({}).get(`https://localhost:${port}/`), redactor([]));
    await expect(asked).rejects.toThrow(
      new RegExp(`^the certificate of localhost:${port} is not trusted \\(\\w+\\): .* NODE_EXTRA_CA_CERTS$`),
    );
    await new Promise((resolve) => server.close(resolve));
  });

  test('tells a bounded part of a flood', async () => {
    expect((await problemWith([{ status: 400, body: 'x'.repeat(99_999) }])).message.length).toBeLessThan(220);
  });
});
