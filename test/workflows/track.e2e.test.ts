import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { type JobReport, type JobRequest, runJob } from '../support/workflow-runner.ts';

/** `track.yml` on a stand-in repository: the real `src/due.ts`, and a `src/main.ts` that records how it was called. */

const root = resolve(import.meta.dirname, '../..');
const packageLock = {
  name: 'stand-in',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: { '': { name: 'stand-in' } },
};
const recorder = `import { writeFileSync } from 'node:fs';
writeFileSync('called.json', JSON.stringify({ words: process.argv.slice(2), env: process.env }));
process.stdout.write('a careless line: ' + process.env.SCAVIO_API_KEY + '\\n');
if (process.env.STAND_IN_FAILS) process.exit(1);
`;
/** All that `src/due.ts` takes from a checkout in which nothing is installed. */
const BARE = [
  'src/due.ts',
  ...[
    'bare-git',
    'filtered',
    'git',
    'git-locks',
    'interrupted',
    'look-up',
    'own-commits',
    'record-branch',
    'remedies',
    'repository',
    'rewritten',
    'stray-record',
  ].map((name) => `src/git/${name}.ts`),
  'src/run/due.ts',
  'src/settings/data-branch.ts',
  'src/text/time.ts',
];
const KEY = { SCAVIO_API_KEY: 'sk-live-1' };
const channelVariables = [
  'SLACK_WEBHOOK_URL',
  'DISCORD_WEBHOOK_URL',
  'TEAMS_WEBHOOK_URL',
  'TELEGRAM_BOT_TOKEN',
  'ALERT_WEBHOOK_URL',
  'ALERT_WEBHOOK_SECRET',
  'SMTP_URL',
  'HEARTBEAT_URL',
];
let folder = '';
let remote: GitRemote;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'track-workflow-'));
  const real: Record<string, string> = {};
  for (const file of BARE) real[file] = await readFile(join(root, file), 'utf8');
  remote = await createGitRemote(folder, {
    ...real,
    'package.json': '{"name":"stand-in","version":"1.0.0","type":"module"}',
    'package-lock.json': JSON.stringify(packageLock),
    'src/main.ts': recorder,
  });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function track(request: Partial<JobRequest> = {}): Promise<JobReport> {
  const file = join(root, '.github/workflows/track.yml');
  return runJob({ file, job: 'track', folder, remote: remote.url, install: { kind: 'run' }, ...request });
}

/** Names of the steps that ran. */
function ran(report: JobReport): readonly string[] {
  return report.steps.filter(({ outcome }) => outcome !== 'skipped').map(({ name }) => name);
}

/** How the stand-in was called, undefined when it was not. */
async function called(
  report: JobReport,
): Promise<{ words: string[]; env: Record<string, string> } | undefined> {
  if (!ran(report).includes('Track')) return undefined;
  return JSON.parse(await readFile(join(report.workspace, 'called.json'), 'utf8'));
}

const aMomentAgo = () => JSON.stringify({ at: new Date().toISOString() });

test('without a key a repository that was never set up stays quiet, and the summary says what to do', async () => {
  const report = await track({ repository: 'me/radar', githubUrl: 'https://github.example' });
  expect(report.result).toBe('success');
  expect(ran(report).at(-1)).toBe('Due?');
  expect(report.summary).toContain('secret `SCAVIO_API_KEY` is not set');
  expect(report.summary).toContain('**Settings → Secrets and variables → Actions**');
  expect(report.summary).toContain('(https://github.example/me/radar/settings/secrets/actions)');
  expect(report.summary).toContain('**New repository secret**');
});

test.each([
  ['whose key is gone', { event: 'schedule' }, '{"at":"2020-01-01T00:00:00Z"}'],
  ['that a person starts', { event: 'workflow_dispatch' }, undefined],
] as const)(
  'without a key a repository %s gets the run, which fails as docs/health.md says',
  async (_, request, state) => {
    if (state !== undefined) await remote.push({ 'data/state.json': state });
    const report = await track(request);
    expect(ran(report)).toContain('Track');
    expect(report.summary).toContain('secret `SCAVIO_API_KEY` is not set');
  },
);

