/** Old years leave the history of the record's branch, at a real remote, and come back. */
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { archive, planArchive } from '../../src/archive/archive.ts';
import type { ArchivePlace } from '../../src/archive/place.ts';
import { restore } from '../../src/archive/restore.ts';
import { archiveGit } from '../../src/archive/rewrite.ts';
import { archiveCli } from '../../src/cli/archive.ts';
import { recordFolder } from '../../src/cli/input/record-folder.ts';
import { createGit } from '../../src/git/git.ts';
import { OURSELVES } from '../../src/git/own-commits.ts';
import { openTree } from '../../src/git/record-branch.ts';
import { openRepository } from '../../src/git/repository.ts';
import { gitEnvironment, openBareRepository } from '../../src/simulator/github/bare-repository.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';

const BRANCH = 'radar-data';
const REF = `refs/archive/${BRANCH}/2029-01-01`;
const BEFORE = Date.parse('2029-01-01T00:00:00Z');
const WATCHLIST = `data-branch: ${BRANCH}\nhashtags: [rising]\n`;
const MONTHS = 60;

let templates: string;
let template: GitRemote;
let folder: string;
let remote: { readonly path: string; readonly url: string };
/** What the branch was before anything was archived. */
let oldTip: string;

beforeAll(async () => {
  templates = await mkdtemp(join(tmpdir(), 'archive-template-'));
  template = await createGitRemote(templates, { 'watchlist.yml': WATCHLIST });
  openBareRepository(template.path).git(['fast-import', '--quiet'], yearsOfRuns());
  oldTip = (await git(template.path, 'rev-parse', BRANCH)).trim();
});
afterAll(async () => {
  await rm(templates, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  const path = join(folder, 'remote');
  await cp(template.path, path, { recursive: true });
  remote = { path, url: pathToFileURL(path).href };
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A run a month for five years; a month is rolled up after three others. A person's commit is among them. */
function yearsOfRuns(): string {
  const file = (month: number): string =>
    `data/samples/${2026 + Math.floor(month / 12)}/${(month % 12) + 1}.ndjson`;
  const written = (month: number, lines: number): string => {
    const text = Array.from({ length: lines }, (_, line) => Math.sin(month * 600 + line)).join('\n');
    return `M 100644 inline ${file(month)}\ndata ${text.length}\n${text}\n`;
  };
  const commits = Array.from({ length: MONTHS }, (_, month) => {
    const at = Date.UTC(2026, month, 1) / 1000;
    const person = month === 50 ? 'Ünal <person@example.com>' : OURSELVES;
    const message = `data: month ${month}\n\nSecond paragraph, ${'ü'.repeat(month)}.\n`;
    return [
      `commit refs/heads/${BRANCH}`,
      `author ${person} ${at} +0100`,
      `committer ${person} ${at} +0000`,
      `data ${Buffer.byteLength(message)}`,
      message,
      `${written(month, 600)}${month < 3 ? '' : written(month - 3, 20)}`,
    ].join('\n');
  });
  return commits.join('');
}

async function tip(ref = `refs/heads/${BRANCH}`): Promise<string> {
  return (await git(remote.path, 'rev-parse', ref)).trim();
}

const refs = (): Promise<string> => git(remote.path, 'for-each-ref');
const variables = (): Readonly<Record<string, string>> => gitEnvironment(folder);

async function clone(): Promise<string> {
  const path = await mkdtemp(join(folder, 'clone-'));
  await git(path, 'clone', '--quiet', remote.url, '.');
  return path;
}

function placeIn(path: string): ArchivePlace {
  const options = { redact: (text: string) => text };
  const here = createGit({ folder: path, ...options });
  const feeding = (input: string) => createGit({ folder: path, ...options, input });
  return {
    folder: path,
    branch: BRANCH,
    gitIn: (other) => createGit({ folder: other, ...options }),
    archiveGit: archiveGit(here, feeding),
  };
}

/** Everything about the commits of a history but their ids. */
const facts = (path: string, range: string): Promise<string> =>
  git(path, 'log', '--format=%T %an %ae %ad %cn %ce %cd %B', range);

async function addHook(name: string, script: string): Promise<void> {
  const path = join(remote.path, 'hooks', name);
  await writeFile(path, `#!/bin/sh\n${script}`);
  await chmod(path, 0o755);
}

/** What a clone of a commit's history holds, packed. */
async function packedBytes(path: string, commit: string): Promise<number> {
  return Number(await git(path, 'rev-list', '--objects', '--disk-usage', commit));
}

test('the clone of the fifth year is about as large as that of the second, main stays, and all of it comes back', async () => {
  const [before, main, work] = [await refs(), await tip('refs/heads/main'), await clone()];
  const call = (...words: readonly string[]) =>
    runProgram(work, ['archive', '--before', '2029-01-01', ...words], variables());
  const looked = await call();
  expect(looked).toMatchObject({ code: 0, stderr: '' });
  expect(looked.stdout).toContain('36 commits go to refs/archive/radar-data/2029-01-01');
  expect(looked.stdout).toContain('Nothing was changed. To do it: npm run archive -- --apply');
  expect(await refs()).toBe(before);

  const young = await facts(remote.path, `${oldTip}~24..${oldTip}`);
  expect(await call('--apply')).toMatchObject({ code: 0, stderr: '' });
  const newTip = await tip();
  expect(await tip(REF)).toBe(await tip(`${oldTip}~24`));
  expect(await tip(`${newTip}^{tree}`)).toBe(await tip(`${oldTip}^{tree}`));
  expect(await facts(remote.path, `${newTip}~24..${newTip}`)).toBe(young);
  expect((await git(remote.path, 'rev-list', '--count', newTip)).trim()).toBe('25');
  expect(await tip('refs/heads/main')).toBe(main);

  const later = await clone();
  const fifthYear = await packedBytes(later, newTip);
  expect(fifthYear).toBeLessThan(1.2 * (await packedBytes(remote.path, `${oldTip}~36`)));
  expect(fifthYear).toBeLessThan(0.6 * (await packedBytes(remote.path, oldTip)));
  await expect(git(later, 'cat-file', '-e', `${oldTip}~59`)).rejects.toThrow();
  const { commits } = await restore(placeIn(later));
  expect(commits).toBe(MONTHS + 1);
  const path = 'data/samples/2026/1.ndjson';
  const log = await git(later, 'log', '--format=%H', `origin/${BRANCH}`, '--', path);
  const first = log.trim().split('\n').at(-1);
  expect(await git(later, 'show', `${first}:${path}`)).toBe(
    await git(remote.path, 'show', `${oldTip}~59:${path}`),
  );
  // Nothing was pushed, and a later archive does not take the joined years for the branch's own.
  expect(await tip()).toBe(newTip);
  expect(await archive(placeIn(later), BEFORE)).not.toHaveProperty('cut');
});

test('a second archive years later, and a restore of both from files alone', async () => {
  const place = placeIn(await clone());
  const file = (name: string): string => join(folder, `${name}.bundle`);
  await archive(place, Date.parse('2027-01-01T00:00:00Z'), file('first'));
  await archive(place, BEFORE, file('second'));
  await git(remote.path, 'update-ref', '-d', REF);
  await git(remote.path, 'update-ref', '-d', `refs/archive/${BRANCH}/2027-01-01`);

  const other = placeIn(await clone());
  await expect(restore(other)).rejects.toThrow(
    'does not have the archive refs/archive/radar-data/2029-01-01',
  );
  // Each file holds its own years, so that the second one is joined and the first is still asked for.
  await expect(restore(other, file('second'))).rejects.toThrow('refs/archive/radar-data/2027-01-01');
  const { joined, commits, checksum } = await restore(other, file('first'));
  expect([joined.length, commits, checksum]).toEqual([1, MONTHS + 2, 'compared']);

  await appendFile(file('first'), 'x');
  await expect(restore(placeIn(await clone()), file('first'))).rejects.toThrow('download both again');
  await expect(archive(placeIn(await clone()), BEFORE, file('first'))).resolves.not.toHaveProperty('cut');
});

test('a merge stays a merge, whether its branch began before the cut or has no past', async () => {
  const person = ['-c', 'user.name=p', '-c', 'user.email=p@example.com'];
  const commit = async (...parents: readonly string[]): Promise<string> => {
    const from = parents.flatMap((parent) => ['-p', parent]);
    const made = git(remote.path, ...person, 'commit-tree', `${oldTip}^{tree}`, ...from, '-m', 'a person');
    return (await made).trim();
  };
  const merge = await commit(oldTip, await commit(`${oldTip}~30`), await commit());
  await git(remote.path, 'update-ref', `refs/heads/${BRANCH}`, merge);
  await archive(placeIn(await clone()), BEFORE);
  const shape = await git(remote.path, 'log', '-1', '--format=%P', BRANCH);
  expect(shape.trim().split(' ')).toHaveLength(3);
  expect((await git(remote.path, 'rev-list', '--count', BRANCH)).trim()).toBe('28');
  expect((await git(remote.path, 'rev-list', '--count', '--max-parents=0', BRANCH)).trim()).toBe('2');
});

test('a run that pushes while the archive is made is taken along', async () => {
  const record = `exec >/dev/null
while read old new ref; do
  case "$ref" in refs/archive/*) ;; *) continue ;; esac
  tip=$(git rev-parse refs/heads/${BRANCH})
  made=$(git -c user.name=run -c user.email=run@example.com commit-tree "$tip^{tree}" -p "$tip" -m 'data: a run meanwhile')
  git update-ref refs/heads/${BRANCH} "$made" "$tip"
done
`;
  await addHook('post-receive', record);
  const { commits } = await archive(placeIn(await clone()), BEFORE);
  expect(commits).toEqual({ archived: 36, kept: 25 });
  expect(await git(remote.path, 'log', '-1', '--format=%s', BRANCH)).toBe('data: a run meanwhile\n');
});

test('a run that began before the archive pushes after it, and what a clone could not push before is carried over', async () => {
  const paths = { running: await clone(), staying: await clone() };
  const open = async (path: string) => {
    const place = placeIn(path);
    const tree = await openTree(place.gitIn(path), path, { branch: BRANCH, upstream: { kind: 'there' } });
    const gitFolders = [join(path, '.git')];
    const repository = await openRepository({ git: place.gitIn(tree), workFolder: path, gitFolders });
    return { tree, repository };
  };
  const note = async (tree: string, text: string): Promise<void> => {
    await mkdir(join(tree, 'data'), { recursive: true });
    await writeFile(join(tree, 'data/note.txt'), text);
  };
  const [running, staying] = [await open(paths.running), await open(paths.staying)];
  await note(staying.tree, 'could not be pushed');
  await staying.repository.commit(['data/note.txt'], 'data: not pushed');

  await archive(placeIn(await clone()), BEFORE);
  await running.repository.prepare();
  await note(running.tree, 'recorded');
  await running.repository.commit(['data/note.txt'], 'data: an hour');
  expect(await running.repository.push()).toMatchObject({ kind: 'refused' });
  expect(await running.repository.takeUpstream()).toEqual({ kind: 'taken' });
  expect((await git(running.tree, 'rev-parse', 'HEAD')).trim()).toBe(await tip());

  await git(paths.staying, 'fetch', '--quiet', 'origin');
  const reopened = await open(paths.staying);
  await reopened.repository.prepare();
  expect(await readFile(join(staying.tree, 'data/note.txt'), 'utf8')).toBe('could not be pushed');
  expect(await reopened.repository.push()).toEqual({ kind: 'pushed' });
  expect((await git(remote.path, 'rev-list', '--count', BRANCH)).trim()).toBe('26');
});

test('a clone that has nothing of its own follows the new history', async () => {
  const path = await clone();
  const place = placeIn(path);
  await openTree(place.gitIn(path), path, { branch: BRANCH, upstream: { kind: 'there' } });
  await archive(placeIn(await clone()), BEFORE);
  expect(await planArchive(place, BEFORE)).not.toHaveProperty('cut');
  expect(await recordFolder(path, variables())).not.toHaveProperty('warning');
  expect((await git(join(path, 'data-branch'), 'rev-parse', 'HEAD')).trim()).toBe(await tip());
});

/** What stands in the way, how it comes about, and what is said. */
const OBSTACLES: readonly (readonly [string, (path: string) => Promise<unknown>, string])[] = [
  [
    'a shallow clone',
    async (path) => {
      await rm(path, { recursive: true });
      await git(folder, 'clone', '--quiet', '--no-single-branch', '--depth=2', remote.url, path);
    },
    'git fetch --unshallow origin',
  ],
  [
    'changes that are not committed',
    async (path) => {
      await openTree(placeIn(path).gitIn(path), path, { branch: BRANCH, upstream: { kind: 'there' } });
      await writeFile(join(path, 'data-branch/data/samples/2030/1.ndjson'), 'changed');
    },
    'data/samples/2030/1.ndjson',
  ],
  [
    'a run that was interrupted',
    async (path) => {
      await openTree(placeIn(path).gitIn(path), path, { branch: BRANCH, upstream: { kind: 'there' } });
      await writeFile(join(path, 'data-branch/data/.pending.json'), '{}');
    },
    '`npm run track` finishes it',
  ],
  [
    'commits that are not upstream',
    async (path) => {
      await git(path, 'switch', '--quiet', BRANCH);
      await git(
        path,
        ...['-c', 'user.name=p', '-c', 'user.email=p@example.com'],
        'commit',
        '--quiet',
        '--allow-empty',
        '-m',
        'mine',
      );
      await git(path, 'switch', '--quiet', 'main');
    },
    'git push origin radar-data',
  ],
  [
    'a rule against force pushes',
    () =>
      addHook(
        'update',
        `[ "$1" = refs/heads/${BRANCH} ] || exit 0
echo 'error: GH006: Protected branch update failed for refs/heads/${BRANCH}. Cannot force-push to this branch' >&2
exit 1
`,
      ),
    'allow yourself to force-push',
  ],
  [
    'a server that takes branches alone',
    () => addHook('update', 'case "$1" in refs/archive/*) exit 1 ;; esac\n'),
    'the archive could not be pushed',
  ],
  [
    'another archive of that day',
    () => git(remote.path, 'update-ref', REF, 'main'),
    'choose another day with --before',
  ],
];

test.each(OBSTACLES)('%s stops it, and the branch stays', async (_, arrange, said) => {
  const path = await clone();
  await arrange(path);
  await expect(archive(placeIn(path), BEFORE)).rejects.toThrow(said);
  expect(await tip()).toBe(oldTip);
});

test('a record on the main branch is left alone, and options that do not belong are named', async () => {
  const path = await clone();
  await writeFile(join(path, 'watchlist.yml'), 'hashtags: [rising]\n');
  const onMain = await runProgram(path, ['archive', '--apply'], variables());
  expect(onMain.code).toBe(1);
  expect(onMain.stderr).toContain('`data-branch: radar-data` in watchlist.yml');
  const parse = (...words: readonly string[]) =>
    archiveCli()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(words, { from: 'user' });
  await expect(parse('--before', '2028-02-30')).rejects.toThrow('Write a day such as 2027-01-01');
  await expect(parse('--bundle', 'x')).rejects.toThrow('--bundle goes with --apply');
});
