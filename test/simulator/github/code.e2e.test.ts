import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../../src/simulator/github/api.ts';
import { createGitRemote, type GitRemote, git } from '../../support/git-remote.ts';

const here = { owner: 'octo', repo: 'radar' };
const file = { ...here, path: 'a.txt', message: 'edit', content: Buffer.from('new\r\n').toString('base64') };
let folder = '';
let remote: GitRemote;
let api: GithubApi;
let octokit: Octokit;

async function start(options: GithubApiOptions = {}): Promise<void> {
  api = await startGithubApi({ git: remote.path, ...options });
  octokit = new Octokit({ baseUrl: api.url, auth: 'ghs_test' });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'github-code-'));
  remote = await createGitRemote(folder, { 'a.txt': 'old\r\n' });
});

afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

/** A branch with one edit, as the client makes it. */
async function branchWithEdit(name: string): Promise<void> {
  const sha = (await git(remote.path, 'rev-parse', 'main:a.txt')).trim();
  await octokit.rest.git.createRef({ ...here, ref: `refs/heads/${name}`, sha: await remote.tip() });
  await octokit.rest.repos.createOrUpdateFileContents({ ...file, branch: name, sha });
}

test('a branch, a commit on it, a pull request of it; found again by its head', async () => {
  await start();
  await branchWithEdit('topic/one');
  expect(await git(remote.path, 'show', 'topic/one:a.txt')).toBe('new\r\n');
  expect(await remote.read('a.txt')).toBe('old\r\n');
  const pull = { ...here, head: 'topic/one', base: 'main', title: 't', body: 'b' };
  const made = await octokit.rest.pulls.create(pull);
  expect(made).toMatchObject({ status: 201, data: { number: 1, head: { ref: 'topic/one' }, state: 'open' } });
  await expect(octokit.rest.pulls.create(pull)).rejects.toMatchObject({ status: 422 });
  const found = await octokit.rest.pulls.list({ ...here, head: 'octo:topic/one', state: 'all' });
  expect(found.data.map(({ number }) => number)).toEqual([1]);
  expect((await octokit.rest.pulls.list({ ...here, head: 'octo:other' })).data).toEqual([]);
});

test('refuses a branch that is there, a file that has changed meanwhile, and a move backwards without force', async () => {
  await start();
  await branchWithEdit('topic');
  const ref = { ...here, ref: 'refs/heads/topic', sha: await remote.tip() };
  await expect(octokit.rest.git.createRef(ref)).rejects.toThrow('Reference already exists');
  const stale = { ...file, branch: 'topic', sha: '0'.repeat(40) };
  await expect(octokit.rest.repos.createOrUpdateFileContents(stale)).rejects.toMatchObject({ status: 409 });
  const back = { ...here, ref: 'heads/topic', sha: await remote.tip() };
  await expect(octokit.rest.git.updateRef(back)).rejects.toMatchObject({ status: 422 });
  await octokit.rest.git.updateRef({ ...back, force: true });
  expect(await git(remote.path, 'rev-parse', 'topic')).toBe(await git(remote.path, 'rev-parse', 'main'));
  const nothing = { ...here, head: 'topic', base: 'main', title: 't' };
  await expect(octokit.rest.pulls.create(nothing)).rejects.toThrow('No commits between');
});

test('opens no pull request for a workflow where the repository forbids it, or without the right to write', async () => {
  await start({ actionsOpenPullRequests: 'refused' });
  await branchWithEdit('topic');
  const pull = { ...here, head: 'topic', base: 'main', title: 't', body: 'b' };
  const words = 'not permitted to create or approve pull requests';
  await expect(octokit.rest.pulls.create(pull)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining(words),
  });
  api.grant({ contents: 'read', 'pull-requests': 'read' });
  const ref = { ...here, ref: 'refs/heads/other', sha: await remote.tip() };
  await expect(octokit.rest.git.createRef(ref)).rejects.toThrow('Resource not accessible by integration');
});

test('knows who may write', async () => {
  await start({ people: { octocat: 'admin' } });
  const permission = async (username: string) =>
    (await octokit.rest.repos.getCollaboratorPermissionLevel({ ...here, username })).data.permission;
  expect([await permission('octocat'), await permission('stranger')]).toEqual(['admin', 'read']);
});
