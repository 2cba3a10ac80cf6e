import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { createGitRemote, type GitRemote } from '../support/git-remote.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';
import { type JobReport, runJob } from '../support/workflow-runner.ts';

/** `track.yml` with the real program in the repository: what GitHub would run, on the clock of this machine. */

const root = resolve(import.meta.dirname, '../..');
const KEY = 'sk-live-1234567890';
let folder: string;
let remote: GitRemote;
let github: GithubApi;
let scavio: ScavioServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-workflow-'));
  const files: Record<string, string> = { 'watchlist.yml': 'hashtags: [rising]\n' };
  for (const entry of await readdir(join(root, 'src'), { recursive: true })) {
    if (entry.endsWith('.ts')) files[`src/${entry}`] = await readFile(join(root, 'src', entry), 'utf8');
  }
  files['package.json'] = await readFile(join(root, 'package.json'), 'utf8');
  // A reading that the run before left an hour ago: 15 % under what is shown now.
  const anHourAgo = new Date(Date.now() - HOUR_MS).toISOString().slice(0, 19);
  const day = anHourAgo.slice(0, 10).replaceAll('-', '/');
  files[`data/samples/${day}.ndjson`] =
    `{"at":"${anHourAgo}Z","hashtag":"rising","views":1000003,"step":1}\n`;
  remote = await createGitRemote(folder, files);
  github = await startGithubApi();
  const video = scriptedVideo(1, new Date(Date.now() - 1_800_000).toISOString(), 90_000);
  scavio = await startScavioServer({
    world: scriptedWorld({ rising: [{ from: '2020-01-01T00:00:00Z', views: 1_150_004, videos: [video] }] }),
    now: Date.now,
    key: KEY,
    incompleteShare: 0,
  });
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close()]);
  await rm(folder, { recursive: true, force: true });
});

function track(): Promise<JobReport> {
  return runJob({
    file: join(root, '.github/workflows/track.yml'),
    job: 'track',
    folder,
    remote: remote.url,
    secrets: { SCAVIO_API_KEY: KEY },
    token: github.token,
    repository: github.repository,
    githubUrl: github.url,
    machine: { SCAVIO_BASE_URL: scavio.url },
    install: { kind: 'link', nodeModules: join(root, 'node_modules') },
  });
}

test('the scheduled job samples, commits and opens an issue, leaks nothing, and is not due again this hour', async () => {
  const first = await track();
  expect(first.log).toContain('#rising');
  expect(first.result).toBe('success');
  expect(first.summary).toContain('breaking out: `#rising`');
  expect(github.issues().map(({ title }) => title)).toEqual([
    // A slow machine takes a minute to get here, and the hour with it.
    expect.stringMatching(/^#rising is breaking out: \+15 % in 1 h( 0\d min)?$/),
  ]);
  expect(first.steps.every(({ maskedCount }) => maskedCount === 0)).toBe(true);
  expect(await remote.read('data/state.json')).toContain('"rising"');

  const asked = scavio.requests.length;
  const second = await track();
  expect(second.steps.find(({ name }) => name === 'Track')?.outcome).toBe('skipped');
  expect(second.result).toBe('success');
  expect(scavio.requests).toHaveLength(asked);
});
