import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { copyGitRemote, createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { serveGit } from '../support/git-server.ts';
import { type HourlyJob, runHourlyJob, runProgram } from '../support/hourly-job.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

const TEN = '2026-11-23T10:00:00Z';
const ELEVEN = '2026-11-23T11:00:00Z';

/** Where it was made: a remote after the run at ten. */
let made: { readonly folder: string; readonly remote: GitRemote };
let folder: string;
let github: GithubApi;
let scavio: ScavioServer;
let remote: GitRemote;
let now = Date.parse(TEN);

async function open(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
  remote = await createGitRemote(folder, { 'watchlist.yml': 'hashtags: [rising]\n' });
  github = await startGithubApi();
  const world = scriptedWorld({
    rising: [
      { from: TEN, views: 1_000_003, videos: [scriptedVideo(1, '2026-11-22T08:00:00Z', 400_000)] },
      { from: ELEVEN, views: 1_200_003, videos: [scriptedVideo(1, '2026-11-22T08:00:00Z', 500_000)] },
    ],
  });
  scavio = await startScavioServer({ world, now: () => now, incompleteShare: 0 });
}

async function close(): Promise<void> {
  await Promise.all([github.close(), scavio.close()]);
}

beforeAll(async () => {
  await open();
  expect((await runAt(jobAt(remote.url), TEN)).code).toBe(0);
  await close();
  made = { folder, remote };
});
afterAll(() => rm(made.folder, { recursive: true, force: true }));

beforeEach(open);
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** The test begins after the run at ten. */
async function beginAfterTen(): Promise<void> {
  remote = await copyGitRemote(folder, made.remote);
}

function jobAt(remoteUrl: string): HourlyJob {
  return { folder, remoteUrl, scavioUrl: scavio.url, github };
}

async function runAt(job: HourlyJob, iso: string, ...words: readonly string[]) {
  now = Date.parse(iso);
  return runHourlyJob(job, '--now', iso, ...words);
}

/** A line of the log as another run would have pushed it. */
const OTHER = 'data/samples/2026/11/23.ndjson';

describe('a push that is refused', () => {
  const faults = [
    ['somebody pushed before', { kind: 'overtaken', files: { 'notes.md': 'a person was here\n' } }],
    ['somebody pushed at the same moment', { kind: 'raced', files: { 'notes.md': 'a person was here\n' } }],
    ['the branch was locked for a moment', { kind: 'locked' }],
    ['the server answered 502', { kind: 'status', status: 502 }],
    ['the push went through and only its answer was lost', { kind: 'unanswered' }],
  ] as const;

  test.each(faults)('%s: the records are made again on top, and told once', async (_, fault) => {
    await beginAfterTen();
    const server = await serveGit(remote, { token: github.token });
    try {
      const job = jobAt(remote.url);
      server.failPush(1, fault);
      const second = await runAt(await overHttp(job, server.url), ELEVEN);
      expect(second.stderr).toBe('');
      expect(second.code).toBe(0);
      expect(github.issues()).toHaveLength(1);
      const lines = (await remote.read(OTHER))?.trim().split('\n') ?? [];
      expect(lines.map((line) => JSON.parse(line).views)).toEqual([1_000_003, 1_200_003]);
      if ('files' in fault) expect(await remote.read('notes.md')).toBe('a person was here\n');
    } finally {
      await server.close();
    }
  });

  test('with a person’s files in the way: nothing of theirs is committed, overwritten or dropped', async () => {
    const clone = await mkdtemp(join(folder, 'clone-'));
    await git(clone, 'clone', '--quiet', remote.url, '.');
    await mkdir(join(clone, 'data'));
    await writeFile(join(clone, 'data/my-notes.md'), 'mine\n');
    await writeFile(join(clone, 'todo.md'), 'mine too\n');
    await remote.push({ 'todo.md': 'of another person\n' });
    now = Date.parse(TEN);
    const result = await runProgram(clone, ['track', '--now', TEN, '--push'], {
      ...gitEnvironment(folder),
      SCAVIO_API_KEY: 'simulated-key',
      SCAVIO_BASE_URL: scavio.url,
    });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('todo.md');
    expect(await readFile(join(clone, 'data/my-notes.md'), 'utf8')).toBe('mine\n');
    expect(await readFile(join(clone, 'todo.md'), 'utf8')).toBe('mine too\n');
    expect(await remote.read('data/my-notes.md')).toBeUndefined();
  });

  test('refused for good: the run fails, says what to do, and notifies nobody', async () => {
    await beginAfterTen();
    const server = await serveGit(remote, { token: github.token });
    try {
      server.failPush(1, { kind: 'status', status: 403 });
      const second = await runAt(await overHttp(jobAt(remote.url), server.url), ELEVEN);
      expect(second.code).toBe(1);
      expect(second.stderr).toContain('contents: write');
      expect(github.requests).toHaveLength(0);
      expect(await remote.subjects()).toHaveLength(2);
      expect(JSON.stringify(second)).not.toContain(
        Buffer.from(`x-access-token:${github.token}`).toString('base64'),
      );
    } finally {
      await server.close();
    }
  });
});

/** The server at `url` takes the place of GitHub for git; the API stays where it is. */
async function overHttp(job: HourlyJob, url: string): Promise<HourlyJob> {
  return { ...job, remoteUrl: url, variables: { GITHUB_SERVER_URL: new URL(url).origin } };
}

describe('what is owed', () => {
  test('is pushed before it is sent, and sent by the next run when GitHub was down', async () => {
    await beginAfterTen();
    const job = jobAt(remote.url);
    github.fail({ kind: 'status', status: 500 }, { method: 'POST' });
    const failing = await runAt(job, ELEVEN);
    expect(failing.code).toBe(0);
    expect(failing.summary).toContain('the next runs try again');
    expect(JSON.parse((await remote.read('data/state.json')) ?? '').outbox).toHaveLength(1);

    const again = await runAt(job, '2026-11-23T12:00:00Z');
    expect(again.code).toBe(0);
    expect(JSON.parse((await remote.read('data/state.json')) ?? '').outbox).toHaveLength(0);
    expect(github.issues()).toHaveLength(1);
    const log = (await remote.read('data/alerts/2026.ndjson'))?.trim().split('\n') ?? [];
    expect(log.map((line) => JSON.parse(line).kind)).toEqual(['opened', 'owed', 'delivered']);
  });

  test('is not made twice when the answer to a created issue is lost', async () => {
    await beginAfterTen();
    const job = jobAt(remote.url);
    github.fail({ kind: 'unanswered' }, { method: 'POST' });
    await runAt(job, ELEVEN);
    await runAt(job, '2026-11-23T12:00:00Z');
    expect(github.issues()).toHaveLength(1);
  });
});

describe('stored data that cannot be read', () => {
  test.each([
    ['data/state.json', '{"version": 1,\n<<<<<<< HEAD\n', 'data/state.json:2'],
    ['data/samples/2026/11/23.ndjson', '{"at":"2026-11-23T09:00:00Z"', '23.ndjson:1'],
  ])('%s stops the run with its place, and is not overwritten', async (file, text, place) => {
    await remote.push({ [file]: text });
    const result = await runAt(jobAt(remote.url), TEN);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(place);
    expect(await remote.read(file)).toBe(text);
  });
});

describe('outside GitHub Actions', () => {
  const variables = () => ({
    ...gitEnvironment(folder),
    SCAVIO_API_KEY: 'simulated-key',
    SCAVIO_BASE_URL: scavio.url,
  });

  test('a run writes files only: no commit, no message', async () => {
    const place = await mkdtemp(join(folder, 'plain-'));
    await writeFile(join(place, 'watchlist.yml'), 'hashtags: [rising]\n');
    now = Date.parse(TEN);
    expect((await runProgram(place, ['track', '--now', TEN], variables())).code).toBe(0);
    now = Date.parse(ELEVEN);
    const second = await runProgram(place, ['track', '--now', ELEVEN, '--json'], variables());
    const report = JSON.parse(second.stdout);
    expect(report.sampled[0]).toMatchObject({
      hashtag: 'rising',
      views: 1_200_003,
      step: 1,
      verdict: 'breakout',
    });
    expect(report.sampled[0].velocity).toEqual({ low: 20, high: 20, unit: '%/h' });
    expect(report).toMatchObject({ at: ELEVEN, mode: 'written', owed: 1, failed: [] });
    expect(second.stderr).toContain('#rising');
    expect(github.requests).toHaveLength(0);
  });

  test('a dry run keeps nothing', async () => {
    const place = await mkdtemp(join(folder, 'plain-'));
    await writeFile(join(place, 'watchlist.yml'), 'hashtags: [rising]\n');
    const result = await runProgram(place, ['track', '--now', TEN, '--dry-run'], variables());
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('dry run: nothing was recorded');
    await expect(readFile(join(place, 'data/state.json'))).rejects.toThrow('ENOENT');
  });

  test('--push refuses a work tree with changes of a person, before any credit is spent', async () => {
    const clone = await mkdtemp(join(folder, 'clone-'));
    await git(clone, 'clone', '--quiet', remote.url, '.');
    await writeFile(join(clone, 'watchlist.yml'), 'hashtags: [rising] # mine\n');
    const result = await runProgram(clone, ['track', '--now', TEN, '--push'], variables());
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('commit or stash them first');
    expect(await readFile(join(clone, 'watchlist.yml'), 'utf8')).toContain('# mine');
    expect(scavio.requests).toHaveLength(0);
  });

  test('without a key it says how to get one, and where the demo is', async () => {
    const place = await mkdtemp(join(folder, 'plain-'));
    await writeFile(join(place, 'watchlist.yml'), 'hashtags: [rising]\n');
    const result = await runProgram(place, ['track'], gitEnvironment(folder));
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('SCAVIO_API_KEY is not set');
    expect(result.stderr).toContain('npm run demo');
  });
});
