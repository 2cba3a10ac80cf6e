import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const run = promisify(execFile);
const program = resolve(import.meta.dirname, '../src/due.ts');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'due-'));
  await mkdir(join(folder, 'data'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the program over a `data/state.json`; what it told GitHub. */
async function ask(
  state: string | undefined,
  variables: Readonly<Record<string, string>> = {},
): Promise<{ output: string; summary: string; said: string }> {
  if (state !== undefined) await writeFile(join(folder, 'data/state.json'), state);
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) await writeFile(file, '');
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'octo/radar' };
  const env = { GITHUB_EVENT_NAME: 'schedule', ...github, ...variables, ...files };
  const { stdout } = await run(process.execPath, [program], { cwd: folder, env });
  const read = (file: string) => readFile(file, 'utf8');
  return {
    output: await read(files.GITHUB_OUTPUT),
    summary: await read(files.GITHUB_STEP_SUMMARY),
    said: stdout,
  };
}

test.each<readonly [string | undefined, RegExp, string]>([
  [undefined, /No run has been recorded/, 'no state'],
  ['{"at":"2020-01-01T00:00:00Z"}', /last run was at 2020-01-01T00:00:00Z/, 'an old run'],
  ['{"at":', /cannot be read/, 'half a file'],
  ['{"version":1}', /cannot be read/, 'no instant'],
  ['{"at":"yesterday"}', /cannot be read/, 'an instant that is none'],
  ['[]', /cannot be read/, 'a list'],
  ['null', /cannot be read/, 'null'],
])('%s is due: %s %s', async (state, words, _why) => {
  const { output, summary, said } = await ask(state);
  expect(output).toBe('due=true\n');
  expect(summary).toBe('');
  expect(said).toMatch(words);
});

test('without a key nothing is due before the first run, and the run fails after it; what to do is said both times', async () => {
  const fresh = await ask(undefined, { HAS_KEY: 'false' });
  expect([fresh.output, fresh.said]).toEqual(['due=false\n', expect.stringContaining('Not set up yet')]);
  const later = await ask('{"at":"2020-01-01T00:00:00Z"}', { HAS_KEY: 'false' });
  expect(later.output).toBe('due=true\n');
  const page = '(https://github.com/octo/radar/settings/secrets/actions)';
  for (const { summary } of [fresh, later]) expect(summary).toContain(page);
});

test('right after a run there is nothing to do, and one line says so', async () => {
  const { output, summary } = await ask(JSON.stringify({ at: new Date().toISOString() }));
  expect(output).toBe('due=false\n');
  expect(summary).toMatch(/^Nothing to do: .*\n$/);
});

test('a folder instead of the state is due: the run says what is wrong with it', async () => {
  await mkdir(join(folder, 'data/state.json'));
  const { output, said } = await ask(undefined);
  expect(output).toBe('due=true\n');
  expect(said).toMatch(/cannot be read/);
});

test('it runs without installed packages: it reaches only node and pure files', async () => {
  const seen = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    const code = text.replaceAll(/^import type [^;]*;/gm, '');
    for (const [, from = ''] of code.matchAll(/^import .*?from '([^']+)';/gms)) {
      if (from.startsWith('node:')) continue;
      expect(from).toMatch(/^\.{1,2}\/([a-z-]+\/)?[a-z-]+\.ts$/);
      await visit(resolve(file, '..', from));
    }
  };
  await visit(program);
  await visit(resolve(program, '../recorded.ts'));
  expect([...seen].map((file) => file.split('/src/')[1]).toSorted()).toEqual([
    'due.ts',
    ...[
      'bare-git',
      'filtered',
      'git-locks',
      'git',
      'interrupted',
      'look-up',
      'own-commits',
      'record-branch',
      'remedies',
    ].map((name) => `git/${name}.ts`),
    ...['git/repository.ts', 'git/rewritten.ts', 'git/stray-record.ts', 'recorded.ts', 'run/due.ts'],
    ...['settings/data-branch.ts', 'text/time.ts'],
  ]);
});
