import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../src/simulator/github/api.ts';
import { createGitRemote, type Files, type GitRemote, git } from '../support/git-remote.ts';
import { hasFile } from '../support/pages.ts';
import { bundledFiles } from '../support/pull-request.ts';
import { type JobReport, runJob } from '../support/workflow-runner.ts';

/** `update.yml` with the real program, in a copy without common history, against real git remotes. */

const ROOT = resolve(import.meta.dirname, '../..');
const DOCTOR = '.github/workflows/doctor.yml';
const BRANCH = 'update/v9.0.0';
const WORKFLOW = 'name: Doctor\n# one\n# two\n# three\n# four\n# five\n# six\n# seven\n# eight\n';
/** A copy may have done without this workflow. */
const isHere = hasFile('.github/workflows/update.yml');
let folder = '';
let upstream: GitRemote;
let remote: GitRemote;
let github: GithubApi;
let isStarted = false;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'update-workflow-'));
  const program = { ...(await bundledFiles()), 'docs/one.md': 'one\n', [DOCTOR]: WORKFLOW };
  upstream = await createGitRemote(folder, { ...program, 'watchlist.yml': 'hashtags: [example]\n' });
  remote = await createGitRemote(folder, {
    ...program,
    'watchlist.yml': 'hashtags: [mine]\n',
    [DOCTOR]: WORKFLOW.replace('# one', '# mine'),
  });
});

afterEach(async () => {
  await github.close();
  isStarted = false;
  await rm(folder, { recursive: true, force: true });
});

async function release(files: Files): Promise<void> {
  await upstream.push({ 'CHANGELOG.md': '# Changelog\n\n## 9.0.0\n\n- Better.\n', ...files });
  await git(upstream.path, 'tag', 'v9.0.0', 'main');
}

/** The rule by which GitHub refuses workflow files to the token of a workflow, as a hook of the remote. */
async function refuseWorkflows(): Promise<void> {
  const hook = join(remote.path, 'hooks/update');
  const refusal =
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/doctor.yml` without `workflows` permission';
  const script = `#!/bin/sh\nif ! git diff --quiet main "$3" -- .github/workflows; then echo '${refusal}' >&2; exit 1; fi\n`;
  await writeFile(hook, script);
  await chmod(hook, 0o755);
}

async function start(
  inputs: Readonly<Record<string, string>> = {},
  options: Partial<GithubApiOptions> = {},
): Promise<JobReport> {
  if (!isStarted) github = await startGithubApi({ git: remote.path, ...options });
  isStarted = true;
  return runJob({
    file: join(ROOT, '.github/workflows/update.yml'),
    job: 'propose',
    folder,
    remote: remote.url,
    event: 'workflow_dispatch',
    inputs,
    vars: { UPDATE_FROM: upstream.url },
    token: github.token,
    githubUrl: github.url,
    grant: (permissions) => github.grant(permissions),
    install: { kind: 'link', nodeModules: join(ROOT, 'node_modules') },
  });
}

const pullBody = (): string => github.issues().at(-1)?.body ?? '';

test.skipIf(!isHere)('a release becomes one pull request with everything in it, once', async () => {
  await release({ 'docs/one.md': 'two\n', [DOCTOR]: WORKFLOW.replace('# eight', '# 8') });
  const report = await start();
  expect([report.result, report.log]).toEqual(['success', 'The update to v9.0.0 is proposed in #1\n']);
  expect(report.summary).toContain('### The update to v9.0.0 is proposed in #1\n');
  expect(github.pulls()).toEqual([{ number: 1, head: BRANCH, base: 'main' }]);
  expect(github.issues()[0]?.title).toBe('Update hashtag-radar to v9.0.0');
  expect(pullBody()).toContain('- Better.');
  expect(pullBody()).toContain(`#### Your own lines stay\n\n- \`${DOCTOR}\``);
  expect(await git(remote.path, 'show', `${BRANCH}:${DOCTOR}`)).toBe(
    WORKFLOW.replace('# one', '# mine').replace('# eight', '# 8'),
  );
  expect(await git(remote.path, 'diff', '--name-only', 'main', BRANCH)).toBe(
    `${DOCTOR}\nCHANGELOG.md\ndocs/one.md\n`,
  );
  const again = await start();
  expect([again.result, again.log]).toEqual(['success', 'The update to v9.0.0 is proposed already, in #1\n']);
});

