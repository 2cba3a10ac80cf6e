import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { readPage } from '../support/pages.ts';
import { programFiles } from '../support/pull-request.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** The lines for cron and systemd in docs/setup.md, run as printed but for the folder, with the environment of neither. */

const run = promisify(execFile);
const MODULES = resolve(import.meta.dirname, '../../node_modules');
let folder = '';
let place = '';
let remote: GitRemote;
let scavio: ScavioServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schedulers-'));
  remote = await createGitRemote(folder, {
    ...(await programFiles()),
    'watchlist.yml': 'channels: { pipeline: { type: webhook } }\nhashtags: [booktok]\n',
    '.gitignore': await readFile(resolve(import.meta.dirname, '../../.gitignore'), 'utf8'),
  });
  place = join(folder, 'radar');
  await git(folder, 'clone', '--quiet', remote.path, place);
  await symlink(MODULES, join(place, 'node_modules'));
  await writeFile(join(place, '.git/info/exclude'), 'node_modules\n');
  scavio = await startScavioServer({
    world: scriptedWorld({ booktok: [{ from: '2020-01-01T00:00:00Z', views: 1_000_003 }] }),
    now: Date.now,
    key: 'simulated-key',
    credits: 5_000,
    incompleteShare: 0,
    fault: () => undefined,
  });
  await writeFile(
    join(place, '.env'),
    `SCAVIO_API_KEY='simulated-key'\nSCAVIO_BASE_URL='${scavio.url}'\nALERT_WEBHOOK_URL='https://hooks.example/a?b=1&c=2'\n`,
  );
});

afterEach(async () => {
  await scavio.close();
  await rm(folder, { recursive: true, force: true });
});

const printed = (): string => readPage('docs/setup.md').replaceAll('/srv/radar', place);
/** What cron gives a job. */
const CRON = { HOME: '/', PATH: '/usr/bin:/bin', SHELL: '/bin/sh' };

test('the line for cron', async () => {
  const [, line = ''] = /^2 \* \* \* \* (.+)$/m.exec(printed()) ?? [];
  await run('/bin/sh', ['-c', line], { cwd: '/', env: CRON });
  expect(await readFile(join(place, '.git/radar.log'), 'utf8')).toContain('1 sampled, 0 failed');
  expect((await remote.subjects())[0]).toMatch(/^data: /);
});

test('the unit for systemd', async () => {
  const setting = (name: string): string => new RegExp(`^${name}=(.+)$`, 'm').exec(printed())?.[1] ?? '';
  const file = await readFile(setting('EnvironmentFile'), 'utf8');
  const variables = [...file.matchAll(/^(\w+)='(.*)'$/gm)].map(([, name = '', value]) => [name, value]);
  const env = { ...CRON, ...Object.fromEntries(variables) };
  for (const line of [setting('ExecStartPre'), setting('ExecStart')]) {
    // A dash lets the command fail.
    const [program = '', ...words] = line.replace(/^-/, '').split(' ');
    await run(program, words, { cwd: setting('WorkingDirectory'), env });
  }
  expect((await remote.subjects())[0]).toMatch(/^data: /);
});
