import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doctorCommand } from '../../src/cli/doctor.ts';
import { VERSION } from '../../src/program.ts';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../src/simulator/github/api.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';
import type { Fault } from '../../src/simulator/scavio-fault.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { serveGit } from '../support/git-server.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

const NOW = Math.floor(Date.now() / 1000) * 1000;
const KEY = 'sk-live-1234567890';
const WATCHLIST = `channels:
  issues: { type: issue }
  pipeline: { type: webhook }
hashtags: [booktok, { name: skincare, notify: [pipeline] }]
`;
const WORKFLOW = `on: { schedule: [{ cron: '0 * * * *' }] }
jobs: { track: { permissions: { contents: write, issues: write } } }
`;

let folder: string;
let place: string;
let remote: GitRemote;
let scavio: ScavioServer;
let github: GithubApi;
let receiver: Receiver;
let fault: Fault | undefined;

beforeEach(async () => {
  fault = undefined;
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  remote = await createGitRemote(folder, {
    'watchlist.yml': WATCHLIST,
    '.github/workflows/track.yml': WORKFLOW,
    ...history(() => true),
  });
  place = join(folder, 'clone');
  await git(folder, 'clone', '--quiet', remote.url, place);
  scavio = await startScavioServer({
    world: scriptedWorld({ booktok: [{ from: '2020-01-01T00:00:00Z', views: 3_400_000_000 }] }),
    now: Date.now,
    key: KEY,
    credits: 5_000,
    incompleteShare: 0,
    fault: () => fault,
  });
  github = await startGithubApi();
  receiver = await startReceiver([{ status: 200 }]);
});
afterEach(async () => {
  await Promise.all([scavio.close(), github.close(), receiver.close()]);
  await rm(folder, { recursive: true, force: true });
});

/** Readings of the last 48 hours, 20 minutes after each full hour. */
function history(hasRun: (hoursAgo: number) => boolean): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let hoursAgo = 48; hoursAgo > 0; hoursAgo -= 1) {
    if (!hasRun(hoursAgo)) continue;
    const at = isoUtc(Math.floor(NOW / HOUR_MS) * HOUR_MS - hoursAgo * HOUR_MS + HOUR_MS / 3);
    const file = `data/samples/${at.slice(0, 10).replaceAll('-', '/')}.ndjson`;
    files[file] = `${files[file] ?? ''}{"at":"${at}","hashtag":"booktok","views":1000003,"step":1}\n`;
  }
  return files;
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(place, path)), { recursive: true });
  await writeFile(join(place, path), text);
}

async function swapGithub(options: GithubApiOptions): Promise<void> {
  await github.close();
  github = await startGithubApi(options);
}

async function swapReceiver(replies: readonly ReceiverReply[]): Promise<void> {
  await receiver.close();
  receiver = await startReceiver(replies);
}

interface Words {
  readonly channels?: 'look' | 'send-test';
  readonly answers?: 'free' | 'spend';
  readonly repairs?: 'look' | 'mend';
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

async function examine({ channels = 'look', answers = 'free', repairs = 'look', variables }: Words = {}) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await doctorCommand({
    folder: place,
    now: NOW,
    channels,
    answers,
    repairs,
    output: 'json',
    out: { write: (text) => said.out.push(text) },
    err: { write: (text) => said.err.push(text) },
    variables: {
      SCAVIO_API_KEY: KEY,
      SCAVIO_BASE_URL: scavio.url,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_TOKEN: github.token,
      ALERT_WEBHOOK_URL: `${receiver.url}/hooks/very-secret-path`,
      ...variables,
    },
  });
  const report = JSON.parse(said.out.join(''));
  expect([...said.out, ...said.err].join('')).not.toMatch(/sk-live-1234567890|very-secret-path|ghs_test/);
  expect(report.ok).toBe(code === 0);
  const checks: readonly { what: string; result: string; found: string; remedy: string | null }[] =
    report.checks;
  return {
    code,
    report,
    people: said.err.join(''),
    of: (what: string) => checks.find((check) => check.what === what),
  };
}

test.each([
  ['v99.0.0', 'warning', '`v99.0.0` is out'],
  [`v${VERSION}`, 'ok', 'the newest release'],
  ['nightly', 'ok', 'the newest release'],
])('of a release %s on GitHub it says: %s', async (newestRelease, result, found) => {
  await swapGithub({ newestRelease });
  const version = (await examine()).of('version');
  expect(version).toMatchObject({ result, found: expect.stringContaining(found) });
  expect(version?.remedy ?? '').toBe(
    result === 'ok'
      ? ''
      : 'Actions → Update → Run workflow, or npm run update: docs/updating.md says what happens',
  );
});

