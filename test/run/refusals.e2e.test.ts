import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { isoUtc } from '../../src/text/time.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** What `track` refuses: always in words, with a remedy, and before a credit is spent. */

let folder: string;
let place: string;
let remote: GitRemote;
let scavio: ScavioServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refusals-'));
  remote = await createGitRemote(folder, { 'watchlist.yml': 'hashtags: [rising]\n' });
  place = join(folder, 'clone');
  await git(folder, 'clone', '--quiet', remote.url, place);
  const world = scriptedWorld({ rising: [{ from: '2020-01-01T00:00:00Z', views: 1_000_003 }] });
  scavio = await startScavioServer({ world, now: Date.now, incompleteShare: 0 });
});
afterEach(async () => {
  await scavio.close();
  await rm(folder, { recursive: true, force: true });
});

function track(words: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  return runProgram(place, ['track', ...words], {
    ...gitEnvironment(folder),
    SCAVIO_API_KEY: 'simulated-key',
    SCAVIO_BASE_URL: scavio.url,
    ...variables,
  });
}

/** Refused in words: no stack, no credit. */
async function expectRefusal(
  words: readonly string[],
  said: RegExp,
  variables: Readonly<Record<string, string>> = {},
) {
  const { code, stderr } = await track(words, variables);
  expect(stderr).toMatch(said);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect(code).toBe(1);
  expect(scavio.requests).toHaveLength(0);
}

test.each([
  ['--push', '--no-push'],
  ['--no-push', '--push'],
  ['--push', '--dry-run'],
])('%s beside %s', async (...words) => {
  await expectRefusal(words, /'--push' cannot be used with option/);
});

test.each(['sk-live\n12345', 'sk-live…12345'])('a key that no request can carry: %j', async (key) => {
  await expectRefusal([], /^SCAVIO_API_KEY holds a line break(?!.*12345)/, { SCAVIO_API_KEY: key });
});

test('--no-push beside --dry-run says the same twice, and is taken', async () => {
  expect((await track(['--no-push', '--dry-run'])).code).toBe(0);
});

describe('an instant ahead of the clock', () => {
  const inDays = (days: number) => isoUtc(Date.now() + days * 86_400_000);

  test('is warned of from a day on: outside of a replay what it leaves hides every true reading', async () => {
    const { code, stdout } = await track(['--now', inDays(2)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/more than a day ahead of this machine's clock.*npm run doctor/);
  });

  test('may be tried out, and be a time zone wrong', async () => {
    for (const words of [
      ['--now', inDays(400), '--dry-run'],
      ['--now', inDays(0.9)],
    ]) {
      const { code, stdout } = await track(words);
      expect(code).toBe(0);
      expect(stdout).not.toContain('more than a day ahead');
    }
  });

  test('that stands in data/ silences no later reading', async () => {
    const line = `{"at":"${inDays(30)}","hashtag":"rising","views":1000003,"step":1}\n`;
    await put('data/samples/2026/01/01.ndjson', line);
    const { code, stdout } = await track([]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/#rising\s+1M.*first reading/);
    expect(stdout).not.toContain('older than the last reading');
  });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(place, path)), { recursive: true });
  await writeFile(join(place, path), text);
}

describe('in data/', () => {
  const day = isoUtc(Date.now()).slice(0, 10).replaceAll('-', '/');

  test.each([
    'data/state.json',
    'data/.pending.json',
    `data/samples/${day}.ndjson`,
    'data/alerts/2025.ndjson',
  ])('a folder instead of %s', async (path) => {
    await mkdir(join(place, path), { recursive: true });
    await expectRefusal([], new RegExp(`${path}: a folder stands where a file belongs: move it away`));
  });

  test.each(['data', 'data/samples', 'data/alerts'])('a file instead of the folder %s', async (path) => {
    await put(path, 'x');
    await expectRefusal([], /data\/.*: a file stands where a folder belongs/);
  });
});

describe('in git', () => {
  test('no repository', async () => {
    await rm(join(place, '.git'), { recursive: true });
    await expectRefusal(['--push'], /no git repository: run in a clone/);
  });

  test('somebody else’s folder', async () => {
    await expectRefusal(['--push'], /belongs to another user/, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' });
  });

  test('a lock of another process', async () => {
    await put('.git/index.lock', '');
    await expectRefusal(['--push'], /another git process.*delete the file named below[\s\S]*index\.lock/);
  });

  test('no commit checked out on a branch', async () => {
    await git(place, 'checkout', '--quiet', '--detach');
    await expectRefusal(['--push'], /git switch BRANCH/);
  });

  test('a branch with no commit', async () => {
    await git(place, 'checkout', '--quiet', '--orphan', 'fresh');
    await expectRefusal(
      ['--push'],
      /no commit yet: commit watchlist\.yml.*git push --set-upstream origin fresh/,
    );
  });

  test('a branch whose commit is not there is damaged, not new', async () => {
    await put('.git/refs/heads/main', `${'1234567890'.repeat(4)}\n`);
    await expectRefusal(['--push'], /the commit of this branch is missing.*clone the repository again/);
  });

  test('files of upstream’s in the middle of a merge: a person put them there', async () => {
    const theirs = 'hashtags: [rising] # theirs\n';
    await remote.push({ 'watchlist.yml': theirs });
    await git(place, 'fetch', '--quiet', 'origin');
    await put('.git/MERGE_HEAD', await git(place, 'rev-parse', 'origin/main'));
    await put('watchlist.yml', theirs);
    await expectRefusal(['--push'], /not committed; commit or stash them first:\n {2}watchlist\.yml/);
  });

  test('no remote', async () => {
    await git(place, 'remote', 'remove', 'origin');
    await expectRefusal(['--push'], /no remote `origin`.*git remote add/);
  });

  test('no git at all', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await expectRefusal(['--push'], /git could not be started: install it/, { PATH: bin });
  });

  test('a remote with nothing there is not told as no remote', async () => {
    await git(place, 'remote', 'set-url', 'origin', join(folder, 'nowhere.git'));
    const { code, stderr } = await track(['--push']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nothing was found at the address of the remote `origin`.*set-url/);
    expect(stderr).not.toContain('there is no remote');
  });
});

describe('a job summary that cannot be written', () => {
  test.each(['nowhere/summary.md', '.'])('%s is a warning', async (path) => {
    const { code, stdout, stderr } = await track([], { GITHUB_STEP_SUMMARY: join(folder, path) });
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/no job summary was written \((ENOENT|EISDIR)\): GITHUB_STEP_SUMMARY/);
  });
});

test('a base address that is none', async () => {
  await expectRefusal([], /SCAVIO_BASE_URL is no http\(s\) address/, { SCAVIO_BASE_URL: 'api.scavio.dev' });
});

test('a folder that cannot be made: no alert is sent for what it was to hold', async () => {
  await mkdir(join(place, 'data'));
  await symlink(join(folder, 'nowhere'), join(place, 'data/samples'));
  const { code, stderr } = await track([]);
  expect(code).toBe(1);
  // Which of the two the system sees depends on the version of Node.
  expect(stderr).toMatch(/data\/.*: (a file stands where a folder belongs|.* is a link that leads nowhere)/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('records that .gitattributes keeps in Git LFS', async () => {
  await remote.push({ '.gitattributes': 'data/** filter=lfs diff=lfs merge=lfs -text\n' });
  await git(place, 'pull', '--quiet');
  await expectRefusal(['--push'], /keeps data\/ in Git LFS.*!filter/);
});
