import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { basicAuthorization, checkOut, createGitRemote, type GitRemote, git } from './git-remote.ts';
import { type GitServer, type PushFault, serveGit } from './git-server.ts';

const run = promisify(execFile);
const TOKEN = 'ghs_test';
let folder = '';
let remote: GitRemote;
const open: GitServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'git-remote-'));
  remote = await createGitRemote(folder, { 'watchlist.yml': 'hashtags: [a]\n' });
});

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A depth-1 clone with one commit of its own on top. */
async function cloneWithCommit(url: string, token?: string): Promise<string> {
  const clone = await mkdtemp(join(folder, 'clone-'));
  await checkOut(clone, { url, ref: 'refs/heads/main', ...(token === undefined ? {} : { token }) });
  await mkdir(join(clone, 'data'));
  await writeFile(join(clone, 'data/state.json'), '{}\n');
  await git(clone, 'add', 'data');
  await git(clone, '-c', 'user.name=bot', '-c', 'user.email=bot@example.com', 'commit', '-qm', 'data: 10:00');
  return clone;
}

/** Pushes the way the program does: the token travels in the environment. What git said, and whether it worked. */
async function push(clone: string, token?: string): Promise<{ ok: boolean; said: string }> {
  const credentials: Record<string, string> =
    token === undefined
      ? {}
      : {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'http.extraheader',
          GIT_CONFIG_VALUE_0: basicAuthorization(token),
        };
  const env = { ...gitEnvironment(clone), ...credentials };
  try {
    const { stderr } = await run('git', ['push', 'origin', 'HEAD:main'], { cwd: clone, env });
    return { ok: true, said: stderr };
  } catch (error) {
    return { ok: false, said: (error as { stderr: string }).stderr };
  }
}

async function serve(options: Parameters<typeof serveGit>[1] = { token: TOKEN }): Promise<GitServer> {
  const server = await serveGit(remote, options);
  open.push(server);
  return server;
}

describe('over file addresses', () => {
  test('a clone has one commit and no credentials, and pushes', async () => {
    await remote.push({ 'README.md': 'two\n' });
    const clone = await cloneWithCommit(remote.url);
    expect(await git(clone, 'log', '--format=%s')).toBe('data: 10:00\na person: edit\n');
    expect(await git(clone, 'config', '--list', '--local')).not.toMatch(/extraheader|user\./);
    expect((await push(clone)).ok).toBe(true);
    expect(await remote.subjects()).toEqual(['data: 10:00', 'a person: edit', 'first commit']);
    expect(await remote.read('data/state.json')).toBe('{}\n');
    expect(await remote.read('missing')).toBeUndefined();
    expect(await remote.author()).toBe('bot <bot@example.com>');
  });

  test('an older commit can be checked out by its id', async () => {
    const first = await remote.tip();
    await remote.push({ 'watchlist.yml': 'hashtags: [b]\n' });
    const clone = await mkdtemp(join(folder, 'clone-'));
    await checkOut(clone, { url: remote.url, ref: first });
    expect((await git(clone, 'rev-parse', 'HEAD')).trim()).toBe(first);
  });
});

describe('over HTTP', () => {
  test('reading and writing ask for the token', async () => {
    const server = await serve();
    await expect(cloneWithCommit(server.url)).rejects.toThrow(
      /could not read Username|Authentication failed/,
    );
    const clone = await cloneWithCommit(server.url, TOKEN);
    const wrong = await push(clone, 'wrong');
    expect(wrong).toMatchObject({ ok: false, said: expect.stringMatching(/Authentication failed|Username/) });
    expect(server.pushes()).toBe(0);
    expect((await push(clone, TOKEN)).ok).toBe(true);
    expect(server.pushes()).toBe(1);
  });

  test('a public repository is read by anybody; a token that may only read is refused', async () => {
    const server = await serve({ token: TOKEN, access: 'read', visibility: 'public' });
    const clone = await cloneWithCommit(server.url);
    expect(await push(clone, TOKEN)).toMatchObject({ ok: false, said: expect.stringContaining('403') });
  });

  test.each<[PushFault, RegExp, string]>([
    [{ kind: 'overtaken', files: { 'a.txt': 'a' } }, /\[rejected\].*\(fetch first\)/, 'a person: edit'],
    [{ kind: 'raced', files: { 'a.txt': 'a' } }, /\[remote rejected\]/, 'a person: edit'],
    [{ kind: 'locked' }, /\[remote rejected\].*\(failed to update ref\)/, 'first commit'],
    [{ kind: 'declined' }, /\[remote rejected\].*\(pre-receive hook declined\)/, 'first commit'],
    [{ kind: 'status', status: 503 }, /503/, 'first commit'],
    [{ kind: 'status', status: 403 }, /403/, 'first commit'],
    [{ kind: 'unanswered' }, /fatal|error/, 'data: 10:00'],
  ])('the first push meets $kind, the second does not', async (fault, words, newest) => {
    const server = await serve();
    server.failPush(1, fault);
    const clone = await cloneWithCommit(server.url, TOKEN);
    const refused = await push(clone, TOKEN);
    expect(refused.ok).toBe(false);
    expect(refused.said).toMatch(words);
    expect((await remote.subjects())[0]).toBe(newest);
    await git(clone, '-c', `http.extraheader=${basicAuthorization(TOKEN)}`, 'fetch', '-q', 'origin', 'main');
    const person = ['-c', 'user.name=bot', '-c', 'user.email=bot@example.com'];
    await git(clone, ...person, 'rebase', '--quiet', 'FETCH_HEAD');
    expect(await push(clone, TOKEN)).toMatchObject({ ok: true });
    expect((await remote.subjects())[0]).toBe('data: 10:00');
  });
});