test('where all is well it says so of each thing, writes nothing, spends nothing and sends nothing', async () => {
  const { code, report, people } = await examine();
  const results = report.checks.map(({ what, result }: { what: string; result: string }) => [what, result]);
  expect(results).toEqual([
    ['watchlist', 'ok'],
    ['key', 'ok'],
    ['answers', 'unchecked'],
    ['credits', 'ok'],
    ['budget', 'ok'],
    ['data/', 'ok'],
    ['schedule', 'ok'],
    ['last run', 'ok'],
    ['notifications', 'ok'],
    ['health', 'ok'],
    ['size of data/', 'ok'],
    ['repository', 'ok'],
    ['issues', 'ok'],
    ['branch rules', 'ok'],
    ['workflow', 'ok'],
    ['push', 'ok'],
    ['workflow file', 'ok'],
    ['version', 'unchecked'],
    ['channel issues', 'unchecked'],
    ['channel pipeline', 'unchecked'],
  ]);
  expect(code).toBe(0);
  expect(people).toContain('16 ok, 4 not checked');
  expect(scavio.credits.used()).toBe(0);
  expect(github.issues()).toEqual([]);
  expect(receiver.requests).toEqual([]);
  expect(await git(place, 'status', '--porcelain', '--ignored')).toBe('');
  expect(await remote.subjects()).toHaveLength(1);
});

describe('the key', () => {
  test.each<readonly [string, Fault | undefined, Readonly<Record<string, string>>, string, RegExp]>([
    ['is missing', undefined, { SCAVIO_API_KEY: ' ' }, 'broken', /is not set.*New repository secret/],
    ['is wrong', undefined, { SCAVIO_API_KEY: 'sk-wrong-123' }, 'broken', /refuses it.*check its value/],
    ['may not do this', { kind: 'status', status: 403 }, {}, 'broken', /refuses it/],
    ['has no credits', { kind: 'status', status: 402 }, {}, 'broken', /no credits.*top up/],
    [
      'cannot be asked of',
      { kind: 'status', status: 404 },
      {},
      'unchecked',
      /free question.*--spend-a-credit/,
    ],
    ['is fine in words nobody knows', { kind: 'body', body: 'hello' }, {}, 'ok', /takes it/],
  ])('%s', async (_, planned, variables, result, said) => {
    fault = planned;
    const { code, of } = await examine({ variables });
    expect(of('key')?.result).toBe(result);
    expect(`${of('key')?.found} ${of('key')?.remedy}`).toMatch(said);
    expect(code).toBe(result === 'broken' ? 1 : 0);
  });

  test('is tried on a hashtag for one credit, when asked to', async () => {
    const { code, of } = await examine({ answers: 'spend' });
    expect(code).toBe(0);
    expect(of('answers')).toMatchObject({
      result: 'ok',
      found: '`#booktok` has 3.4B views (rounded to 100M); 1 credit used',
    });
    expect(scavio.credits.used()).toBe(1);
  });
});