test('a fork is skipped, with a key too, and told what to do', async () => {
  const report = await track({ eventRepository: { fork: true }, secrets: KEY });
  expect(report.result).toBe('success');
  expect(ran(report)).toEqual(['Set up?']);
  expect(report.summary).toContain('this repository is a fork');
  expect(report.summary).toContain('**Use this template → Create a new repository**');
});

test('an event that does not say whether it is a fork counts as an original', async () => {
  expect(ran(await track({ eventRepository: {}, secrets: KEY }))).toContain('Track');
});

test('an hour that was sampled ends before anything is installed, with one line', async () => {
  await remote.push({ 'data/state.json': aMomentAgo() });
  const report = await track({ secrets: KEY });
  expect(report.result).toBe('success');
  expect(ran(report).at(-1)).toBe('Due?');
  expect(report.summary).toMatch(/^Nothing to do: [^\n]+\n$/);
});

test('an hour that was sampled is seen on a branch of its own too', async () => {
  const before = await remote.tip();
  await remote.push({ 'data/state.json': aMomentAgo() });
  await git(remote.path, 'branch', 'radar-data', 'main');
  await git(remote.path, 'update-ref', 'refs/heads/main', before);
  await remote.push({ 'watchlist.yml': 'data-branch: radar-data\nhashtags: [a]\n' });
  expect(ran(await track({ secrets: KEY })).at(-1)).toBe('Due?');
});

test('a run that waited sees what the run before it pushed, not the commit of its trigger', async () => {
  const sha = await remote.tip();
  await remote.push({ 'data/state.json': aMomentAgo() });
  expect(ran(await track({ secrets: KEY, sha })).at(-1)).toBe('Due?');
});

test('a due hour installs without development tools and tracks, with secrets in that step only', async () => {
  await remote.push({ 'data/state.json': '{"at":"2020-01-01T00:00:00Z"}' });
  const channels = Object.fromEntries(channelVariables.map((name) => [name, `secret of ${name}`]));
  const report = await track({ secrets: { ...KEY, ...channels }, token: 'ghs_run' });
  expect(report.result).toBe('success');
  expect(ran(report)).toEqual(report.steps.map(({ name }) => name));
  expect(report.steps.find(({ name }) => name === 'Install')?.log).toContain('up to date');
  const call = await called(report);
  expect(call?.words).toEqual(['track']);
  expect(call?.env).toMatchObject({ ...KEY, ...channels, GITHUB_TOKEN: 'ghs_run', GITHUB_ACTIONS: 'true' });
  expect(report.log).toContain('a careless line: ***');
  expect(report.steps.map(({ maskedCount }) => maskedCount)).toEqual([0, 0, 0, 0, 0, 1]);
});

test('a channel without its secret sees an empty text', async () => {
  const call = await called(await track({ secrets: KEY }));
  for (const name of channelVariables) expect(call?.env[name]).toBe('');
});

test.each([
  [{}, ['track']],
  [{ 'dry-run': false }, ['track']],
  [{ 'dry-run': true }, ['track', '--dry-run']],
])('started by hand with %o it runs although the hour was sampled', async (inputs, words) => {
  await remote.push({ 'data/state.json': aMomentAgo() });
  const report = await track({ secrets: KEY, event: 'workflow_dispatch', inputs });
  expect((await called(report))?.words).toEqual(words);
});

test.each([{}, { 'dry-run': true }])(
  'started by hand on another branch with %o it hands no secret to code that nobody has reviewed',
  async (inputs) => {
    await git(remote.path, 'branch', 'feature', 'main');
    const request = { secrets: KEY, event: 'workflow_dispatch', branch: 'feature', inputs } as const;
    const report = await track(request);
    expect(await called(report)).toBeUndefined();
    expect(report.summary).toContain('### Nothing was sampled: this is not the default branch');
  },
);

test('a schedule runs on the default branch only, and is no dry run whatever its event says of the repository', async () => {
  const report = await track({ secrets: KEY, eventRepository: {} });
  expect((await called(report))?.words).toEqual(['track']);
  expect(report.summary).toBe('');
});

test('a run that fails makes the job fail', async () => {
  const report = await track({ secrets: KEY, machine: { STAND_IN_FAILS: '1' } });
  expect(report.result).toBe('failure');
  expect(report.steps.at(-1)).toMatchObject({ name: 'Track', outcome: 'failure' });
});
