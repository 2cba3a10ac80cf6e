/** A clone that stays, as cron on one's own machine has it: runs that die or cannot push there, and the run after. */
import { chmod, cp, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { lockRun } from '../../src/store/run-lock.ts';
import { type Death, dyingGit } from '../support/dying-git.ts';
import { copyGitRemote, createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

const at = (hour: number): string => `2026-11-23T${hour}:00:00Z`;
const DAY = 'data/samples/2026/11/23.ndjson';

/** Where it was made: the remote and a clone of it, after the run at ten. */
let made: { readonly folder: string; readonly remote: GitRemote; readonly clone: string };
let folder: string;
let clone: string;
let github: GithubApi;
let scavio: ScavioServer;
let remote: GitRemote;
let now = 0;

async function open(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'staying-'));
  github = await startGithubApi();
  // The video's own growth supports the jump, so that the second reading alerts.
  const videos = [scriptedVideo(1, '2026-11-22T08:00:00Z', 590_000)];
  const world = scriptedWorld({
    rising: [
      { from: at(10), views: 1_000_003, videos: [scriptedVideo(1, '2026-11-22T08:00:00Z', 400_000)] },
      { from: at(11), views: 1_200_003, videos },
      { from: at(12), views: 1_210_003, videos },
      { from: at(13), views: 1_220_003, videos },
    ],
  });
  scavio = await startScavioServer({ world, now: () => now, incompleteShare: 0 });
}

async function close(): Promise<void> {
  await Promise.all([github.close(), scavio.close()]);
}

beforeAll(async () => {
  await open();
  remote = await createGitRemote(folder, { 'watchlist.yml': 'hashtags: [rising]\n' });
  clone = await mkdtemp(join(folder, 'clone-'));
  await git(clone, 'clone', '--quiet', remote.url, '.');
  const first = await runAt(10);
  expect([first.code, first.stderr]).toEqual([0, '']);
  await close();
  made = { folder, remote, clone };
});
afterAll(() => rm(made.folder, { recursive: true, force: true }));