describe('GitHub', () => {
  test.each<readonly [string, GithubApiOptions, string, string, RegExp]>([
    ['issues switched off', { issues: 'disabled' }, 'issues', 'broken', /Features → Issues/],
    [
      'a token that may only read',
      { issues: 'read' },
      'issues',
      'broken',
      /may not write them.*Issues: read and write/,
    ],
    [
      'a branch with rules',
      { rules: ['deletion', 'pull_request'] },
      'branch rules',
      'warning',
      /: `pull_request` .*`data-branch: radar-data` in watchlist.yml/,
    ],
    [
      'a branch with classic protection that asks for checks',
      { protection: 'status checks' },
      'branch rules',
      'warning',
      /status checks first .*`data-branch: radar-data`/,
    ],
    [
      'a branch with classic protection of which no more is to be seen',
      { protection: 'unseen' },
      'branch rules',
      'unchecked',
      /may see how if a push needs a pull request .*`data-branch: radar-data`/,
    ],
    ['harmless rules', { rules: ['deletion', 'non_fast_forward'] }, 'branch rules', 'ok', /none on `main`/],
    [
      'a schedule that was switched off',
      { workflow: 'disabled_inactivity' },
      'workflow',
      'warning',
      /Enable workflow/,
    ],
    ['an archive', { archived: true }, 'repository', 'broken', /unarchive/],
    ['another repository', { repository: 'octo/other' }, 'GitHub', 'broken', /does not show the repository/],
    ['another token', { token: 'ghs_other' }, 'GitHub', 'broken', /refuses the token/],
  ])('%s', async (_, options, what, result, said) => {
    await swapGithub(options);
    const variables = { GITHUB_REPOSITORY: 'octo/radar', GITHUB_TOKEN: 'ghs_test' };
    const { code, of } = await examine({ variables });
    expect(of(what)?.result).toBe(result);
    expect(`${of(what)?.found} ${of(what)?.remedy}`).toMatch(said);
    expect(code).toBe(result === 'broken' ? 1 : 0);
  });

  test('without a token is not asked, and how to ask is said', async () => {
    const { of } = await examine({ variables: { GITHUB_TOKEN: undefined } });
    expect(of('GitHub')).toMatchObject({
      result: 'unchecked',
      remedy: expect.stringContaining('the workflow Doctor'),
    });
    expect(github.requests).toEqual([]);
  });

  test('is asked for leave to push, and nothing is pushed', async () => {
    const server = await serveGit(remote, { access: 'read', token: 'ghs_test' });
    try {
      await git(place, 'remote', 'set-url', 'origin', server.url);
      const actions = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: new URL(server.url).origin };
      const inActions = await examine({ variables: actions });
      expect(inActions.of('push')).toMatchObject({
        result: 'unchecked',
        found: expect.stringContaining('track.yml'),
      });
      await git(place, 'remote', 'remove', 'origin');
      const here = await examine();
      expect(here.of('push')).toMatchObject({
        result: 'warning',
        found: expect.stringContaining('no remote'),
      });
      expect(here.code).toBe(0);
    } finally {
      await server.close();
    }
  });

  test.each([
    [
      'on: { schedule: [{ cron: "0 * * * *" }] }\njobs: { track: { permissions: { contents: write } } }\n',
      'broken',
    ],
    ['on: push\njobs: {}\n', 'broken'],
    ['on: [\n', 'broken'],
  ])('a workflow file of %j', async (text, result) => {
    await put('.github/workflows/track.yml', text);
    expect((await examine()).of('workflow file')?.result).toBe(result);
  });
});

describe('data/', () => {
  test('that cannot be read is broken, with its place, and the rest is examined', async () => {
    await put('data/state.json', '{"version": 1,\n<<<<<<< HEAD\n');
    const { code, of } = await examine();
    expect(code).toBe(1);
    expect(of('data/')).toMatchObject({
      result: 'broken',
      found: expect.stringContaining('data/state.json:2'),
    });
    expect(of('channel pipeline')).toBeDefined();
  });

  test('with a reading from the future is broken, and the line to delete is named', async () => {
    const ahead = isoUtc(NOW + 90 * 24 * HOUR_MS);
    const file = `data/samples/${ahead.slice(0, 10).replaceAll('-', '/')}.ndjson`;
    await put(file, `{"at":"${ahead}","hashtag":"booktok","views":1000003,"step":1}\n`);
    const { code, of } = await examine();
    expect(code).toBe(1);
    expect(of('data/')?.found).toContain(`\`#booktok\` of ${ahead}`);
    expect(of('data/')?.remedy).toContain(file);
    expect(of('last run')?.result).toBe('ok');
  });

  test('without any run yet says how to start one', async () => {
    await rm(join(place, 'data'), { recursive: true });
    const { code, of } = await examine();
    expect(code).toBe(0);
    expect(of('last run')).toMatchObject({
      result: 'warning',
      remedy: expect.stringContaining('Run workflow'),
    });
  });
});

