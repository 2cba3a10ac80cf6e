import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultCast } from '../../src/simulator/cast.ts';
import {
  type ScavioServer,
  type ScavioServerOptions,
  SIMULATED_KEY,
  startScavioServer,
} from '../../src/simulator/scavio-server.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { ask, at } from './ask.ts';

const START = Date.UTC(2026, 9, 5);
const world = createWorld({ seed: 1, start: START, hashtags: defaultCast() });
const body = { hashtag_name: 'skincare' };

const servers: ScavioServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(options: Partial<ScavioServerOptions>): Promise<ScavioServer> {
  const server = await startScavioServer({ world, now: () => START, ...options });
  servers.push(server);
  return server;
}

describe('key, credits and paths', () => {
  test('a wrong key is a 401 and costs nothing', async () => {
    const server = await start({ key: 'right' });
    const response = await ask(server.url, 'hashtag', body, 'wrong');
    expect(response.status).toBe(401);
    expect(at(await response.json(), 'error', 'code')).toBe('unauthorized');
    expect((await ask(server.url, 'hashtag', body, 'right')).status).toBe(200);
    expect(server.credits.used()).toBe(1);
  });

  test('credits are counted down to a 402 that says where to pay', async () => {
    const server = await start({ credits: 2 });
    const left = [];
    for (let call = 0; call < 2; call += 1) {
      left.push(at(await (await ask(server.url, 'hashtag', body)).json(), 'credits_remaining'));
    }
    expect(left).toEqual([1, 0]);
    const refused = await ask(server.url, 'hashtag', body);
    expect(refused.status).toBe(402);
    expect(at(await refused.json(), 'billing_url')).toMatch(/^https:/);
    expect(server.credits.left()).toBe(0);
  });

  test('once no client is connected, what one that vanished had asked for is spent', async () => {
    const server = await start({});
    const { hostname, port } = new URL(server.url);
    const text = JSON.stringify(body);
    const head = [
      'POST /api/v1/tiktok/hashtag HTTP/1.1',
      `Host: ${hostname}`,
      `Authorization: Bearer ${SIMULATED_KEY}`,
      'Content-Type: application/json',
      `Content-Length: ${text.length}`,
    ].join('\r\n');
    const client = connect(Number(port), hostname);
    await once(client, 'connect');
    await expect.poll(() => server.isIdle()).toBe(false);
    client.end(`${head}\r\n\r\n${text}`, () => client.destroy());
    await expect.poll(() => server.isIdle(), { timeout: 60_000 }).toBe(true);
    expect(server.credits.used()).toBe(1);
  });

  test('usage is free and tells the balance', async () => {
    const server = await start({ credits: 10 });
    await ask(server.url, 'hashtag', body);
    const usage = await fetch(`${server.url}/api/v1/usage`, {
      headers: { authorization: `Bearer ${SIMULATED_KEY}` },
    });
    expect(at(await usage.json(), 'data', 'credits_remaining')).toBe(9);
    expect(server.credits.used()).toBe(1);
  });

  test('other paths are a 404, other methods a 405, an error may be a plain string', async () => {
    const server = await start({ errorBody: 'string' });
    const missing = await ask(server.url, 'trends', body);
    expect(missing.status).toBe(404);
    expect(at(await missing.json(), 'error')).toBe('no such endpoint: /api/v1/tiktok/trends');
    const headers = { authorization: `Bearer ${SIMULATED_KEY}` };
    expect((await fetch(`${server.url}/api/v1/tiktok/hashtag`, { headers })).status).toBe(405);
  });

  test('before the world began it says so', async () => {
    const server = await start({ now: () => START - HOUR_MS });
    const response = await ask(server.url, 'hashtag', body);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('begins at');
  });

  test('logs what was asked: path, body, headers, simulated instant, status', async () => {
    const server = await start({});
    await ask(server.url, 'hashtag', body);
    await ask(server.url, 'hashtag/videos', { hashtag_id: 7 });
    expect(server.requests).toMatchObject([
      { index: 0, at: START, method: 'POST', path: '/api/v1/tiktok/hashtag', body, status: 200 },
      { index: 1, path: '/api/v1/tiktok/hashtag/videos', body: { hashtag_id: 7 }, status: 400 },
    ]);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${SIMULATED_KEY}`);
  });
});

describe('limits', () => {
  test('per minute: headers count down, then 429 until the minute is over', async () => {
    const clock = { ms: 1_000_000 };
    const server = await start({ clock: () => clock.ms, limits: { requestsPerMinute: 2 } });
    const first = await ask(server.url, 'hashtag', body);
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toBe('1060');
    clock.ms += 10_000;
    await ask(server.url, 'hashtag', body);
    const refused = await ask(server.url, 'hashtag', body);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('50');
    expect(at(await refused.json(), 'error', 'code')).toBe('rate_limit_exceeded');
    clock.ms += 50_000;
    expect((await ask(server.url, 'hashtag', body)).status).toBe(200);
    expect(server.credits.used()).toBe(3);
  });

  test('Retry-After may be an HTTP date', async () => {
    const limits = { requestsPerMinute: 0, retryAfter: 'http-date' } as const;
    const server = await start({ clock: () => Date.UTC(2026, 0, 1), limits });
    const refused = await ask(server.url, 'hashtag', body);
    expect(refused.headers.get('retry-after')).toBe('Thu, 01 Jan 2026 00:01:00 GMT');
  });

  test('in flight: one more than allowed is a 429, and the peak is counted', async () => {
    const server = await start({ limits: { requestsInFlight: 2 }, fault: () => ({ kind: 'hang' }) });
    const refused: Response[] = [];
    const outcomes = Array.from({ length: 5 }, async () => {
      const response = await ask(server.url, 'hashtag', body);
      refused.push(response);
      // Three refusals end the wait of the two that hang.
      if (refused.length === 3) await server.close();
      return response.status;
    });
    const settled = await Promise.allSettled(outcomes);
    expect(settled.filter((outcome) => outcome.status === 'rejected')).toHaveLength(2);
    expect(refused.map((response) => response.status)).toEqual([429, 429, 429]);
    expect(refused.map((response) => response.headers.get('retry-after'))).toEqual(['1', '1', '1']);
    expect(server.inFlightPeak()).toBe(2);
  });

  test('in flight: an answered request makes room for the next at once', async () => {
    const server = await start({ limits: { requestsInFlight: 1 } });
    for (let call = 0; call < 50; call += 1) {
      const response = await ask(server.url, 'hashtag', body);
      expect(response.status).toBe(200);
      await response.text();
    }
    expect(server.inFlightPeak()).toBe(1);
  });
});

describe('faults on demand', () => {
  test('a fault is decided per request', async () => {
    const server = await start({
      fault: ({ index }) =>
        index === 0 ? { kind: 'status', status: 503, headers: { 'retry-after': '7' } } : undefined,
    });
    const failed = await ask(server.url, 'hashtag', body);
    expect(failed.status).toBe(503);
    expect(failed.headers.get('retry-after')).toBe('7');
    expect((await ask(server.url, 'hashtag', body)).status).toBe(200);
  });

  test.each([{}, null, { challengeInfo: {} }])('data may be %o', async (data) => {
    const server = await start({ fault: () => ({ kind: 'data', data }) });
    const answer = await (await ask(server.url, 'hashtag', body)).json();
    expect(at(answer, 'data')).toEqual(data);
    expect(server.credits.used()).toBe(1);
  });

  test('a body may be garbage', async () => {
    const server = await start({ fault: () => ({ kind: 'body', body: '<html>captcha' }) });
    const response = await ask(server.url, 'hashtag', body);
    expect([response.status, await response.text()]).toEqual([200, '<html>captcha']);
  });

  test('a connection may be reset, and the log has no status for it', async () => {
    const server = await start({ fault: () => ({ kind: 'reset' }) });
    await expect(ask(server.url, 'hashtag', body)).rejects.toThrow();
    expect(server.requests.at(-1)?.status).toBeUndefined();
  });

  test('an answer may hang until the client gives up or the server closes', async () => {
    const server = await start({ fault: () => ({ kind: 'hang' }) });
    const given = ask(server.url, 'hashtag', body);
    const failure = expect(given).rejects.toThrow();
    await server.close();
    await failure;
  });

  test('a slow answer is the right answer', async () => {
    const server = await start({ latencyMs: 5, fault: () => ({ kind: 'slow', delayMs: 20 }) });
    const answer = await (await ask(server.url, 'hashtag', body)).json();
    expect(at(answer, 'data', 'challengeInfo', 'challenge', 'title')).toBe('skincare');
  });
});
