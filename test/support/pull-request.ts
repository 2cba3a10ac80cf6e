/** Pull requests as GitHub offers them to a workflow: a merge commit under `refs/pull/N/merge`. */
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ENTRIES } from './bundle-program.ts';
import { type Files, type GitRemote, git } from './git-remote.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The program as it stands in this work tree, for the repository of a test. */
export async function programFiles(): Promise<Files> {
  const paths = ['package.json', ...globSync('src/**/*.ts', { cwd: ROOT })];
  const texts = await Promise.all(paths.map((path) => readFile(join(ROOT, path), 'utf8')));
  return Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
}

/**
 * The same from the session's bundle: what workflows start leads into a folder of few files, which every checkout of a test
 * would else write by the hundred.
 */
export async function bundledFiles(): Promise<Files> {
  const bundle = process.env.BUNDLED_SOURCE;
  if (bundle === undefined) return programFiles();
  const texts = globSync('*.mjs', { cwd: bundle }).map(async (name) => {
    const text = await readFile(join(bundle, name), 'utf8');
    // The places of files are those in the checkout.
    return [`program/${name}`, text.replaceAll(`"${ROOT}/`, 'import.meta.dirname+"/../')] as const;
  });
  return {
    'package.json': await readFile(join(ROOT, 'package.json'), 'utf8'),
    ...Object.fromEntries(ENTRIES.map((entry) => [`src/${entry}.ts`, `import '../program/${entry}.mjs';\n`])),
    ...Object.fromEntries(await Promise.all(texts)),
  };
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
