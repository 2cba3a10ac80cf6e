import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGitRemote, type GitRemote } from '../support/git-remote.ts';
import { hasFile } from '../support/pages.ts';
import { type JobReport, type JobRequest, runJob } from '../support/workflow-runner.ts';

/** The job of `pages.yml` that builds the site, with the real program in the repository. */

const root = resolve(import.meta.dirname, '../..');
const REPOSITORY = { fork: false, has_pages: true, default_branch: 'main' };
const READING = '{"at":"2026-11-23T10:00:12Z","hashtag":"rising","views":1000003,"step":1}\n';
/** A copy may have done without this workflow. */
const isHere = hasFile('.github/workflows/pages.yml');
let folder = '';
let remote: GitRemote;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-workflow-'));
  const files: Record<string, string> = { 'watchlist.yml': 'hashtags: [rising]\n' };
  for (const entry of await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(root.length + 1)] = await readFile(path, 'utf8');
  }
  files['package.json'] = await readFile(join(root, 'package.json'), 'utf8');
  remote = await createGitRemote(folder, files);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** The run of another workflow that has ended. */
function ended({ head_branch = 'main', head_sha = '0'.repeat(40), from = 'octo/radar', event = 'schedule' }) {
  return { workflow_run: { head_branch, head_sha, event, head_repository: { full_name: from } } };
}

function build(request: Partial<JobRequest> = {}): Promise<JobReport> {
  return runJob({
    file: join(root, '.github/workflows/pages.yml'),
    job: 'build',
    folder,
    remote: remote.url,
    event: 'workflow_run',
    eventRepository: REPOSITORY,
    payload: ended({}),
    install: { kind: 'link', nodeModules: join(root, 'node_modules') },
    ...request,
  });
}

function ran(report: JobReport): readonly string[] {
  return report.steps.filter(({ outcome }) => outcome !== 'skipped').map(({ name }) => name);
}

describe.skipIf(!isHere)('the job that builds the site', () => {
  test('after a run that recorded something writes it, for the address where it will stand', async () => {
    const head_sha = await remote.tip();
    await remote.push({ 'data/samples/2026/11/23.ndjson': READING });
    const report = await build({ payload: ended({ head_sha }) });
    expect(report.log).toContain('site/index.html: 0 of 1 hashtags breaking out');
    expect(report.result).toBe('success');
    expect(ran(report)).toEqual(report.steps.map(({ name }) => name));
    const site = join(report.workspace, 'site');
    expect(JSON.parse(await readFile(join(site, 'summary.json'), 'utf8'))).toMatchObject({
      repository: 'https://github.com/octo/radar',
      hashtags: [{ hashtag: 'rising', views: 1_000_003 }],
    });
    expect(await readFile(join(site, 'index.html'), 'utf8')).toContain(
      'https://octo.example/radar/picture.png',
    );
    expect(report.steps.find(({ id }) => id === 'changed')?.outputs).toEqual({ ready: 'true' });
    expect(await remote.tip()).not.toBe(head_sha);
    expect(await remote.subjects()).toHaveLength(2);
  });

  test('after a run that recorded nothing ends at once', async () => {
    const report = await build({ payload: ended({ head_sha: await remote.tip() }) });
    expect(report.result).toBe('success');
    expect(ran(report).at(-1)).toBe('Changed?');
    expect(report.summary).toBe('Nothing to publish: the run has recorded nothing.\n');
    expect(report.steps.find(({ id }) => id === 'changed')?.outputs).toEqual({ ready: 'false' });
  });

  test('started by hand it publishes what there is', async () => {
    const report = await build({ event: 'workflow_dispatch' });
    expect(report.result).toBe('success');
    expect(ran(report)).toContain('Hand it over');
  });

  test('where Pages is not enabled no minute is spent, and a person who starts it reads what to do', async () => {
    const without = { eventRepository: { ...REPOSITORY, has_pages: false } };
    expect((await build(without)).result).toBe('skipped');
    const report = await build({ event: 'workflow_dispatch', ...without });
    expect(report.result).toBe('success');
    expect(ran(report)).toEqual(['Set up?']);
    expect(report.summary).toContain('GitHub Pages is not enabled here');
    expect(report.summary).toContain('(https://github.com/octo/radar/settings/pages)');
    expect(report.log).toBe('');
  });

  test.each([
    ['a fork', { eventRepository: { ...REPOSITORY, fork: true } }],
    ['a run on another branch', { payload: ended({ head_branch: 'try' }) }],
    ['a run of a fork, whose branch has the same name', { payload: ended({ from: 'stranger/radar' }) }],
    ['a run for a pull request', { payload: ended({ event: 'pull_request' }) }],
  ])('%s is left alone', async (_, request) => {
    expect((await build(request)).result).toBe('skipped');
  });
});
