import { execFile, execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** `.ci/run` with programs of the test's on the PATH, which write down how they were called. */

const script = resolve(import.meta.dirname, '../../.ci/run');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ci-run-'));
  await mkdir(join(folder, 'project/.ci'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await copyFile(script, join(folder, 'project/.ci/run'));
  for (const tool of ['bash', 'dirname', 'env', 'grep', 'id', 'mktemp', 'rm', 'tail', 'tee']) {
    const path = execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
    await symlink(path, join(folder, 'bin', tool));
  }
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Machine {
  readonly tools?: readonly string[];
  readonly installed?: boolean;
  /** Shell lines of the stand-in for npm; `$*` is how it was called. */
  readonly npm?: string;
}

/** Runs the script; the calls it made, its exit code and the last line it printed. */
async function runCi({ tools = ['git', 'npm', 'chromium'], installed = true, npm = '' }: Machine) {
  const record = `echo "\${0##*/} $*" >> ${join(folder, 'calls')}`;
  const bodies: Record<string, string> = {
    npm: `${npm}\n[ "$*" != "run --silent test:all" ] || echo "5 passed, 0 failed"`,
    'dpkg-query': installed ? 'exit 0' : 'exit 1',
  };
  for (const tool of ['apt-get', 'sudo', 'dpkg-query', ...tools]) {
    const path = join(folder, 'bin', tool);
    const keep = tool === 'dpkg-query' ? '' : record;
    await writeFile(
      path,
      `#!/usr/bin/env bash\n${keep}\n${bodies[tool] ?? (tool === 'sudo' ? '"$@"' : '')}\n`,
    );
    await chmod(path, 0o755);
  }
  const env = { PATH: join(folder, 'bin') };
  const { code, output } = await new Promise<{ code: number | string; output: string }>((done) => {
    execFile(join(folder, 'project/.ci/run'), { env, cwd: folder }, (error, stdout) => {
      done({ code: error?.code ?? 0, output: stdout });
    });
  });
  const calls = await readFile(join(folder, 'calls'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return { code, calls: calls.trimEnd().split('\n'), last: output.trimEnd().split('\n').at(-1) };
}

test('installs, checks and tests in this order, and ends on the totals of the tests', async () => {
  expect(await runCi({})).toEqual({
    code: 0,
    calls: [
      'npm ci --no-progress',
      'npm run --silent lint',
      'npm run --silent types',
      'npm run --silent lint:workflows',
      'npm run --silent test:all',
    ],
    last: '5 passed, 0 failed',
  });
});

test.each([
  ['the lint', '[ "$3" != lint ] || exit 1', '5 passed, 1 failed'],
  ['lint and types', 'case "$3" in lint|types) exit 1 ;; esac', '5 passed, 2 failed'],
  [
    'a test',
    '[ "$3" != test:all ] || { echo "4 passed, 1 failed, 2 skipped"; exit 1; }',
    '4 passed, 1 failed, 2 skipped',
  ],
  ['a test and the lint', '[ "$1" = ci ] || { echo "4 passed, 1 failed"; exit 1; }', '4 passed, 4 failed'],
  ['the tests before they count', '[ "$3" != test:all ] || exit 1', '0 passed, 1 failed'],
  [
    'the tests after they count',
    '[ "$3" != test:all ] || { echo "4 passed, 0 failed"; exit 1; }',
    '4 passed, 1 failed',
  ],
])('when %s fails it goes on, counts it and fails', async (_, npm, last) => {
  const run = await runCi({ npm });
  expect(run).toMatchObject({ code: 1, last });
  expect(run.calls.at(-1)).toBe('npm run --silent test:all');
});

test('without what it needs it stops, with the same last line', async () => {
  const failed = { code: 1, last: '0 passed, 1 failed' };
  expect(await runCi({ npm: '[ "$1" != ci ] || exit 1' })).toMatchObject({
    ...failed,
    calls: ['npm ci --no-progress'],
  });
  await rm(join(folder, 'calls'));
  await rm(join(folder, 'bin/git'));
  expect(await runCi({ tools: ['npm'] })).toMatchObject({ ...failed, calls: [''] });
});

test('a bare machine gets a browser and fonts first', async () => {
  const { calls } = await runCi({ tools: ['git', 'npm'], installed: false });
  const apt = calls.filter((call) => call.startsWith('apt-get'));
  const packages = 'chromium fonts-noto-core fonts-noto-color-emoji fonts-noto-cjk';
  expect(apt).toEqual([
    'apt-get -qq update',
    `apt-get -qq install --yes --no-install-recommends ${packages}`,
  ]);
  expect(calls.indexOf(apt[1] ?? '')).toBeLessThan(calls.indexOf('npm ci --no-progress'));
});
