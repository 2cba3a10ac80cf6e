/** The record on a branch of its own, at a remote whose main branch takes no direct push, as the hourly job meets it. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { checkOut, createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { type HourlyJob, runHourlyJob, runNode, runProgram } from '../support/hourly-job.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

const at = (hour: number): string => `2026-11-23T${hour}:00:00Z`;
const DAY = 'data/samples/2026/11/23.ndjson';
const BRANCH = 'radar-data';
const WATCHLIST = `data-branch: ${BRANCH} # main takes no push\nhashtags: [rising]\n`;

/** As GitHub refuses: what a person has merged passes, what a workflow pushes does not. */
const PROTECTION = `#!/bin/sh
if [ "$1" = refs/heads/main ] && [ "$(git log -1 --format=%ae "$3")" != person@example.com ]; then
  echo 'error: GH006: Protected branch update failed for refs/heads/main.' >&2
  echo 'error: Changes must be made through a pull request.' >&2
  exit 1
fi
`;

let folder: string;
let remote: GitRemote;
let github: GithubApi;
let scavio: ScavioServer;
let now = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-branch-'));
  remote = await createGitRemote(folder, {
    'watchlist.yml': 'hashtags: [rising]\n',
    [DAY]: `{"at":"${at(10)}","hashtag":"rising","views":1000003,"step":1}\n`,
    'data/README.md': 'The formats.\n',
  });
  const hook = join(remote.path, 'hooks/update');
  await writeFile(hook, PROTECTION);
  await chmod(hook, 0o755);
  github = await startGithubApi({ rules: ['pull_request'] });
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
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function hourAt(hour: number) {
  now = Date.parse(at(hour));
  const job: HourlyJob = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github };
  return runHourlyJob(job, '--now', at(hour));
}

const onBranch = (path: string): Promise<string> => git(remote.path, 'show', `${BRANCH}:${path}`);

/** The hours whose readings the branch holds. */
async function hoursRecorded(): Promise<readonly number[]> {
  const lines = (await onBranch(DAY)).trim().split('\n');
  return lines.map((line) => new Date(JSON.parse(line).at).getUTCHours());
}

const variables = (): Readonly<Record<string, string>> => ({
  ...gitEnvironment(folder),
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: github.repository,
  GITHUB_TOKEN: github.token,
  SCAVIO_API_KEY: 'simulated-key',
  SCAVIO_BASE_URL: scavio.url,
});

