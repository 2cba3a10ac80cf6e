import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { type HourlyJob, runHourlyJob } from '../support/hourly-job.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** A breakout of two hours, then calm. */
const NINE = Date.parse('2026-11-23T09:00:00Z');
const VIEWS = [1_000_003, 1_000_503, 1_150_004, 1_320_005, 1_330_006];

let folder: string;
let github: GithubApi;
let scavio: ScavioServer;
let job: HourlyJob;
let remote: Awaited<ReturnType<typeof createGitRemote>>;
let now = NINE;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'issue-story-'));
  remote = await createGitRemote(folder, { 'watchlist.yml': 'hashtags: [rising]\n' });
  github = await startGithubApi({ now: () => now });
  const rising = VIEWS.map((views, hour) => ({ from: isoUtc(NINE + hour * HOUR_MS), views }));
  scavio = await startScavioServer({
    world: scriptedWorld({ rising }),
    now: () => now,
    dialect: 'web',
    incompleteShare: 0,
  });
  job = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github };
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function runAt(hour: number): Promise<void> {
  now = NINE + hour * HOUR_MS;
  expect(await runHourlyJob(job, '--now', isoUtc(now))).toMatchObject({ code: 0 });
}

test('a breakout is one issue from its opening to its end, kept current, and muted for a day in between', async () => {
  for (const hour of [0, 1, 2, 3]) await runAt(hour);
  expect(github.issues()).toHaveLength(1);
  const [opened] = github.issues();
  expect(opened?.body).toContain('1,000,503 → 1,320,005');
  expect(opened?.body).not.toContain('mermaid');

  now += 1_800_000;
  github.commentAs('octocat', 1, 'Thanks, we know.\nmute 1d');
  for (const hour of [4, 5, 6]) await runAt(hour);
  const said = () =>
    github.comments(1).map(({ body = '' }) => body.split('\n').find((line) => /^\*\*/.test(line)));
  expect(said().slice(1)).toEqual([
    expect.stringMatching(/^\*\*Muted until 24 Nov 2026, 12:30 UTC\*\* by `@octocat`/),
  ]);
  expect(github.issues()[0]?.title).toBe('#rising is fading');
  expect(github.issues()[0]?.body).toContain('```mermaid');
  expect(await remote.read('data/alerts/2026.ndjson')).toContain('"kind":"muted"');

  for (const hour of [7, 8, 9, 10, 11]) await runAt(hour);
  expect(github.issues()).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
  expect(said().slice(2)).toEqual([expect.stringContaining('`#rising` breakout is over: +')]);
  expect(github.issues()[0]?.body).toContain('breakout is over: +');
  expect(github.issues()[0]?.title).toMatch(/^#rising breakout is over: \+3\d[.\d]* % in \d+ h$/);
});
