/** Pull requests as GitHub offers them to a workflow: a merge commit under `refs/pull/N/merge`. */
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Files, type GitRemote, git } from './git-remote.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The program as it stands in this work tree, for the repository of a test. */
export async function programFiles(): Promise<Files> {
  const paths = ['package.json', ...globSync('src/**/*.ts', { cwd: ROOT })];
  const texts = await Promise.all(paths.map((path) => readFile(join(ROOT, path), 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
}

/** Somebody proposes what `change` does to a clone of `main`; answers with the id of the merge commit. */
export async function propose(
  remote: GitRemote,
  request: {
    readonly number: number;
    readonly folder: string;
    readonly change: (clone: string) => Promise<void>;
  },
): Promise<string> {
  const clone = await mkdtemp(join(request.folder, 'proposer-'));
  try {
    await git(clone, 'clone', '--quiet', remote.path, '.');
    await request.change(clone);
    await git(clone, 'add', '--all', '--force');
    const person = ['-c', 'user.name=A Stranger', '-c', 'user.email=stranger@example.com'];
    await git(clone, ...person, 'commit', '--quiet', '--message', 'proposal');
    await git(clone, 'push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${request.number}/merge`);
    return (await git(clone, 'rev-parse', 'HEAD')).trim();
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
}