beforeEach(async () => {
  await open();
  remote = await copyGitRemote(folder, made.remote);
  clone = join(folder, 'clone');
  await cp(made.clone, clone, { recursive: true });
  await git(clone, 'remote', 'set-url', 'origin', remote.url);
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const variables = (): Readonly<Record<string, string>> => ({
  ...gitEnvironment(folder),
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: github.repository,
  GITHUB_TOKEN: github.token,
  SCAVIO_API_KEY: 'simulated-key',
  SCAVIO_BASE_URL: scavio.url,
});

async function runAt(hour: number, under = variables()) {
  now = Date.parse(at(hour));
  return runProgram(clone, ['track', '--push', '--now', at(hour)], under);
}

/** The hours whose readings are on the remote. */
async function hoursRecorded(): Promise<readonly number[]> {
  const lines = ((await remote.read(DAY)) ?? '').trim().split('\n');
  return lines.map((line) => new Date(JSON.parse(line).at).getUTCHours());
}

/** What the run after must find: a clean clone that is where the remote is, one issue, nothing owed. */
async function expectHealed(): Promise<void> {
  expect(await git(clone, 'status', '--porcelain')).toBe('');
  expect((await git(clone, 'rev-parse', 'HEAD')).trim()).toBe(await remote.tip());
  expect(github.issues()).toHaveLength(1);
  expect(JSON.parse((await remote.read('data/state.json')) ?? '').outbox).toEqual([]);
}

describe('a run that is killed', () => {
  const deaths: readonly (readonly [Death, readonly number[]])[] = [
    [{ when: 'before', command: 'add', at: 2 }, [10, 11, 12, 13]],
    [{ when: 'halfway', command: 'commit', at: 1 }, [10, 11, 12, 13]],
    [{ when: 'after', command: 'commit', at: 1 }, [10, 11, 12, 13]],
    [{ when: 'after', command: 'push', at: 1 }, [10, 11, 12, 13]],
    [{ when: 'after', command: 'add', at: 3 }, [10, 11, 12, 13]],
    [{ when: 'before', command: 'push', at: 2 }, [10, 11, 12, 13]],
  ];
  test.each(deaths)('(%o) leaves a clone that the next run puts in order', async (death, hours) => {
    const killed = await runAt(11, await dyingGit(folder, death, variables()));
    expect(killed.code).toBe(-1);
    const next = await runAt(12);
    expect(next.stderr).toBe('');
    expect(next.code).toBe(0);
    expect((await runAt(13)).code).toBe(0);
    expect(await hoursRecorded()).toEqual(hours);
    await expectHealed();
  });

  test('while git takes the branch as it stands upstream leaves nothing that is in the way', async () => {
    await remote.push({ 'notes.md': 'new\n', 'watchlist.yml': 'hashtags: [rising] # mine\n' });
    const killed = await runAt(
      11,
      await dyingGit(folder, { when: 'before', command: 'reset', at: 1 }, variables()),
    );
    expect(killed.code).toBe(-1);
    // As a git leaves it that dies between two files.
    await writeFile(join(clone, 'watchlist.yml'), 'hashtags: [rising] # mine\n');
    await writeFile(join(clone, 'notes.md'), 'new\n');
    expect((await runAt(12)).stderr).toBe('');
    expect((await runAt(13)).code).toBe(0);
    expect(await hoursRecorded()).toEqual([10, 11, 12, 13]);
    await expectHealed();
  });
});

describe('a push that fails', () => {
  test('and then a person’s push: the readings are recorded on top of it', async () => {
    const address = (await git(clone, 'remote', 'get-url', 'origin')).trim();
    await git(clone, 'remote', 'set-url', '--push', 'origin', join(folder, 'nowhere'));
    expect((await runAt(11)).code).toBe(1);
    expect(github.issues()).toHaveLength(0);
    await git(clone, 'remote', 'set-url', '--push', 'origin', address);
    await remote.push({ 'watchlist.yml': 'hashtags: [rising] # a merged pull request\n' });
    const next = await runAt(12);
    expect(next.stderr).toBe('');
    expect(next.code).toBe(0);
    expect((await runAt(13)).code).toBe(0);
    expect(await hoursRecorded()).toEqual([10, 11, 12, 13]);
    expect(await readFile(join(clone, 'watchlist.yml'), 'utf8')).toContain('a merged pull request');
    await expectHealed();
  });

  test('where a person has committed too: nothing of theirs is dropped, and no credit is spent', async () => {
    await writeFile(join(clone, 'mine.md'), 'mine\n');
    await git(clone, 'add', 'mine.md');
    await git(clone, '-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'mine');
    await remote.push({ 'theirs.md': 'theirs\n' });
    const asked = scavio.requests.length;
    const next = await runAt(11);
    expect(next.code).toBe(1);
    expect(next.stderr).toContain('push or drop them first');
    expect(scavio.requests).toHaveLength(asked);
    expect(await readFile(join(clone, 'mine.md'), 'utf8')).toBe('mine\n');
  });

  test('because the branch was rewritten meanwhile: the run takes it as the person wants it', async () => {
    await git(remote.path, 'update-ref', 'refs/heads/main', 'main~1');
    await remote.push({ 'notes.md': 'begun again\n' });
    const next = await runAt(11);
    expect(next.stderr).toBe('');
    expect(await hoursRecorded()).toEqual([11]);
  });
});

test('a commit that fails is made again once its cause is gone', async () => {
  const hook = join(clone, '.git/refs/heads/main.lock');
  await writeFile(hook, '');
  const failing = await runAt(11);
  expect(failing.code).toBe(1);
  expect(failing.stderr).toContain('main.lock');
  const old = new Date(Date.now() - 3_600_000);
  await utimes(hook, old, old);
  expect((await runAt(12)).stderr).toBe('');
  expect(await git(clone, 'status', '--porcelain')).toBe('');
});

test('a tag that is named like the branch is not taken for it', async () => {
  await remote.push({ 'notes.md': 'a person was here\n' });
  await git(remote.path, 'tag', 'main', 'main~1');
  expect((await runAt(11)).stderr).toBe('');
  await git(remote.path, 'tag', '--delete', 'main');
  expect(await hoursRecorded()).toEqual([10, 11]);
});

test('hooks of the clone have no say in what runs commit', async () => {
  const hook = join(clone, '.git/hooks/prepare-commit-msg');
  await writeFile(hook, '#!/bin/sh\nexit 1\n');
  await chmod(hook, 0o755);
  expect((await runAt(11)).stderr).toBe('');
  expect(await hoursRecorded()).toEqual([10, 11]);
});

test('two runs at a time are one run, and one that says so', async () => {
  const lock = await lockRun(clone, join(clone, '.git'));
  const second = await runAt(11);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('another run is at work in this folder');
  expect(scavio.requests).toHaveLength(0);
  await lock.release();
  expect((await runAt(11)).code).toBe(0);
});

test('of two programs that start at once one samples', async () => {
  now = Date.parse(at(11));
  const asked = scavio.requests.length;
  const both = await Promise.all([runAt(11), runAt(11)]);
  expect(both.map(({ code }) => code).toSorted()).toEqual([0, 1]);
  expect(scavio.requests.length - asked).toBe(2);
  await expectHealed();
});