test('a protected main branch: the run says what to do, and then the record lives on its own branch alone', async () => {
  const refused = await hourAt(11);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('`data-branch: radar-data` in watchlist.yml');
  expect(github.issues()).toEqual([]);

  const main = await remote.push({ 'watchlist.yml': WATCHLIST }, 'a person: merge');
  const first = await hourAt(11);
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(github.issues()).toHaveLength(1);
  // What was on main came along, and the branch has no past of main's.
  expect(await hoursRecorded()).toEqual([10, 11]);
  expect(await onBranch('data/README.md')).toBe('The formats.\n');
  expect(await git(remote.path, 'ls-tree', '--name-only', BRANCH)).toBe('data\n');
  expect((await git(remote.path, 'rev-list', '--max-parents=0', BRANCH)).trim()).not.toBe(
    (await git(remote.path, 'rev-list', '--max-parents=0', 'main')).trim(),
  );

  const second = await hourAt(12);
  expect([second.code, second.stderr]).toEqual([0, '']);
  expect(await hoursRecorded()).toEqual([10, 11, 12]);
  expect(github.issues()).toHaveLength(1);
  expect(await remote.tip()).toBe(main);
  expect(await git(second.checkout, 'status', '--porcelain')).toBe('');

  // Another name, or none, would begin a second record: nothing is sampled then.
  const spent = scavio.requests.length;
  await remote.push({ 'watchlist.yml': WATCHLIST.replace(BRANCH, 'numbers') });
  const renamed = await hourAt(13);
  expect(renamed.code).toBe(1);
  expect(renamed.stderr).toContain('the record is on the branch `radar-data`');
  await remote.push({ 'watchlist.yml': 'hashtags: [rising]\n' });
  const forgotten = await hourAt(13);
  expect(forgotten.code).toBe(1);
  expect(forgotten.stderr).toContain('write `data-branch: radar-data`');
  expect(scavio.requests).toHaveLength(spent);
  await remote.push({ 'watchlist.yml': WATCHLIST });

  const clone = await mkdtemp(join(folder, 'reader-'));
  await checkOut(clone, { url: remote.url, ref: 'refs/heads/main' });
  const read = (...words: readonly string[]) => runProgram(clone, words, variables());
  const exported = await read('export', '--format', 'ndjson');
  expect(exported.stderr).toBe('');
  expect(exported.stdout.trim().split('\n')).toHaveLength(3);
  expect(JSON.parse((await read('backtest', '--json')).stdout).readings).toBe(3);
  expect((await read('dashboard')).stderr).toBe('');
  expect(await readFile(join(clone, 'site/summary.json'), 'utf8')).toContain('1210003');
  const doctor = JSON.parse((await read('doctor', '--json')).stdout);
  const found = (what: string) =>
    doctor.checks.find((check: { readonly what: string }) => check.what === what);
  expect(found('data-branch')).toMatchObject({ result: 'ok', found: 'the record is on `radar-data`' });
  expect(found('branch rules')).toMatchObject({ result: 'ok' });
  expect(found('push')).toMatchObject({ result: 'ok' });
  const due = await runNode(clone, ['src/due.ts'], variables());
  expect(due.stdout).toContain(`The last run was at ${at(12)}`);
});

test('a clone that stays: it begins the branch, meets the one that somebody else began, and follows it', async () => {
  await remote.push({ 'watchlist.yml': WATCHLIST });
  const clone = await mkdtemp(join(folder, 'clone-'));
  await git(clone, 'clone', '--quiet', remote.url, '.');
  const runAt = (hour: number, flag: '--push' | '--no-push') => {
    now = Date.parse(at(hour));
    return runProgram(clone, ['track', flag, '--now', at(hour)], variables());
  };
  // Before there is a branch: a dry run and readers look at main, and nothing is made.
  expect((await runProgram(clone, ['export', '--format', 'ndjson'], variables())).stdout).toContain(
    '1000003',
  );
  expect(await git(clone, 'branch', '--list', BRANCH)).toBe('');

  expect((await runAt(11, '--push')).stderr).toBe('');
  expect((await hourAt(12)).code).toBe(0);
  const late = await runAt(13, '--push');
  expect([late.code, late.stderr]).toEqual([0, '']);
  expect(await hoursRecorded()).toEqual([10, 11, 12, 13]);
  expect(await git(clone, 'status', '--porcelain')).toBe('');
  expect(github.issues()).toHaveLength(1);

  // The remote cannot be reached: what was fetched is read, with a word on it; the key is not spent.
  await git(clone, 'remote', 'set-url', 'origin', join(folder, 'nowhere'));
  const offline = await runProgram(clone, ['export', '--format', 'ndjson'], variables());
  expect(offline.stdout.trim().split('\n')).toHaveLength(4);
  expect(offline.stderr).toContain('could not be fetched');
  const other = await mkdtemp(join(folder, 'other-'));
  await checkOut(other, { url: remote.url, ref: 'refs/heads/main' });
  await git(other, 'remote', 'set-url', 'origin', join(folder, 'nowhere'));
  const spent = scavio.requests.length;
  const lost = await runProgram(other, ['track', '--push', '--now', at(13)], variables());
  expect([lost.code, lost.stdout]).toEqual([1, '']);
  expect(lost.stderr).toContain('`radar-data`');
  expect(scavio.requests).toHaveLength(spent);
});
