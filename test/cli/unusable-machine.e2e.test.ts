import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGit, GitError } from '../../src/git/git.ts';
import { git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';

/** Machines on which something is missing that everybody takes for granted. */

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const run = promisify(execFile);
const READING = '{"at":"2026-11-23T10:00:00Z","hashtag":"booktok","views":1000003,"step":1}\n';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unusable-machine-'));
  await mkdir(join(folder, 'data/samples/2026/11'), { recursive: true });
  await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [booktok]\n');
  await writeFile(join(folder, 'data/samples/2026/11/23.ndjson'), READING);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('without git', () => {
  test.each(['check --against main', 'update --dry-run', 'new radar'])(
    '`%s` says that it is missing',
    async (words) => {
      const { code, stderr } = await runProgram(folder, words.split(' '), { PATH: join(folder, 'data') });
      expect(stderr).toMatch(/^git could not be started: install it, and see that it is on the PATH\n/);
      expect(stderr).not.toContain('there is n');
      expect(code).toBe(1);
      expect(await readdir(folder)).not.toContain('radar');
    },
  );
});

describe('git names what it was asked, and what is to be done', () => {
  test.each([
    ['error: open("data/state.json"): Permission denied\nfatal: updating files failed', /^this user may not/],
    ["fatal: Unable to create '/a/.git/index.lock': Permission denied", /^this user may not/],
    ['error: insufficient permission for adding an object to repository database .git', /^this user may not/],
    [
      "fatal: cannot update the ref 'HEAD': unable to append to '.git/logs/HEAD': Permission denied",
      /^this u/,
    ],
    ['git@github.com: Permission denied (publickey).\nfatal: Could not read', /^no permission to push/],
    ['Permission denied, please try again.', /^no permission to push/],
    ['remote: Permission to a/b.git denied to c.', /^no permission to push/],
    ["fatal: pathspec 'data/state.json' is beyond a symbolic link", /^a link stands/],
  ])('%s', (said, remedy) => {
    expect(new GitError('add', said).message).toMatch(remedy);
    expect(new GitError('add', said).isAnswer).toBe(true);
  });

  test('options of git before the command are not taken for it', async () => {
    const inFolder = createGit({ folder, redact: (text) => text });
    await expect(inFolder('-c', 'core.quotepath=off', '--no-pager', 'add', 'x')).rejects.toThrow(
      /^git add: /m,
    );
  });
});

describe('links and folders in place of files', () => {
  test.each<readonly [string, (path: string) => Promise<void>, string]>([
    ['a circle of links', (path) => symlink('watchlist.yml', path), 'a link that leads in a circle'],
    ['a link that leads nowhere', (path) => symlink('nowhere', path), 'a link that leads nowhere'],
    ['a folder', async (path) => void (await mkdir(path)), 'move it away'],
  ])('%s for the watchlist', async (_, put, said) => {
    const path = join(folder, 'watchlist.yml');
    await rm(path);
    await put(path);
    const { code, stdout, stderr } = await runProgram(folder, ['check'], {});
    expect(`${stdout}${stderr}`).toContain(said);
    expect(`${stdout}${stderr}`).not.toContain('permissions');
    expect(code).toBe(1);
  });

  test('a link for data/ is refused before anything is spent', async () => {
    await rename(join(folder, 'data'), join(folder, 'elsewhere'));
    await symlink('elsewhere', join(folder, 'data'));
    await git(folder, 'init', '--quiet', '--initial-branch=main');
    await git(folder, 'remote', 'add', 'origin', folder);
    await git(folder, 'add', '--all');
    const person = ['-c', 'user.name=a', '-c', 'user.email=a@localhost', '-c', 'commit.gpgsign=false'];
    await git(folder, ...person, 'commit', '--quiet', '--message', 'begin');
    // Nobody listens there, so a run that got as far as sampling would say so.
    const variables = {
      PATH: process.env.PATH ?? '',
      SCAVIO_API_KEY: 'x',
      SCAVIO_BASE_URL: 'http://127.0.0.1:1',
    };
    const { code, stderr } = await runProgram(folder, ['track', '--push'], variables);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^data is a link, and git does not follow links: /),
    ]);
  });

  test('--repair deletes no folder that stands for state.json', async () => {
    await mkdir(join(folder, 'data/state.json'));
    await writeFile(join(folder, 'data/state.json/mine.txt'), 'mine');
    const { stdout } = await runProgram(folder, ['doctor', '--repair'], {});
    expect(stdout).toContain('nothing to repair');
    expect(stdout).toContain('a folder stands where a file belongs');
    expect(stdout).not.toContain('--repair mends');
    expect(await readFile(join(folder, 'data/state.json/mine.txt'), 'utf8')).toBe('mine');
  });
});

test('a file that this user may not read is a finding of the doctor among the others', async () => {
  await chmod(folder, 0o755);
  await chmod(join(folder, 'data/samples/2026/11/23.ndjson'), 0o000);
  // Root may read everything, so there the command runs as nobody.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const ran = run(process.execPath, [MAIN, 'doctor'], { cwd: folder, env: {}, ...user });
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^BROKEN +data\/ +`\S+23\.ndjson: this user may not read it/m),
  });
});

describe('output that cannot be written', () => {
  const toFullDisk = (words: string) =>
    run('sh', ['-c', `"${process.execPath}" "${MAIN}" ${words} > /dev/full`], { cwd: folder });

  test.each(['check', 'export', 'backtest', '--help'])('`%s` says so and fails', async (words) => {
    await expect(toFullDisk(words)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^(.+\n)*the output could not be written where it goes \(ENOSPC\)/),
    });
  });

  test('the command goes on to its end', async () => {
    await expect(toFullDisk('dashboard')).rejects.toMatchObject({ code: 1 });
    expect(await readdir(join(folder, 'site'))).toContain('index.html');
  });
});

test('a watchlist with problems is no silent default of the backtest, and its text ends its last line', async () => {
  await writeFile(join(folder, 'watchlist.yml'), 'hashtags: [booktok]\nsensitivty: early\n');
  const { code, stdout, stderr } = await runProgram(folder, ['backtest'], {});
  expect(stderr).toBe(
    'watchlist.yml has problems, so this replays with the default settings: see them with npm run check\n',
  );
  expect(stdout).toMatch(/^1 reading of 1 hashtag over (.*\n)+No alert\.\n$/);
  expect(code).toBe(0);
});
