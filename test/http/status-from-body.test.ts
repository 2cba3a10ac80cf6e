import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, readText } from '../../src/http/http.ts';
import { HttpProblem } from '../../src/http/problem.ts';
import { redactor } from '../../src/http/redact/redact.ts';
import { type InBody, statusFromBody } from '../../src/http/status-from-body.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function ask(replies: readonly ReceiverReply[], read: (status: number, body: unknown) => InBody) {
  const receiver = await startReceiver(replies);
  receivers.push(receiver);
  const http = createHttp({ timeout: 60_000, hooks: { afterResponse: [statusFromBody(read)] } });
  const said = await readText(() => http.post(receiver.url, { json: {} }), redactor([])).catch(
    (error: unknown) => (error instanceof HttpProblem ? error.message : Promise.reject(error)),
  );
  return { said, asked: receiver.requests.length };
}

describe('an answer whose body says more than its status', () => {
  test('stays as it is where the body says nothing', async () => {
    const read: unknown[] = [];
    const answer = await ask([{ status: 201, body: '{"a":1}' }], (...seen) => {
      read.push(seen);
      return {};
    });
    expect(answer).toEqual({ said: '{"a":1}', asked: 1 });
    expect(read).toEqual([[201, { a: 1 }]]);
  });

  test('is the failure that it tells, with its body', async () => {
    const answer = await ask([{ status: 200, body: '{"error":"no such hook"}' }], () => ({ status: 404 }));
    expect(answer).toEqual({ said: 'HTTP 404: no such hook', asked: 1 });
  });

  test('is repeated where it tells of an outage', async () => {
    const replies = [
      { status: 200, body: 'down' },
      { status: 200, body: 'up' },
    ] as const;
    const answer = await ask(replies, (_status, body) => (body === 'down' ? { status: 503 } : {}));
    expect(answer).toEqual({ said: 'up', asked: 2 });
  });

  test('is not waited for where it asks for more time than there is', async () => {
    const answer = await ask([{ status: 429, body: 'slowly' }], () => ({ retryAfterSeconds: 300.5 }));
    expect(answer).toEqual({ said: 'HTTP 429: slowly', asked: 1 });
  });

  test.each([204, 304])('may be without a body: %i', async (status) => {
    const answer = await ask([{ status }], () => ({}));
    expect(answer.asked).toBe(1);
  });
});

test('what was not answered in time is not repeated where that could do it twice', async () => {
  const receiver = await startReceiver(['hang']);
  receivers.push(receiver);
  const http = createHttp({ timeout: 1_000 }, 'stop');
  await expect(readText(() => http.post(receiver.url), redactor([]))).rejects.toThrow('no answer in time');
  // None at all where the machine was too busy to send the first within the second.
  expect(receiver.requests.length).toBeLessThan(2);
});
