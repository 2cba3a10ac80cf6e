import { cp, mkdir, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { bundledFiles } from '../support/pull-request.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';
import { artifactOf, recordOf, runShardedHour, stoppedClock, withoutPorts } from '../support/sharded-hour.ts';
import { runJob } from '../support/workflow-runner.ts';

/** One hour in shards beside one hour of `track.yml`, on the same answers, with the real program. */

const ROOT = resolve(import.meta.dirname, '../..');
const HOURS = ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'].map((at) => Date.parse(at));
const NAMES = ['booktok', 'skincare', 'grwm', 'asmr', 'cozy', 'latte', 'nosuch'];
let folder = '';
let now = HOURS[0] ?? 0;
/** Each with an account of its own, so that both runs get the same answers. */
const sources: ScavioServer[] = [];
const servers: GithubApi[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'in-shards-'));
});

/** A source with so many credits left. Two hashtags leap in the second hour. */
async function source(credits: number): Promise<ScavioServer> {
  const videos = [
    scriptedVideo(1, '2026-11-23T09:00:00Z', 40_000),
    scriptedVideo(2, '2026-11-23T08:00:00Z', 90_000),
  ];
  const moments = (then: number) => [
    { from: '2020-01-01T00:00:00Z', views: 1_000_003, videos },
    { from: '2026-11-23T10:30:00Z', views: then, videos },
  ];
  const known = NAMES.filter((name) => name !== 'nosuch');
  const script = known.map((name, index) => [name, moments(index < 2 ? 1_300_003 : 1_001_003)] as const);
  const world = scriptedWorld(Object.fromEntries(script));
  const server = await startScavioServer({ world, now: () => now, incompleteShare: 0, credits });
  sources.push(server);
  return server;
}

afterAll(async () => {
  await Promise.all([...sources, ...servers].map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

async function request(remote: GitRemote, scavio: ScavioServer) {
  const github = await startGithubApi({ git: remote.path });
  servers.push(github);
  return {
    ...{ folder, remote: remote.url, token: github.token, githubUrl: github.url },
    machine: { SCAVIO_BASE_URL: scavio.url, ...stoppedClock(now) },
    secrets: { SECOND_KEY: 'simulated-key', SCAVIO_API_KEY: 'simulated-key' },
    vars: { SHARDS: '3', SHARD_KEYS: 'SECOND_KEY' },
    install: { kind: 'link' as const, nodeModules: join(ROOT, 'node_modules') },
  };
}

test('shards in any order record and alert what one run does; one that is cut short costs its own hashtags', async () => {
  const single = await createGitRemote(folder, {
    ...(await bundledFiles()),
    'watchlist.yml': `hashtags: [${NAMES.join(', ')}]\n`,
  });
  const file = join(ROOT, '.github/workflows/track.yml');
  const scavio = await source(5_000);
  const first = await runJob({ ...(await request(single, scavio)), file, job: 'track' });
  expect([first.result, first.log]).toEqual(['success', expect.stringContaining('6 sampled, 1 failed')]);
  const [inShards, elsewhere] = [await createGitRemote(folder, {}), await createGitRemote(folder, {})];
  for (const { path } of [inShards, elsewhere])
    await git(single.path, 'push', '--quiet', '--force', path, 'main');

  const another = await source(scavio.credits.left());
  now = HOURS[1] ?? 0;
  const alone = await runJob({ ...(await request(single, scavio)), file, job: 'track' });
  const artifacts = join(folder, 'artifacts');
  await mkdir(artifacts);
  const asked = await request(inShards, another);
  const hour = await runShardedHour({ ...asked, artifacts }, { order: (shards) => shards.toReversed() });
  const failed = [hour.plan, ...hour.samples, hour.record].filter(({ result }) => result !== 'success');
  expect(failed.map(({ log }) => log)).toEqual([]);
  expect(hour.plan.log).toContain('7 hashtags due, in 3 shards');
  const record = await recordOf(single);
  expect(Object.keys(record).length).toBeGreaterThan(2);
  expect(await recordOf(inShards)).toEqual(record);
  expect(await inShards.subjects()).toEqual(await single.subjects());
  expect(withoutPorts(hour.record.summary)).toBe(withoutPorts(alone.summary));
  expect(await readFile(artifactOf(artifacts, 0), 'utf8')).not.toContain('simulated-key');

  // Recorded already: a job that is started again records nothing and says so.
  const tip = await inShards.tip();
  const recordAgain = async (remote: GitRemote, handed: string) => {
    const own = { ...(await request(remote, another)), artifacts: handed, job: 'record' };
    const workflow = join(ROOT, '.github/workflows/track-in-shards.yml');
    return runJob({ ...own, file: workflow, event: 'workflow_dispatch', needs: { plan: hour.plan } });
  };
  const again = await recordAgain(inShards, artifacts);
  expect([again.result, again.log]).toEqual([
    'failure',
    expect.stringContaining('the record has gone on to 2026-11-23T11:00:00Z since this run was planned'),
  ]);
  expect(await inShards.tip()).toBe(tip);

  // The same hour elsewhere, with a file that ends too early.
  const cut = join(folder, 'cut');
  await cp(artifacts, cut, { recursive: true });
  await truncate(artifactOf(cut, 1), 50);
  const short = await recordAgain(elsewhere, cut);
  expect(short.result).toBe('success');
  expect(short.summary).toContain('shard-1.json was refused: it ends too early');
  expect(short.summary).toContain('shard 1 of 3 is lost, with 2 hashtags');
  const lost = short.log.split('\n').filter((line) => line.includes('its shard 1 of 3 handed nothing on'));
  expect(lost.length).toBeGreaterThanOrEqual(2);
});
