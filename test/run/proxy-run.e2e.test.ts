/** A run in an organization's network: a proxy is the only way out, and servers have certificates of its own authority. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { type GitServer, serveGit } from '../support/git-server.ts';
import { runHourlyJob } from '../support/hourly-job.ts';
import { type HttpProxy, startProxy } from '../support/http-proxy.ts';
import { LOOPBACK } from '../support/loopback-certificate.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

const at = (hour: number): string => `2026-11-23T${hour}:00:00Z`;

let folder: string;
let proxy: HttpProxy;
let github: GithubApi;
let scavio: ScavioServer;
let remote: GitServer;
let now = 0;
const hooked: string[] = [];
const hook = createServer(LOOPBACK, (request, response) => {
  hooked.push(request.url ?? '');
  request.resume().on('end', () => response.writeHead(204).end());
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-run-'));
  const bare = await createGitRemote(folder, {
    'watchlist.yml': 'channels: { issues: { type: issue }, hook: { type: webhook } }\nhashtags: [rising]\n',
    'data/samples/2026/11/23.ndjson': `{"at":"${at(10)}","hashtag":"rising","views":1000003,"step":1}\n`,
  });
  github = await startGithubApi();
  remote = await serveGit(bare, { token: github.token });
  const videos = [scriptedVideo(1, '2026-11-22T08:00:00Z', 590_000)];
  const world = scriptedWorld({ rising: [{ from: at(11), views: 1_200_003, videos }] });
  scavio = await startScavioServer({ world, now: () => now, incompleteShare: 0 });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  await writeFile(join(folder, 'authority.pem'), LOOPBACK.cert);
  proxy = await startProxy();
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close(), remote.close(), proxy.close()]);
  hook.close().closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** One hour, with these variables beside the proxy's. */
function hourAt(hour: number, variables: Readonly<Record<string, string>>) {
  now = Date.parse(at(hour));
  const job = {
    ...{ folder, remoteUrl: remote.url, scavioUrl: scavio.url, github },
    variables: {
      GITHUB_SERVER_URL: new URL(remote.url).origin,
      ALERT_WEBHOOK_URL: `https://localhost:${(hook.address() as AddressInfo).port}/hook`,
      // For http:// curl, and git with it, reads the small letters alone.
      http_proxy: proxy.url,
      HTTPS_PROXY: proxy.url,
      ...variables,
    },
  };
  return runHourlyJob(job, '--now', at(hour));
}

test('everything goes out by the proxy, the authority is named where it is not trusted, and NO_PROXY counts', async () => {
  const untrusted = await hourAt(11, {});
  expect([untrusted.code, untrusted.stderr]).toEqual([0, '']);
  expect(github.issues()).toHaveLength(1);
  expect(untrusted.summary).toContain('NODE_EXTRA_CA_CERTS');
  const ports = [scavio.url, github.url, remote.url].map((url) => new URL(url).port);
  for (const port of ports)
    expect(proxy.asked.filter((what) => what.includes(`127.0.0.1:${port}`))).not.toEqual([]);
  const tunnel = `CONNECT localhost:${(hook.address() as AddressInfo).port}`;
  expect(proxy.asked).toContain(tunnel);
  expect(hooked).toEqual([]);

  const trusted = await hourAt(12, { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') });
  expect([trusted.code, trusted.stderr]).toEqual([0, '']);
  expect(hooked).toEqual(['/hook']);

  const asked = proxy.asked.length;
  const direct = await hourAt(13, { NO_PROXY: '127.0.0.1,localhost' });
  expect([direct.code, direct.stderr]).toEqual([0, '']);
  expect(proxy.asked).toHaveLength(asked);
});
