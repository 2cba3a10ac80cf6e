import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { runHourlyJob } from '../support/hourly-job.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** The hourly job with `discover: issues`, as a process of its own, against GitHub on loopback. */

const NINE = Date.parse('2026-11-23T09:00:00Z');
const found = (companion: string, hoursAgo: number): string =>
  `${JSON.stringify({
    at: isoUtc(NINE - hoursAgo * HOUR_MS),
    kind: 'found',
    companion,
    firstSeenAt: isoUtc(NINE - 20 * HOUR_MS),
    creators: 9,
    usualCreatorsPerDay: 0,
    beside: [{ hashtag: 'booktok', creators: 9 }],
    videos: [],
  })}\n`;

let folder: string;
let github: GithubApi;
let scavio: ScavioServer;
let remote: Awaited<ReturnType<typeof createGitRemote>>;
let now = NINE;

beforeEach(async () => {
  now = NINE;
  folder = await mkdtemp(join(tmpdir(), 'discovery-issues-'));
  remote = await createGitRemote(folder, {
    'watchlist.yml': 'discover: issues\nhashtags: [booktok]\n',
    'data/discoveries/2026.ndjson': [found('romantasy', 5), found('cosy', 4), found('booktok', 3)].join(''),
  });
  github = await startGithubApi({ now: () => now });
  const booktok = [{ from: isoUtc(NINE), views: 1_000_003 }];
  scavio = await startScavioServer({ world: scriptedWorld({ booktok }), now: () => now, incompleteShare: 0 });
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function runAt(hour: number): Promise<void> {
  now = NINE + hour * HOUR_MS;
  const job = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github };
  expect(await runHourlyJob(job, '--now', isoUtc(now))).toMatchObject({ code: 0 });
}

test('each discovery gets one issue, and a no is remembered', async () => {
  await runAt(0);
  expect(github.issues().map(({ title }) => title)).toEqual([
    'Watch #romantasy? 9 creators used it within a day',
    'Watch #cosy? 9 creators used it within a day',
  ]);
  github.editAs('octocat', 1, { state: 'closed', stateReason: 'not_planned' });
  github.editAs('octocat', 2, { labels: ['never-discover'] });
  await runAt(1);
  expect(github.issues()).toHaveLength(2);
  const lines = ((await remote.read('data/discoveries/2026.ndjson')) ?? '').trim().split('\n');
  expect(lines.slice(3)).toEqual([
    '{"at":"2026-11-23T10:00:00Z","kind":"declined","companion":"romantasy","person":"octocat"}',
    '{"at":"2026-11-23T10:00:00Z","kind":"declined","companion":"cosy"}',
  ]);
});
