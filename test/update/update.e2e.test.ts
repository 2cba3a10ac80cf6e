import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { git } from '../support/git-remote.ts';
import {
  commitAll,
  copyOf,
  edit,
  HISTORY,
  makeReleases,
  ownTrack,
  type Releases,
  textOf,
  update,
} from './versions.ts';

/** `update` as a process, in copies without any common history, against a real git remote. */

const TRACK = '.github/workflows/track.yml';
const WATCHLIST = '# mine\r\nhashtags:\r\n  - skincare\t# kept\r\n';
const READINGS = '{"at":"2026-11-01T00:00:00Z"}\n';
let folder = '';
let releases: Releases;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'update-'));
  releases = await makeReleases(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the commit with this place in the history, with the edits that people make. */
function copy(index: number, edits: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  return copyOf(folder, releases, releases.commits[index] ?? '', {
    'watchlist.yml': WATCHLIST,
    'data/samples/2026/11/01.ndjson': READINGS,
    ...edits,
  });
}

function trackAt(index: number): string {
  return HISTORY.slice(0, index + 1).findLast(({ files }) => TRACK in files)?.files[TRACK] ?? '';
}

describe.each([
  [0, '0.1.0 (', ['0.10.0', '0.2.0']],
  [1, '0.1.0 (', ['0.10.0', '0.2.0']],
  [2, 'v0.2.0', ['0.10.0']],
] as const)('a copy of commit %i with edits of its own', (index, from, news) => {
  test('comes to the newest release, with its own lines byte for byte', async () => {
    const mine = await copy(index, {
      [TRACK]: ownTrack(trackAt(index)),
      '.github/workflows/ci.yml': undefined,
      'README.md': '# Our radar\n\nWritten by us.\n',
      'notes/ours.txt': 'ours\n',
    });
    const before = await git(mine, 'rev-parse', 'HEAD:data', 'HEAD:watchlist.yml');
    const { code, stdout, stderr } = await update(mine, releases.remote.url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`From ${from}`);
    expect(stdout).toContain('to **v0.10.0**');
    expect([...stdout.matchAll(/^#### (\d\S+)$/gm)].map(([, version]) => version)).toEqual(news);
    expect(stdout).toContain('- Look at 0.10.0.');
    expect(await git(mine, 'rev-parse', 'HEAD:data', 'HEAD:watchlist.yml')).toBe(before);
    expect(await textOf(mine, 'watchlist.yml')).toBe(WATCHLIST);
    expect(await textOf(mine, TRACK)).toBe(ownTrack(trackAt(3)));
    expect(await textOf(mine, 'README.md')).toBe('# Our radar\n\nWritten by us.\n');
    expect(await textOf(mine, 'src/a.ts')).toBe('// a\nthree\n');
    expect(await git(mine, 'ls-files', 'src/new.ts', 'src/f.ts', 'notes', 'dist', '.github/workflows')).toBe(
      `${TRACK}\nnotes/ours.txt\nsrc/new.ts\n`,
    );
    expect(stdout).toContain('`.github/workflows/ci.yml`: you deleted it, and it stays deleted');
    expect(await git(mine, 'log', '-1', '--format=%s')).toBe('update: hashtag-radar v0.10.0\n');
    expect(await git(mine, 'status', '--porcelain')).toBe('');
    expect(await git(mine, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main\n');
  });
});

test('a dry run shows the same and changes nothing; undo takes an update back and keeps what came since', async () => {
  const mine = await copy(0, { [TRACK]: ownTrack(trackAt(0)) });
  const start = await git(mine, 'rev-parse', 'HEAD');
  const dry = await update(mine, releases.remote.url, '--dry-run');
  expect([dry.code, await git(mine, 'rev-parse', 'HEAD'), await git(mine, 'status', '--porcelain')]).toEqual([
    0,
    start,
    '',
  ]);
  const real = await update(mine, releases.remote.url);
  expect(real.stdout.split('\nUpdated')[0]).toBe(dry.stdout.split('\nDry run')[0]);
  await edit(mine, { 'data/samples/2026/11/02.ndjson': READINGS });
  await commitAll(mine, 'data: an hour');
  const undone = await update(mine, releases.remote.url, '--undo');
  expect(undone.stdout).toContain('The update to v0.10.0 is undone');
  expect(await git(mine, 'diff', '--name-only', start.trim(), 'HEAD')).toBe(
    'data/samples/2026/11/02.ndjson\n',
  );
  const again = await update(mine, releases.remote.url, '--undo');
  expect([again.code, again.stderr]).toEqual([1, 'the update to v0.10.0 has been undone already\n']);
});

test('`--to` takes that release, step by step, and the newest one is then all there is', async () => {
  const mine = await copy(0, { [TRACK]: ownTrack(trackAt(0)) });
  expect((await update(mine, releases.remote.url, '--to', '0.2.0')).stdout).toContain('to **v0.2.0**');
  expect(await textOf(mine, 'src/a.ts')).toBe('// a\ntwo\n');
  expect((await update(mine, releases.remote.url)).stdout).toContain('From v0.2.0 to **v0.10.0**');
  expect(await textOf(mine, TRACK)).toBe(ownTrack(trackAt(3)));
  const nothing = await update(mine, releases.remote.url);
  expect([nothing.code, nothing.stdout]).toEqual([
    0,
    'This is v0.10.0 already; there is nothing to update.\n',
  ]);
});

describe('where a person and the release changed the same line', () => {
  const conflicting = () => copy(0, { 'src/a.ts': '// a\nmine\n' });

  test('nothing is changed, and the lines and the choices are shown', async () => {
    const mine = await conflicting();
    const start = await git(mine, 'rev-parse', 'HEAD');
    const { code, stdout } = await update(mine, releases.remote.url);
    expect(code).toBe(1);
    expect(stdout).toContain('`src/a.ts`: you and the new version changed the same lines.');
    expect(stdout).toMatch(/<<<<<<< yours\nmine\n[\s\S]*=======\nthree\n>>>>>>> the new version/);
    expect(stdout).toContain('--on-conflict mine');
    expect([await git(mine, 'rev-parse', 'HEAD'), await git(mine, 'status', '--porcelain')]).toEqual([
      start,
      '',
    ]);
  });

  test.each([
    ['mine', '// a\nmine\n'],
    ['new', '// a\nthree\n'],
  ])('`--on-conflict %s` decides', async (choice, text) => {
    const mine = await conflicting();
    const { code } = await update(mine, releases.remote.url, '--on-conflict', choice);
    expect([code, await textOf(mine, 'src/a.ts')]).toEqual([0, text]);
    expect(await textOf(mine, 'src/new.ts')).toBe('// new\n');
  });

  test('`--on-conflict mark` leaves both in the file, for a person to commit', async () => {
    const mine = await conflicting();
    const start = await git(mine, 'rev-parse', 'HEAD');
    const { code, stdout } = await update(mine, releases.remote.url, '--on-conflict', 'mark');
    expect(code).toBe(1);
    expect(stdout).toContain('Edit the marked lines of src/a.ts');
    expect(await textOf(mine, 'src/a.ts')).toContain('<<<<<<< yours\nmine\n');
    expect(await git(mine, 'rev-parse', 'HEAD')).toBe(start);
  });
});

describe('a sentence instead of an update', () => {
  test('for a version that is not there', async () => {
    const { code, stderr } = await update(await copy(0), releases.remote.url, '--to', 'v9.9.9');
    expect([code, stderr]).toEqual([
      1,
      `--to v9.9.9: there is no such version at ${releases.remote.url}; its releases are v0.10.0, v0.2.0\n`,
    ]);
  });

  test('for changes that are not committed', async () => {
    const mine = await copy(0);
    await writeFile(join(mine, 'src/a.ts'), 'unsaved\n');
    const { code, stderr } = await update(mine, releases.remote.url);
    expect([code, stderr]).toEqual([1, expect.stringContaining('not committed')]);
    expect(stderr).toContain('src/a.ts');
  });

  test('for a repository that is no copy', async () => {
    const mine = await copy(
      0,
      Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`src/${name}.ts`, 'x'])),
    );
    const { code, stderr } = await update(mine, releases.remote.url);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('does not look like a copy of hashtag-radar'),
    ]);
  });

  test('for an address where nothing answers, and a folder without git', async () => {
    const nowhere = await update(await copy(0), join(folder, 'nowhere'));
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringContaining('name another place with --from'),
    ]);
    const bare = await mkdtemp(join(folder, 'plain-'));
    const plain = await update(bare, releases.remote.url);
    expect([plain.code, plain.stderr]).toEqual([
      1,
      expect.stringContaining('run the update in a clone of your repository'),
    ]);
  });

  test('for a file of a person that git does not know and the release brings', async () => {
    const mine = await copy(0);
    await writeFile(join(mine, 'src/new.ts'), 'precious\n');
    const { code, stderr } = await update(mine, releases.remote.url);
    expect([code, stderr]).toEqual([1, expect.stringContaining('would be overwritten')]);
    expect(await textOf(mine, 'src/new.ts')).toBe('precious\n');
  });
});
