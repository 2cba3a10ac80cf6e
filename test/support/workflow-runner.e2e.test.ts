import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGitRemote, type GitRemote, git } from './git-remote.ts';
import { serveGit } from './git-server.ts';
import { type JobReport, type JobRequest, runJob } from './workflow-runner.ts';

let folder = '';
let remote: GitRemote;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workflow-runner-'));
  remote = await createGitRemote(folder, {
    'package.json': '{"name":"stand-in","version":"1.0.0"}',
    'package-lock.json':
      '{"name":"stand-in","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"stand-in"}}}',
    '.gitignore': 'node_modules/\n',
  });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const checkout = `
      - uses: actions/checkout@${'a'.repeat(40)}
        with: { persist-credentials: false, ref: '\${{ github.ref }}' }`;

/** Runs the steps (YAML at its place in a job) as the job `a`. */
async function runSteps(steps: string, request: Partial<JobRequest> = {}, job = ''): Promise<JobReport> {
  const file = join(folder, 'workflow.yml');
  const on = 'on:\n  workflow_dispatch:\n    inputs:\n      dry-run: { type: boolean, default: false }\n';
  const head = `name: Test\n${on}env: { SIZE: workflow, KEPT: yes }\njobs:\n  a:\n    runs-on: ubuntu-latest${job}`;
  await writeFile(file, `${head}\n    steps:${steps}\n`);
  return runJob({ file, job: 'a', folder, remote: remote.url, install: { kind: 'run' }, ...request });
}

test('env of the workflow, the job and the step, contexts, outputs and command files', async () => {
  const report = await runSteps(
    `
      - id: first
        env: { SIZE: step, WHO: '\${{ github.repository }} by \${{ github.event_name }}' }
        run: |
          echo "$SIZE $KEPT $WHO $GITHUB_ACTIONS"
          printf 'one=1\\nmany<<END\\na\\nb\\nEND\\n' >> "$GITHUB_OUTPUT"
          echo LATER=later >> "$GITHUB_ENV"
          mkdir -p "$RUNNER_TEMP/tools"
          printf '#!/bin/sh\\necho own tool\\n' > "$RUNNER_TEMP/tools/tool" && chmod +x "$RUNNER_TEMP/tools/tool"
          echo "$RUNNER_TEMP/tools" >> "$GITHUB_PATH"
      - env: { GOT: '\${{ steps.first.outputs.many }}' }
        shell: bash
        run: |
          echo "$SIZE $GOT $LATER $(tool)"
          echo '# done' >> "$GITHUB_STEP_SUMMARY"`,
    {},
    '\n    env: { SIZE: job }',
  );
  expect(report.steps.map(({ log }) => log)).toEqual([
    'step yes octo/radar by schedule true\n',
    'job a\nb later own tool\n',
  ]);
  expect(report.steps[0]?.outputs).toEqual({ one: '1', many: 'a\nb' });
  expect(report).toMatchObject({ result: 'success', summary: '# done\n' });
});

test('nothing of the machine that runs the tests reaches a step, but what the test hands over', async () => {
  const report = await runSteps('\n      - run: env', { machine: { SCAVIO_BASE_URL: 'http://127.0.0.1:1' } });
  expect(report.log).toContain('SCAVIO_BASE_URL=http://127.0.0.1:1');
  expect(report.log).not.toMatch(/VITEST|npm_|ghs_test/);
});

test('a failed step skips those that follow, except where they ask for it', async () => {
  const report = await runSteps(`
      - run: echo before; false; echo after
      - run: echo skipped
      - if: always()
        run: echo always
      - if: failure() && github.ref == 'refs/heads/main'
        run: echo failure`);
  expect(report.result).toBe('failure');
  expect(report.steps.map(({ outcome }) => outcome)).toEqual(['failure', 'skipped', 'success', 'success']);
  expect(report.log).toBe('before\nalways\nfailure\n');
});

test('a step that hangs is killed and fails', async () => {
  const report = await runSteps('\n      - run: exec tail -f /dev/null', { stepTimeoutMs: 200 });
  expect(report.result).toBe('failure');
});

test('secrets are masked in the log and the summary, and counted', async () => {
  const report = await runSteps(
    `
      - env: { KEY: '\${{ secrets.KEY }}', NONE: '\${{ secrets.NONE }}' }
        run: |
          echo "::add-mask::hidden"
          echo "key $KEY, none <$NONE>, hidden"
          echo "in the summary: $KEY" >> "$GITHUB_STEP_SUMMARY"`,
    { secrets: { KEY: 'sk-123' } },
  );
  expect(report.log).toContain('key ***, none <>, ***');
  expect(report.summary).toBe('in the summary: ***\n');
  expect(report.steps[0]?.maskedCount).toBe(4);
});

test('workflow commands are read wherever they stand, and not while they are stopped', async () => {
  const report = await runSteps(`
      - run: |
          echo '::warning file=watchlist.yml,title=50%25%2C off::two%0Alines'
          echo 'text ::error::not a command'
          echo '::stop-commands::token'
          echo '::error::quoted'
          echo '::token::'
          echo '  ::notice::indented'`);
  expect(report.steps[0]?.annotations).toEqual([
    { level: 'warning', message: 'two\nlines', properties: { file: 'watchlist.yml', title: '50%, off' } },
    { level: 'notice', message: 'indented', properties: {} },
  ]);
});

test('inputs take their defaults and exist only when a person starts the workflow', async () => {
  const steps = `\n      - env: { DRY: '\${{ inputs.dry-run }}' }\n        run: echo "<$DRY>"`;
  expect((await runSteps(steps)).log).toBe('<>\n');
  expect((await runSteps(steps, { event: 'workflow_dispatch' })).log).toBe('<false>\n');
  const asked = await runSteps(steps, { event: 'workflow_dispatch', inputs: { 'dry-run': true } });
  expect(asked.log).toBe('<true>\n');
});

