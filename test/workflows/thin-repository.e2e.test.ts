import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { VERSION } from '../../src/program.ts';
import { writeBundle } from '../../src/release/bundle.ts';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';
import { propose } from '../support/pull-request.ts';
import { scriptedWorld } from '../support/scripted-world.ts';
import { type JobReport, type JobRequest, runJob } from '../support/workflow-runner.ts';
import { formBody } from '../watch-form/form-body.ts';

/** A thin repository by `new`, pushed to a real remote, whose workflows run a commit of the program from another. */

const ROOT = resolve(import.meta.dirname, '../..');
let folder = '';
let thin = '';
let remote: GitRemote;
/** The program's own repository: a commit as main has them, and the release on top of it, which holds the built file. */
let program: GitRemote;
let unreleased = '';
let released = '';
let github: GithubApi;
let scavio: ScavioServer;
let made: { readonly code: number; readonly stdout: string; readonly stderr: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thin-'));
  await publishProgram();
  thin = join(folder, 'my-radar');
  made = await runProgram(folder, ['new', thin, '--from', program.path], gitEnvironment(folder));
  remote = await createGitRemote(folder, {});
  await git(thin, 'push', '--quiet', '--force', remote.path, 'main');
  github = await startGithubApi({ git: remote.path, people: { writer: 'write' } });
  scavio = await startScavioServer({
    world: scriptedWorld({
      skincare: [{ from: '2020-01-01T00:00:00Z', views: 1_000_003 }],
      booktok: [{ from: '2020-01-01T00:00:00Z', views: 3_400_000_000 }],
    }),
    now: Date.now,
    key: 'simulated-key',
    credits: 5_000,
    incompleteShare: 0,
    fault: () => undefined,
  });
});

