import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startGithubApi } from '../../src/simulator/github/api.ts';
import type { FaultPlan } from '../../src/simulator/scavio-fault.ts';
import { startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { programFiles } from '../support/pull-request.ts';
import { scriptedWorld } from '../support/scripted-world.ts';
import { differencesOf, recordOf, runShardedHour, stoppedClock } from '../support/sharded-hour.ts';
import { runJob } from '../support/workflow-runner.ts';

/**
 * `node test/workflows/shards-at-scale.ts --hashtags 5000 --shards 20`: two hours in shards and two of `track.yml`, in the local
 * workflow runner on the same answers. Prints how long the jobs took, what they handed on, and whether the records are equal; where
 * they are not, in which values, and how many calls each made. `--reset 5` resets the connection of the fifth call of the second
 * hour in shards, as a machine does that is too busy to answer.
 */
const { values } = parseArgs({
  options: {
    hashtags: { type: 'string', default: '5000' },
    shards: { type: 'string', default: '20' },
    reset: { type: 'string' },
  },
});
const ROOT = resolve(import.meta.dirname, '../..');
const names = Array.from({ length: Number(values.hashtags) }, (_, index) => `tag${index}`);
const folder = await mkdtemp(join(tmpdir(), 'shards-at-scale-'));
let now = Date.parse('2026-11-23T10:00:00Z');
/** Each of the two has a source, and an account, of its own: the same answers. */
const source = (fault: FaultPlan = () => undefined) =>
  startScavioServer({
    fault,
    world: scriptedWorld(
      Object.fromEntries(
        names.map((name, index) => [
          name,
          [
            { from: '2020-01-01T00:00:00Z', views: 1_000_003 + index },
            { from: '2026-11-23T10:30:00Z', views: 1_002_003 + index },
          ],
        ]),
      ),
    ),
    now: () => now,
    incompleteShare: 0,
  });
const resetAt = 2 * names.length + Number(values.reset ?? Number.NaN) - 1;
const sources = [
  await source(),
  await source(({ index }) => (index === resetAt ? { kind: 'reset' } : undefined)),
] as const;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const files = {
    ...(await programFiles()),
    'watchlist.yml': `hashtags:\n${names.map((name) => `  - ${name}\n`).join('')}`,
  };
  const [single, inShards] = [await createGitRemote(folder, files), await createGitRemote(folder, files)];
  const common = async (remote: typeof single, scavio: (typeof sources)[number]) => {
    const github = await startGithubApi({ git: remote.path });
    return {
      ...{ folder, remote: remote.url, token: github.token, githubUrl: github.url, stepTimeoutMs: 600_000 },
      machine: { SCAVIO_BASE_URL: scavio.url, ...stoppedClock(now) },
      secrets: { SCAVIO_API_KEY: 'simulated-key' },
      vars: { SHARDS: values.shards },
      install: { kind: 'link' as const, nodeModules: join(ROOT, 'node_modules') },
      close: () => github.close(),
    };
  };
  for (const hour of [0, 1]) {
    now += hour * 3_600_000;
    const { close, ...own } = await common(single, sources[0]);
    const began = performance.now();
    const alone = await runJob({ ...own, file: join(ROOT, '.github/workflows/track.yml'), job: 'track' });
    const between = performance.now();
    await close();
    const { close: end, ...asked } = await common(inShards, sources[1]);
    const artifacts = join(folder, `artifacts-${hour}`);
    await mkdir(artifacts);
    const { plan, samples, record } = await runShardedHour(
      { ...asked, artifacts },
      { order: (shards) => shards.toReversed() },
    );
    await end();
    const paths = (await readdir(artifacts, { recursive: true })).filter((path) => path.endsWith('.json'));
    const sizes = await Promise.all(paths.map(async (path) => (await stat(join(artifacts, path))).size));
    say(`hour ${hour + 1}: ${plan.log.trim()}`);
    const results = [plan, ...samples, record].map(({ result }) => result);
    say(`  jobs: ${results.filter((result) => result === 'success').length} of ${results.length} succeeded`);
    say(
      `  one run ${Math.round((between - began) / 1000)} s; shards one after the other ${Math.round((performance.now() - between) / 1000)} s`,
    );
    say(
      `  handed on: ${sizes.reduce((sum, size) => sum + size, 0)} bytes, the largest file ${Math.max(...sizes)}`,
    );
    say(
      `  ${/\d+ sampled, \d+ failed/.exec(alone.log)?.[0]} alone; ${/\d+ sampled, \d+ failed/.exec(record.log)?.[0]} in shards`,
    );
    for (const line of record.log.split('\n').filter((one) => one.includes(' failed ('))) say(`  ${line}`);
  }
  const [before, after] = [await recordOf(single), await recordOf(inShards)];
  const isEqual = JSON.stringify(before) === JSON.stringify(after);
  say(
    `${Object.keys(before).length} files, the largest of ${Math.max(...Object.values(before).map(({ length }) => length))} characters`,
  );
  const [alone, apart] = sources.map(({ requests }) => requests.length);
  say(`${alone} calls alone, ${apart} in shards`);
  for (const difference of differencesOf(before, after)) say(`  ${difference}`);
  say(isEqual ? 'the records are byte for byte equal, but for the pace' : 'THE RECORDS DIFFER');
  process.exitCode = isEqual ? 0 : 1;
} finally {
  for (const server of sources) await server.close();
  await rm(folder, { recursive: true, force: true });
}