test('hashFiles looks at the files of the workspace, and job names the commit of the workflow', async () => {
  const report = await runSteps(
    `
      - run: mkdir -p own && echo text > own/file
      - if: hashFiles('own/file') != ''
        env: { SHA: '\${{ job.workflow_sha }}', FROM: '\${{ job.workflow_repository }}' }
        run: echo "$FROM $SHA"
      - if: hashFiles('own/other', '**/none') == ''
        run: echo none`,
    { sha: 'c'.repeat(40) },
  );
  expect(report.log).toBe(`octo/radar ${'c'.repeat(40)}\nnone\n`);
});

test('an action of a folder runs there, with its inputs and their defaults', async () => {
  await remote.push({
    'own/action.yml': 'inputs: { word: { default: hello } }\nruns: { using: node24, main: say.js }\n',
    'own/say.js': 'process.stdout.write(process.env.INPUT_WORD);',
  });
  const report = await runSteps(`${checkout}
      - uses: ./own
      - uses: ./own
        with: { word: bye }`);
  expect(report.log).toBe('hellobye');
});

test('a job whose condition does not hold is skipped', async () => {
  const job = '\n    if: github.event.repository.fork == false';
  expect((await runSteps('\n      - run: echo', {}, job)).result).toBe('success');
  const report = await runSteps('\n      - run: echo', { eventRepository: { fork: true } }, job);
  expect(report).toMatchObject({ result: 'skipped', steps: [] });
});

test('the checkout is a clone of one commit that keeps no token', async () => {
  const server = await serveGit(remote, { token: 'ghs_other' });
  try {
    const report = await runSteps(checkout, { remote: server.url, token: 'ghs_other' });
    expect(await git(report.workspace, 'log', '--format=%s')).toBe('first commit\n');
    expect(await readFile(join(report.workspace, '.git/config'), 'utf8')).not.toMatch(/extraheader/i);
  } finally {
    await server.close();
  }
});

test('npm ci runs, or links modules where git does not see them', async () => {
  const steps = `${checkout}\n      - run: npm ci --omit=dev --no-audit\n      - run: git status --porcelain`;
  const real = await runSteps(steps);
  expect(real.result).toBe('success');
  expect(real.log).toContain('up to date');
  const linked = await runSteps(steps, { install: { kind: 'link', nodeModules: '/nowhere' } });
  expect(await readlink(join(linked.workspace, 'node_modules'))).toBe('/nowhere');
  expect(linked.log).toBe('');
});

test.each([
  ['\n      - uses: someone/action@v1', '', /does not know the action someone\/action@v1/],
  ['\n      - run: echo', '\n    container: debian', /does not know "container"/],
  ['\n      - run: echo\n        continue-on-error: true', '', /does not know "continue-on-error"/],
  ['\n      - uses: actions/checkout@v7', '', /keeps no credentials/],
  ['\n      - run: echo\n        if: secrets.KEY', '', /Unrecognized named-value: 'secrets'/],
  ['\n      - runs: echo', '', /Unexpected value 'runs'/],
])('what it cannot do is an error: %j', async (steps, job, words) => {
  await expect(runSteps(steps, {}, job)).rejects.toThrow(words);
});

test('a job hands its outputs to the job that needs it, which looks at how it ended', async () => {
  const outputs = `\n    outputs: { word: "\${{ steps.say.outputs.word }}" }`;
  const say = '\n      - id: say\n        run: echo word=hello >> "$GITHUB_OUTPUT"';
  const first = await runSteps(say, {}, outputs);
  expect(first.outputs).toEqual({ word: 'hello' });
  const hear = `\n      - env: { WORD: '\${{ needs.first.outputs.word }}' }\n        run: echo "$WORD"`;
  const second = await runSteps(hear, { needs: { first } }, "\n    if: needs.first.outputs.word == 'hello'");
  expect(second.log).toBe('hello\n');
  const failed = { needs: { first: { ...first, result: 'failure' as const } } };
  expect((await runSteps(hear, failed)).result).toBe('skipped');
  expect((await runSteps(hear, failed, '\n    if: always()')).log).toBe('hello\n');
});

test("the job's permissions are printed before its first step, and the event is what the test says", async () => {
  const granted: unknown[] = [];
  const report = await runSteps(
    `\n      - env: { NUMBER: '\${{ github.event.issue.number }}', BASE: '\${{ github.base_ref }}' }\n        run: echo "$NUMBER $BASE $GITHUB_BASE_REF"`,
    {
      payload: { issue: { number: 12 } },
      context: { base_ref: 'main' },
      grant: (permissions) => granted.push(permissions),
    },
    '\n    permissions: { contents: read, issues: write }',
  );
  expect(report.log).toBe('12 main main\n');
  expect(granted).toEqual([{ contents: 'read', issues: 'write' }]);
});

test('a checkout of some files puts those into its folder and no others', async () => {
  await remote.push({ 'watchlist.yml': 'a', 'deep/watchlist.yml': 'b' });
  const some = `\n        with: { persist-credentials: false, ref: '\${{ github.ref }}', path: some, sparse-checkout: /watchlist.yml, sparse-checkout-cone-mode: false }`;
  const report = await runSteps(`
      - uses: actions/checkout@${'a'.repeat(40)}${some}
      - run: find . -name .git -prune -o -type f -print`);
  expect(report.log).toBe('./some/watchlist.yml\n');
});