afterAll(async () => {
  await Promise.all([github.close(), scavio.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function publishProgram(): Promise<void> {
  program = await createGitRemote(folder, {});
  const clone = join(folder, 'program');
  await git(folder, 'clone', '--quiet', program.path, clone);
  for (const path of ['action.yml', 'package.json', '.gitignore', '.github', 'src', 'data/README.md'])
    await cp(join(ROOT, path), join(clone, path), { recursive: true });
  const commit = async (): Promise<string> => {
    const person = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
    await git(clone, ...person, 'commit', '--quiet', '--message', 'program');
    return (await git(clone, 'rev-parse', 'HEAD')).trim();
  };
  await git(clone, 'add', '--all');
  unreleased = await commit();
  await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  // As release.yml does it: the built file is on the tag alone.
  await writeBundle(join(clone, 'dist/radar.js'));
  await git(clone, 'add', '--force', 'dist/radar.js');
  released = await commit();
  await git(clone, 'tag', `v${VERSION}`);
  await git(clone, 'push', '--quiet', 'origin', `refs/tags/v${VERSION}`);
}

function run(file: string, job: string, more: Partial<JobRequest> = {}): Promise<JobReport> {
  return runJob({
    file: join(thin, '.github/workflows', file),
    sha: 'f'.repeat(40),
    job,
    folder,
    remote: remote.url,
    program: program.url,
    token: github.token,
    githubUrl: github.url,
    eventRepository: { fork: false, default_branch: 'main', has_pages: true },
    machine: { SCAVIO_BASE_URL: scavio.url },
    secrets: { SCAVIO_API_KEY: 'simulated-key' },
    // Nothing is installed in a thin repository: a step of `npm ci` would be a fault.
    install: { kind: 'run' },
    ...more,
  });
}

describe('`new`', () => {
  test('writes a repository that is ready to push, and says how to go on', async () => {
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toContain('git push -u origin main');
    expect(await git(thin, 'status', '--porcelain')).toBe('');
    const files = (await git(thin, 'ls-files')).trim().split('\n');
    expect(files.length).toBeLessThan(16);
    expect(files).toEqual(
      expect.arrayContaining(['watchlist.yml', 'data/README.md', '.github/dependabot.yml']),
    );
    const check = await runProgram(thin, ['check'], gitEnvironment(folder));
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('watchlist.yml is valid')]);
  });

  test('with --json says what was made, and tells the next steps beside it', async () => {
    const other = join(folder, 'other-radar');
    const { code, stdout, stderr } = await runProgram(
      folder,
      ['new', other, '--from', program.path, '--json'],
      gitEnvironment(folder),
    );
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ folder: other, commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(told.files).toContain('watchlist.yml');
    expect(stderr).toContain(`${other} is ready`);
  });

  test('leaves a folder alone that holds something', async () => {
    const again = await runProgram(folder, ['new', thin], gitEnvironment(folder));
    expect([again.code, again.stderr]).toEqual([
      1,
      `${thin} is not empty: name a folder that is not there yet\n`,
    ]);
  });

  test('pins this release in every workflow, and lets Dependabot renew it', async () => {
    for (const file of ['track.yml', 'doctor.yml', 'pages.yml', 'watchlist.yml', 'watch-form.yml'])
      expect(await readFile(join(thin, '.github/workflows', file), 'utf8')).toContain(
        `/reusable-${file}@${released} # v${VERSION}\n`,
      );
    const dependabot = parse(await readFile(join(thin, '.github/dependabot.yml'), 'utf8'));
    expect(dependabot.updates).toMatchObject([{ 'package-ecosystem': 'github-actions' }]);
  });
});

describe('its workflows', () => {
  test('spend nothing before a key is set', async () => {
    const report = await run('track.yml', 'track', { secrets: {} });
    expect(report.result).toBe('success');
    expect(report.summary).toContain('### Nothing was sampled: the secret `SCAVIO_API_KEY` is not set');
    expect(report.steps.at(-1)).toMatchObject({ name: 'Track', outcome: 'skipped' });
  });

  test('run the hour without an installation, and not twice', async () => {
    const report = await run('track.yml', 'track');
    expect([report.result, report.log]).toEqual(['success', expect.stringContaining('2 sampled, 0 failed')]);
    expect(report.summary).toContain(`hashtag-radar ${VERSION}`);
    expect((await remote.subjects())[0]).toMatch(/^data: /);
    expect(JSON.parse((await remote.read('data/state.json')) ?? '')).toHaveProperty('at');
    // The program stands beside the record, and never in it.
    expect(await git(remote.path, 'ls-tree', '-r', '--name-only', 'main')).not.toContain('.hashtag-radar');
    const built = report.steps.filter(({ name }) => name === 'Build').map(({ outcome }) => outcome);
    expect(built).toEqual(['skipped']);
    const again = await run('track.yml', 'track');
    expect(again.steps.at(-1)).toMatchObject({ name: 'Track', outcome: 'skipped' });
  });

  test('make a dry run on request', async () => {
    const before = await remote.tip();
    const report = await run('track.yml', 'track', {
      event: 'workflow_dispatch',
      inputs: { 'dry-run': true },
    });
    expect(report.summary).toContain('A dry run: nothing was recorded');
    expect(await remote.tip()).toBe(before);
  });

  test('build the program where the commit is no release', async () => {
    const text = await readFile(join(thin, '.github/workflows/track.yml'), 'utf8');
    const file = join(folder, 'unreleased.yml');
    await writeFile(file, text.replace(released, unreleased));
    const report = await run('track.yml', 'track', {
      file,
      install: { kind: 'link', nodeModules: join(ROOT, 'node_modules') },
      event: 'workflow_dispatch',
      inputs: { 'dry-run': true },
    });
    expect(report.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toContain('Build: success');
    expect(await readdir(join(report.workspace, '.hashtag-radar/dist'))).toEqual(['radar.js']);
    expect(report.result).toBe('success');
  });

  test('examine the repository', async () => {
    const report = await run('doctor.yml', 'examine', { event: 'workflow_dispatch' });
    expect(report.summary).toContain('### Doctor: ');
    expect(report.summary).toContain(`this is ${VERSION}`);
    const said = await readFile(join(report.workspace, '.hashtag-radar/dist/radar.js'), 'utf8');
    // Pages and npm scripts of the program are not in this repository.
    expect(said.match(/(?<![\w/.-])docs\/[\w-]+\.md|\bnpm run [a-z]+/g)).toBe(null);
    expect(said).toContain(`/blob/v${VERSION}/docs/setup.md`);
  });

  test('judge a request by the form, and propose it', async () => {
    github.seedIssue({ title: 'Watch a hashtag', body: formBody({ Hashtags: 'grwm' }), login: 'writer' });
    const issue = github.issues().find(({ title }) => title === 'Watch a hashtag');
    const more: Partial<JobRequest> = {
      event: 'issues',
      payload: {
        action: 'opened',
        issue: { number: issue?.number, state: 'open', body: issue?.body ?? '' },
        sender: { login: 'writer' },
      },
      grant: (permissions) => github.grant(permissions),
    };
    const judge = await run('watch-form.yml', 'request', { ...more, calledJob: 'judge' });
    expect(judge.outputs).toEqual({ judgement: 'go' });
    const called = { ...more, calledJob: 'propose', needs: { judge } };
    const propose = await run('watch-form.yml', 'request', called);
    expect(propose.log).toContain('Proposed in #');
  });

  test('write the dashboard with its page', async () => {
    const report = await run('pages.yml', 'publish', { event: 'workflow_dispatch', calledJob: 'build' });
    expect(report.result).toBe('success');
    expect(await readFile(join(report.workspace, 'site/app.js'), 'utf8')).toContain('hashtagRadar');
    expect(await readFile(join(report.workspace, 'site/index.html'), 'utf8')).toContain(VERSION);
  });

  test('publish nothing after a run that recorded nothing', async () => {
    const before = { head_sha: await remote.tip(), head_branch: 'main', event: 'schedule' };
    const report = await run('pages.yml', 'publish', {
      event: 'workflow_run',
      payload: { workflow_run: { ...before, head_repository: { full_name: 'octo/radar' } } },
      calledJob: 'build',
    });
    expect(report.outputs).toEqual({ ready: 'false' });
    expect(report.steps.at(-1)).toMatchObject({ name: 'Hand it over', outcome: 'skipped' });
  });

  test('answer a pull request', async () => {
    const change = async (clone: string) => {
      await writeFile(join(clone, 'watchlist.yml'), 'hashtags: [skincare, grwm]\n');
    };
    const sha = await propose(remote, { number: 7, folder, change });
    const report = await run('watchlist.yml', 'review', {
      calledJob: 'check',
      sha,
      event: 'pull_request',
      context: { ref: 'refs/pull/7/merge', base_ref: 'main', head_ref: 'proposal' },
      payload: {
        pull_request: { number: 7, head: { sha, ref: 'proposal', repo: { full_name: 'octo/radar' } } },
      },
    });
    expect(report.result).toBe('success');
    expect(report.outputs.report).toContain('New: `#grwm`');
  });
});
