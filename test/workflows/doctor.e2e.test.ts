import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type Receiver, startReceiver } from '../../src/simulator/receiver.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { programFiles } from '../support/pull-request.ts';
import { scriptedWorld } from '../support/scripted-world.ts';
import { type JobReport, type JobRequest, runJob } from '../support/workflow-runner.ts';

/** `doctor.yml` with the real program in the repository: what GitHub would run, against peers on loopback. */

const root = resolve(import.meta.dirname, '../..');
const KEY = 'sk-live-1234567890';
let folder: string;
let remote: GitRemote;
let github: GithubApi;
let scavio: ScavioServer;
let receiver: Receiver;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-workflow-'));
  remote = await createGitRemote(folder, {
    ...(await programFiles()),
    'watchlist.yml':
      'channels:\n  issues: { type: issue }\n  pipeline: { type: webhook }\nhashtags: [booktok]\n',
    '.github/workflows/track.yml': await readFile(join(root, '.github/workflows/track.yml'), 'utf8'),
  });
  github = await startGithubApi();
  scavio = await startScavioServer({ world: scriptedWorld({}), now: Date.now, key: KEY });
  receiver = await startReceiver([{ status: 200 }]);
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close(), receiver.close()]);
  await rm(folder, { recursive: true, force: true });
});

function examine(request: Partial<JobRequest> = {}): Promise<JobReport> {
  return runJob({
    file: join(root, '.github/workflows/doctor.yml'),
    job: 'examine',
    folder,
    remote: remote.url,
    event: 'workflow_dispatch',
    secrets: { SCAVIO_API_KEY: KEY, ALERT_WEBHOOK_URL: `${receiver.url}/hooks/very-secret-path` },
    token: github.token,
    repository: github.repository,
    githubUrl: github.url,
    machine: { SCAVIO_BASE_URL: scavio.url },
    install: { kind: 'link', nodeModules: join(root, 'node_modules') },
    ...request,
  });
}

const hidden = (report: JobReport) => report.steps.every(({ maskedCount }) => maskedCount === 0);

test('shows the table on the page of the run, sends nothing unless asked to, and leaks nothing', async () => {
  const report = await examine();
  expect(report.log).toContain('track.yml is switched on');
  expect(report.result).toBe('success');
  expect(report.summary).toMatch(/^### Doctor: \d+ warnings?, \d+ ok, \d+ not checked\n/);
  expect(github.issues()).toEqual([]);
  expect(receiver.requests).toEqual([]);
  expect(hidden(report)).toBe(true);
});

test('sends test alerts and rehearses a breakout, each issue closed again, and commits nothing', async () => {
  const tip = await remote.tip();
  const report = await examine({ inputs: { 'send-test': true, rehearse: '#BookTok' } });
  expect(report.log).toContain('rehearsal of #booktok');
  expect(report.result).toBe('success');
  expect(report.summary).toContain('### Test alerts');
  expect(report.summary).toContain('### Rehearsal of `#booktok`');
  expect(github.issues().map(({ state }) => state)).toEqual(['closed', 'closed']);
  expect(receiver.requests).toHaveLength(4);
  expect(hidden(report)).toBe(true);
  expect(await remote.tip()).toBe(tip);
  expect(await git(report.workspace, 'status', '--porcelain', '--untracked-files=all')).toBe('');
});

test('something broken makes the run red, and the rehearsal is made all the same', async () => {
  const report = await examine({ secrets: { SCAVIO_API_KEY: KEY }, inputs: { rehearse: '--help' } });
  expect(report.result).toBe('failure');
  expect(
    report.steps
      .at(-1)
      ?.annotations.map(({ message }) => message)
      .join('\n'),
  ).toContain('channel pipeline');
  expect(report.log).toContain('--rehearse --help: that hashtag is not on the watchlist');
});

test('on another branch nothing is examined, and no secret is handed out', async () => {
  const report = await examine({ branch: 'feature', inputs: { 'send-test': true } });
  expect(report.result).toBe('success');
  expect(report.steps.filter(({ outcome }) => outcome !== 'skipped').map(({ name }) => name)).toEqual([
    'Default branch?',
  ]);
  expect(report.summary).toContain('not the default branch');
  expect(github.requests).toEqual([]);
});