test.skipIf(!isHere)(
  'where the token may not write workflows, all else is proposed, and the lines to change are named',
  async () => {
    await refuseWorkflows();
    await release({ 'docs/one.md': 'two\n', [DOCTOR]: WORKFLOW.replace('# eight', '# 8') });
    const report = await start();
    expect(report.log).toBe(
      'The update to v9.0.0 is proposed in #1, without its workflow files: see there\n',
    );
    expect(await git(remote.path, 'diff', '--name-only', 'main', BRANCH)).toBe('CHANGELOG.md\ndocs/one.md\n');
    expect(pullBody()).toContain(`[\`${DOCTOR}\`](${github.url}/octo/radar/edit/main/${DOCTOR})`);
    expect(pullBody()).toMatch(/```diff\n@@ [^\n]+\n[\s\S]*-# eight\n\+# 8\n```/);

    // The next release finds its own way although the workflow was left behind: its old lines are no edit of a person's.
    await git(remote.path, 'update-ref', 'refs/heads/main', BRANCH);
    await upstream.push({ 'docs/one.md': 'three\n', [DOCTOR]: WORKFLOW.replace('# eight', '# acht') });
    await git(upstream.path, 'tag', 'v9.1.0', 'main');
    await rm(join(remote.path, 'hooks/update'));
    expect((await start()).log).toBe('The update to v9.1.0 is proposed in #2\n');
    expect(await git(remote.path, 'show', `update/v9.1.0:${DOCTOR}`)).toBe(
      WORKFLOW.replace('# one', '# mine').replace('# eight', '# acht'),
    );
  },
);

test.skipIf(!isHere)('a release of workflow files alone leaves no empty pull request behind', async () => {
  await refuseWorkflows();
  await upstream.push({ [DOCTOR]: WORKFLOW.replace('# eight', '# 8') });
  await git(upstream.path, 'tag', 'v9.0.0', 'main');
  const report = await start();
  expect([report.result, report.log]).toEqual([
    'success',
    'All that is new in v9.0.0 is in the workflow files\n',
  ]);
  expect(report.summary).toContain('+# 8');
  expect(github.pulls()).toEqual([]);
});

test.skipIf(!isHere)('a conflict stops it with both sides shown, and the input decides', async () => {
  await release({ [DOCTOR]: WORKFLOW.replace('# one', '# theirs'), 'docs/one.md': 'two\n' });
  const report = await start();
  expect([report.result, report.log]).toEqual(['failure', `Nothing was proposed: conflicts in ${DOCTOR}\n`]);
  expect(report.summary).toContain('<<<<<<< yours\n# mine');
  expect(report.summary).toContain('choose under **Conflicts** whose lines count');
  expect(github.pulls()).toEqual([]);
  expect((await start({ conflicts: 'mine' })).result).toBe('success');
  expect(await git(remote.path, 'show', `${BRANCH}:${DOCTOR}`)).toContain('# mine\n');
});

test.skipIf(!isHere)('where workflows may not open pull requests, the summary has the link', async () => {
  await release({ 'docs/one.md': 'two\n' });
  const report = await start({}, { actionsOpenPullRequests: 'refused' });
  expect(report.result).toBe('success');
  expect(report.summary).toContain(`${github.url}/octo/radar/compare/main...${BRANCH}?expand=1`);
  // The branch of that run is the workflow's own, so the next run goes on from it.
  expect((await start()).result).toBe('success');
});

test.skipIf(!isHere)("a branch of that name with a person's commit is left alone", async () => {
  await git(remote.path, 'branch', BRANCH, 'main');
  await release({ 'docs/one.md': 'two\n' });
  const report = await start();
  expect([report.result, report.log]).toEqual([
    'failure',
    `Nothing was proposed: the branch ${BRANCH} holds somebody's own commits\n`,
  ]);
});
