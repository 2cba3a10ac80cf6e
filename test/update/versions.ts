import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { createGitRemote, type Files, type GitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';

/** A small program with a history of releases, and copies of it as "Use this template" makes them. */

const TRACK = `name: Track hashtags
on:
  schedule:
    # Two slots an hour.
    - cron: '0 * * * *'
    - cron: '37 * * * *'
  workflow_dispatch:
jobs:
  track:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - name: Check out
        uses: actions/checkout@1
      - name: Install
        run: npm ci
      - name: Track
        env:
          KEY: one
        run: node src/main.ts track
`;

const manifest = (version: string): string => `{\n  "name": "hashtag-radar",\n  "version": "${version}"\n}\n`;

const changelog = (...versions: readonly string[]): string =>
  `# Changelog\n\n${versions.map((version) => `## ${version}\n\n- News of ${version}.\n\n### What needs a hand\n\n- Look at ${version}.\n`).join('\n')}`;

const sources = (word: string): Files =>
  Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [
      `src/${name}.ts`,
      `// ${name}\n${name === 'a' ? word : ''}\n`,
    ]),
  );

/** The releases, oldest first. The second is none: a commit between two releases. */
export const HISTORY: readonly {
  readonly tag?: string;
  readonly files: Files;
  readonly remove?: readonly string[];
}[] = [
  {
    files: {
      ...sources('one'),
      'package.json': manifest('0.1.0'),
      'README.md': '# Radar\n\nFirst line.\n\nThe end.\n',
      '.github/workflows/track.yml': TRACK,
      '.github/workflows/ci.yml': 'name: CI\non: push\n',
      'watchlist.yml': 'hashtags: [example]\n',
      'data/README.md': 'formats one\n',
    },
  },
  { files: { 'src/b.ts': '// b\nbetween\n', 'watchlist.yml': 'hashtags: [example, other]\n' } },
  {
    tag: 'v0.2.0',
    files: {
      'src/a.ts': '// a\ntwo\n',
      'package.json': manifest('0.2.0'),
      'CHANGELOG.md': changelog('0.2.0'),
      'data/README.md': 'formats two\n',
      '.github/workflows/track.yml': TRACK.replace('checkout@1', 'checkout@2'),
    },
  },
  {
    tag: 'v0.10.0',
    files: {
      'src/a.ts': '// a\nthree\n',
      'src/new.ts': '// new\n',
      // Built onto the tag alone: no copy has it.
      'dist/radar.js': '// built\n',
      'package.json': manifest('0.10.0'),
      'CHANGELOG.md': changelog('0.10.0', '0.2.0'),
      'README.md': '# Radar\n\nFirst line.\n\nThe very end.\n',
      '.github/workflows/ci.yml': 'name: CI\non: [push, pull_request]\n',
      '.github/workflows/track.yml': TRACK.replace('checkout@1', 'checkout@3').replace(
        'minutes: 30',
        'minutes: 20',
      ),
    },
    remove: ['src/f.ts'],
  },
];

export interface Releases {
  readonly remote: GitRemote;
  /** The commits of `HISTORY`, in its order. */
  readonly commits: readonly string[];
}

/** Pushes the history, with its tags. */
export async function makeReleases(folder: string): Promise<Releases> {
  const [first, ...rest] = HISTORY;
  const remote = await createGitRemote(folder, first?.files ?? {});
  const commits = [await remote.tip()];
  for (const { files, tag, remove = [] } of rest) {
    await remote.push(files, 'program: a change');
    if (remove.length > 0) await removeFiles(folder, remote, remove);
    commits.push(await remote.tip());
    if (tag !== undefined) await git(remote.path, 'tag', tag, 'main');
  }
  return { remote, commits };
}

async function removeFiles(folder: string, remote: GitRemote, paths: readonly string[]): Promise<void> {
  const clone = await mkdtemp(join(folder, 'removing-'));
  await git(clone, 'clone', '--quiet', remote.path, '.');
  await git(clone, 'rm', '--quiet', '--', ...paths);
  await git(clone, ...PERSON, 'commit', '--quiet', '-m', 'program: less');
  await git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
  await rm(clone, { recursive: true });
}

export const PERSON = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];

/** What people do to their copy: their own text for a path, or `undefined` to delete it. */
export type Edits = Readonly<Record<string, string | undefined>>;

/** A work tree of one root commit with the files of `commit`, then a commit of a person's edits. */
export async function copyOf(
  folder: string,
  { remote }: Releases,
  commit: string,
  edits: Edits,
): Promise<string> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  await git(copy, 'clone', '--quiet', remote.path, '.');
  await git(copy, 'checkout', '--quiet', commit);
  await rm(join(copy, '.git'), { recursive: true });
  await git(copy, 'init', '--quiet', '--initial-branch=main');
  await commitAll(copy, 'Initial commit');
  await edit(copy, edits);
  await commitAll(copy, 'data: and my own lines');
  return copy;
}

export async function edit(copy: string, edits: Edits): Promise<void> {
  for (const [path, text] of Object.entries(edits)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    if (text === undefined) await rm(join(copy, path));
    else await writeFile(join(copy, path), text);
  }
}

export async function commitAll(copy: string, message: string): Promise<void> {
  await git(copy, 'add', '--all');
  await git(copy, ...PERSON, 'commit', '--quiet', '--allow-empty', '-m', message);
}

/** Runs `update` in the copy. */
export async function update(copy: string, from: string, ...words: readonly string[]) {
  return runProgram(copy, ['update', '--from', from, ...words], gitEnvironment(copy));
}

export async function textOf(copy: string, path: string): Promise<string> {
  return readFile(join(copy, path), 'utf8');
}

/** The workflow as a person has it who deleted the second slot and named a secret of a channel's own. */
export function ownTrack(text: string): string {
  return text
    .replace("    - cron: '37 * * * *'\n", '')
    .replace('KEY: one\n', 'KEY: one\n          MY_SLACK: secret\n');
}