describe('what has a safe repair', () => {
  const day = `data/samples/${isoUtc(NOW).slice(0, 10).replaceAll('-', '/')}.ndjson`;
  const whole = `{"at":"${isoUtc(NOW - HOUR_MS)}","hashtag":"booktok","views":1000003,"step":1}\n`;
  const text = (path: string) => readFile(join(place, path), 'utf8');

  test('is named without being touched, then shown and mended when asked to', async () => {
    await put(day, `${whole}{"at":"2026-11`);
    const looked = await examine();
    expect(looked.of('repairs')).toMatchObject({
      result: 'warning',
      found: expect.stringContaining('which ends in the middle'),
      remedy: expect.stringContaining('doctor -- --repair'),
    });
    expect(looked.report.repaired).toBeNull();
    expect(await text(day)).toContain('"2026-11');

    const { report, people, of } = await examine({ repairs: 'mend' });
    expect(report.repaired).toEqual([expect.stringContaining(`cut the last line off ${day}`)]);
    expect(people.indexOf('to repair: cut')).toBeLessThan(people.indexOf('repaired: cut'));
    expect(await text(day)).toBe(whole);
    expect(of('repairs')).toBeUndefined();
  });

  test('is a state that the records can make again', async () => {
    await put('data/state.json', '{"version": 1,\n<<<<<<< HEAD\n');
    const { code, report, of } = await examine({ repairs: 'mend' });
    expect(report.repaired).toEqual([expect.stringContaining('make data/state.json again')]);
    expect(JSON.parse(await text('data/state.json'))).toMatchObject({ version: 2 });
    expect(of('data/')?.result).toBe('ok');
    expect(code).toBe(0);
  });

  test('is a lock that git left behind, once it is old', async () => {
    const lock = join(place, '.git', 'index.lock');
    await writeFile(lock, '');
    expect((await examine({ repairs: 'mend' })).report.repaired).toEqual([]);
    await utimes(lock, 0, 0);
    expect((await examine({ repairs: 'mend' })).report.repaired).toEqual([
      expect.stringContaining('delete .git/index.lock'),
    ]);
    expect(await git(place, 'status', '--porcelain')).toBe('');
  });

  test('is a day that was never rolled up, however long ago', async () => {
    const line = (minute: string) =>
      `{"at":"2026-01-05T10:${minute}:00Z","hashtag":"booktok","views":1000003,"step":1}\n`;
    await put('data/samples/2026/01/05.ndjson', `${line('00')}${line('30')}`);
    const { report } = await examine({ repairs: 'mend' });
    expect(report.repaired).toEqual([expect.stringContaining('roll up 1 day file')]);
    expect(await text('data/samples/2026/01/05.ndjson')).toBe(line('30'));
  });

  test('is the journal of a run that died: completed where it is whole, cleared away where it was cut', async () => {
    await put(day, whole);
    const before = createHash('sha256').update(whole).digest('hex');
    const after = `${whole}${whole.replace('booktok', 'skincare')}`;
    const journal = JSON.stringify({ version: 1, files: { [day.slice('data/'.length)]: { before, after } } });
    await put('data/.pending.json', journal.slice(0, -20));
    const cut = await examine({ repairs: 'mend' });
    expect(cut.report.repaired).toEqual([
      expect.stringContaining('delete data/.pending.json, which was cut'),
    ]);
    expect(await text(day)).toBe(whole);
    await expect(text('data/.pending.json')).rejects.toThrow('ENOENT');

    await put('data/.pending.json', journal);
    const { report, of } = await examine({ repairs: 'mend' });
    expect(report.repaired).toEqual([expect.stringContaining('complete the write')]);
    expect(await text(day)).toBe(after);
    await expect(text('data/.pending.json')).rejects.toThrow('ENOENT');
    expect(of('repairs')).toBeUndefined();
  });

  test('is no journal that the files have gone on from, and what stands behind it is mended all the same', async () => {
    await put(day, `${whole}{"at":"2026-11`);
    const path = day.slice('data/'.length);
    const journal = JSON.stringify({ version: 1, files: { [path]: { before: 'other', after: 'another' } } });
    await put('data/.pending.json', journal);
    const { report } = await examine({ repairs: 'mend' });
    expect(report.repaired).toEqual([expect.stringContaining('cut the last line off')]);
    expect(await text('data/.pending.json')).toBe(journal);
  });

  test('is no line in the middle, no newer release, and no guess', async () => {
    const broken = `{"at":"2026-11\n${whole}`;
    await put(day, broken);
    expect((await examine({ repairs: 'mend' })).report.repaired).toEqual([]);
    expect(await text(day)).toBe(broken);
    await put(day, whole);
    await put('data/state.json', '{"version": 99}');
    expect((await examine({ repairs: 'mend' })).report.repaired).toEqual([]);
    expect(await text('data/state.json')).toBe('{"version": 99}');
  });
});

