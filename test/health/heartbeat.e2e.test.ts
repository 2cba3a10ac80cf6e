import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/environment.ts';
import { openHeartbeat } from '../../src/health/heartbeat.ts';
import { heartbeatAddresses } from '../../src/health/heartbeat-address.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { runProgram } from '../support/hourly-job.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

const UUID = '5f3e1c2a-0d4b-4c8e-9a77-1b2c3d4e5f60';

describe('a dead-man service is told as its documentation says', () => {
  test.each([
    [
      'https://hc-ping.com/key/slug',
      [
        'https://hc-ping.com/key/slug/start',
        'https://hc-ping.com/key/slug',
        'https://hc-ping.com/key/slug/fail',
      ],
    ],
    [
      `https://checks.example/ping/${UUID}/`,
      [
        `https://checks.example/ping/${UUID}/start`,
        `https://checks.example/ping/${UUID}/`,
        `https://checks.example/ping/${UUID}/fail`,
      ],
    ],
    [
      `https://checks.example/${UUID}?x=1`,
      [
        `https://checks.example/${UUID}/start?x=1`,
        `https://checks.example/${UUID}?x=1`,
        `https://checks.example/${UUID}/fail?x=1`,
      ],
    ],
    [
      'https://cronitor.link/p/key/job',
      [
        'https://cronitor.link/p/key/job?state=run',
        'https://cronitor.link/p/key/job?state=complete',
        'https://cronitor.link/p/key/job?state=fail',
      ],
    ],
    [
      'https://uptime.betterstack.com/api/v1/heartbeat/token',
      [
        undefined,
        'https://uptime.betterstack.com/api/v1/heartbeat/token',
        'https://uptime.betterstack.com/api/v1/heartbeat/token/fail',
      ],
    ],
    [
      'https://kuma.example/api/push/token?status=up&msg=OK',
      [
        undefined,
        'https://kuma.example/api/push/token?status=up&msg=OK',
        'https://kuma.example/api/push/token?status=down&msg=OK',
      ],
    ],
    [
      'https://o1.ingest.sentry.io/api/1/cron/radar/key/',
      [
        'https://o1.ingest.sentry.io/api/1/cron/radar/key/?status=in_progress',
        'https://o1.ingest.sentry.io/api/1/cron/radar/key/?status=ok',
        'https://o1.ingest.sentry.io/api/1/cron/radar/key/?status=error',
      ],
    ],
    ['https://nosnch.in/token', [undefined, 'https://nosnch.in/token', 'https://nosnch.in/token?s=1']],
    ['https://monitor.example/beat?token=1', [undefined, 'https://monitor.example/beat?token=1', undefined]],
  ])('%s', (address, [start, success, failure]) => {
    expect(heartbeatAddresses(address)).toEqual({
      success,
      ...(start !== undefined && { start }),
      ...(failure !== undefined && { failure }),
    });
  });
});

test('a refusal that quotes the whole request lets no part of the address out', async () => {
  const service = await startReceiver(({ path }) => ({
    status: 404,
    body: `{"message":"no check at ${path}"}`,
  }));
  const environment = readEnvironment({ HEARTBEAT_URL: `${service.url}/ping/${UUID}` }, ['HEARTBEAT_URL']);
  const said = await openHeartbeat('HEARTBEAT_URL', environment).ping('success');
  await service.close();
  expect(said.join('\n')).toContain(
    'the heartbeat address in HEARTBEAT_URL did not take the ping (success): HTTP 404',
  );
  expect(said.join('\n')).not.toContain(UUID);
});

test.each([
  ['is not set', {}, 'names the secret HEARTBEAT_URL, which is not set'],
  ['is no address', { HEARTBEAT_URL: 'hunter2' }, 'is not an http(s) address'],
  [
    'holds a password',
    { HEARTBEAT_URL: 'https://me:hunter2@x.example/' },
    'has a name or a password before its host',
  ],
])('a secret that %s is named once a run, and not shown', async (_why, variables, says) => {
  const heartbeat = openHeartbeat('HEARTBEAT_URL', readEnvironment(variables, ['HEARTBEAT_URL']));
  const said = [...(await heartbeat.ping('start')), ...(await heartbeat.ping('success'))];
  expect(said).toEqual([expect.stringContaining(says)]);
  expect(said.join('')).not.toContain('hunter2');
});

describe('a run', () => {
  let service: Receiver;
  let scavio: ScavioServer;
  let folder: string;

  beforeAll(async () => {
    service = await startReceiver([{ status: 200, body: 'OK' }]);
    const moment = { from: '2026-11-01T00:00:00Z', views: 1_000_001 };
    const now = (): number => Date.parse('2026-11-23T10:00:00Z');
    scavio = await startScavioServer({ world: scriptedWorld({ booktok: [moment] }), now });
    folder = await mkdtemp(join(tmpdir(), 'heartbeat-'));
    await writeFile(join(folder, 'watchlist.yml'), 'heartbeat-env: HEARTBEAT_URL\nhashtags: [booktok]\n');
  });
  afterAll(async () => {
    await Promise.all([service.close(), scavio.close()]);
  });

  const run = async (key: string, ...words: readonly string[]): Promise<readonly string[]> => {
    const before = service.requests.length;
    await runProgram(folder, ['track', '--now', '2026-11-23T10:00:00Z', ...words], {
      SCAVIO_API_KEY: key,
      SCAVIO_BASE_URL: scavio.url,
      HEARTBEAT_URL: `${service.url}/ping/${UUID}`,
    });
    return service.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
  };

  test('that is good pings its start and its success', async () => {
    expect(await run('simulated-key')).toEqual([`GET /ping/${UUID}/start`, `GET /ping/${UUID}`]);
  });

  test('that fails pings its failure, also without a key', async () => {
    const failed = [`GET /ping/${UUID}/start`, `GET /ping/${UUID}/fail`];
    expect(await run('wrong-key')).toEqual(failed);
    expect(await run('')).toEqual(failed);
  });

  test('that is a dry run, or of one hashtag, pings nobody', async () => {
    expect(await run('simulated-key', '--dry-run')).toEqual([]);
    expect(await run('simulated-key', '--only', 'booktok')).toEqual([]);
  });
});