test('what a run left unfinished that died is named, and nothing is changed without --repair', async () => {
  const state = await readFile(join(place, 'data/state.json'), 'utf8').catch(() => '{}');
  const hash = createHash('sha256').update(state).digest('hex');
  await put('data/state.json', state);
  const journal = JSON.stringify({ version: 1, files: { 'state.json': { before: hash, after: 'new' } } });
  await put('data/.pending.json', journal);
  const { of } = await examine();
  expect(of('repairs')?.found).toContain('data/.pending.json');
  expect(await readFile(join(place, 'data/state.json'), 'utf8')).toBe(state);
  expect(await readFile(join(place, 'data/.pending.json'), 'utf8')).toBe(journal);
});

test('records in Git LFS are broken, and hidden ones a warning', async () => {
  await git(place, 'init', '--quiet');
  await put('.gitignore', 'data/\n');
  expect((await examine()).of('git settings')?.result).toBe('warning');
  await put('.gitattributes', '*.ndjson filter=lfs diff=lfs merge=lfs -text\n');
  expect((await examine()).of('git settings')).toMatchObject({
    result: 'broken',
    remedy: expect.stringContaining('keeps data/ in Git LFS'),
  });
});

test('a watchlist with problems is broken, and what does not depend on it is examined', async () => {
  await put('watchlist.yml', 'hashtag: [a]\n');
  const { code, of } = await examine();
  expect(code).toBe(1);
  expect(of('watchlist')).toMatchObject({ result: 'broken', found: expect.stringContaining('line 1') });
  expect(of('key')?.result).toBe('ok');
  expect(of('issues')?.result).toBe('ok');
});

describe('channels', () => {
  test('whose secret is missing or has no form are broken before anything is sent', async () => {
    const missing = await examine({ variables: { ALERT_WEBHOOK_URL: undefined, GITHUB_TOKEN: undefined } });
    expect(missing.of('channel pipeline')).toMatchObject({
      result: 'broken',
      remedy: expect.stringContaining('ALERT_WEBHOOK_URL'),
    });
    expect(missing.of('channel issues')?.remedy).toMatch(/no GITHUB_TOKEN.*your own machine/);
    const unformed = await examine({
      channels: 'send-test',
      variables: { ALERT_WEBHOOK_URL: 'hooks.example.com/x' },
    });
    expect(unformed.of('channel pipeline')).toMatchObject({
      result: 'broken',
      remedy: expect.stringContaining('not an http(s) address'),
    });
    expect(unformed.code).toBe(1);
  });

  test('whose alerts can be read on their way are a warning', async () => {
    const { of } = await examine({
      variables: { ALERT_WEBHOOK_URL: 'http://hooks.example.com/very-secret-path' },
    });
    expect(of('channel pipeline')).toMatchObject({
      result: 'warning',
      remedy: expect.stringContaining('begins with http://'),
    });
  });

  test('are each sent a test alert, and a receipt is shown; the issue is closed again', async () => {
    const { code, of, report, people } = await examine({ channels: 'send-test' });
    expect(code).toBe(0);
    expect(of('channel issues')).toMatchObject({
      result: 'ok',
      found: 'issue; the test alert arrived; 1 hashtag alerts it',
    });
    expect(github.issues().map(({ title, state }) => [/rehearsal/i.test(title), state])).toEqual([
      [true, 'closed'],
    ]);
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'episode.opened', data: { rehearsal: true, hashtag: 'booktok' } },
    ]);
    expect(report.trials).toHaveLength(3);
    expect(people).toMatch(/test alerts:\narrived +issues +opened +http.*\/issues\/1\n/);
  });

  test('that fail say what to do, and stop no other', async () => {
    await swapReceiver([{ status: 410, body: 'gone' }]);
    const { code, of } = await examine({ channels: 'send-test' });
    expect(code).toBe(1);
    expect(of('channel issues')?.result).toBe('ok');
    expect(of('channel pipeline')).toMatchObject({
      result: 'broken',
      remedy: expect.stringContaining('put a new address into the secret ALERT_WEBHOOK_URL'),
    });
  });
});

test('in GitHub Actions the job summary holds the table', async () => {
  const file = join(folder, 'summary.md');
  await examine({ channels: 'send-test', variables: { GITHUB_STEP_SUMMARY: file } });
  const summary = await readFile(file, 'utf8');
  expect(summary).toContain('### Doctor: 18 ok, 2 not checked');
  expect(summary).toContain('### Test alerts');
  expect(summary).toMatch(/\| `issues` \| opened \| arrived \| http:\S+\/issues\/1 \|/);
});
