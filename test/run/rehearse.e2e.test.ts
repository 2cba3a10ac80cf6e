import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { type Receiver, type ReceiverReply, startReceiver } from '../../src/simulator/receiver.ts';
import { checkOut, createGitRemote, git } from '../support/git-remote.ts';
import { runProgram } from '../support/hourly-job.ts';

/** `track --rehearse`: the real program and the real sinks, against peers on loopback. */

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WATCHLIST = `channels:
  issues: { type: issue, labels: [breakout], assignees: [octocat] }
  pipeline: { type: webhook }
  nobody: { type: webhook, url-env: OTHER_URL }
hashtags:
  - { name: booktok, notify: [issues, pipeline], note: why we watch it }
  - { name: silent, notify: [] }
`;
let folder: string;
let place: string;
let github: GithubApi;
let receiver: Receiver;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearse-'));
  const remote = await createGitRemote(folder, {
    'watchlist.yml': WATCHLIST,
    'data/samples/2026/11/23.ndjson':
      '{"at":"2026-11-23T09:00:00Z","hashtag":"booktok","views":1000003,"step":1}\n',
  });
  place = await mkdtemp(join(folder, 'checkout-'));
  await checkOut(place, { url: remote.url, ref: 'refs/heads/main' });
  github = await startGithubApi();
});
afterEach(async () => {
  await Promise.all([github.close(), receiver?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function rehearse(replies: readonly ReceiverReply[], ...words: readonly string[]) {
  await receiver?.close();
  receiver = await startReceiver(replies);
  return runProgram(place, ['track', '--rehearse', ...words], {
    ...gitEnvironment(folder),
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_TOKEN: github.token,
    ALERT_WEBHOOK_URL: `${receiver.url}/hooks/very-secret-path`,
    ALERT_WEBHOOK_SECRET: SECRET,
  });
}

/** Every file outside `.git`, with its text. */
async function tree(): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(place, '.git/')));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  );
}

/** What people see: an episode's id, which says it too, stands in a hidden marker. */
function withoutMarkers(body: string | null | undefined): string {
  return (body ?? '').replaceAll(/<!--.*?-->/g, '');
}

const OK: ReceiverReply = { status: 200 };

test('tells a whole episode through each channel, marked everywhere, and leaves no trace', async () => {
  const before = await tree();
  expect(Object.keys(before)).toHaveLength(2);
  const { code, stdout, stderr } = await rehearse([OK], '#BookTok');
  expect(stderr).toBe('');
  expect(code).toBe(0);

  const [issue, ...others] = github.issues();
  expect(others).toEqual([]);
  expect(issue?.title).toMatch(/rehearsal/i);
  expect(issue?.state).toBe('closed');
  const said = [issue?.body, ...github.comments(issue?.number ?? 0).map(({ body }) => body)];
  expect(said.length).toBeGreaterThan(1);
  for (const body of said) expect(withoutMarkers(body)).toMatch(/this is a rehearsal/i);

  const told = receiver.requests.map(({ body }) => JSON.parse(body));
  expect(told.map(({ type }) => type)).toEqual(['episode.opened', 'episode.changed', 'episode.over']);
  for (const { data } of told) expect(data).toMatchObject({ rehearsal: true, hashtag: 'booktok' });
  expect(new Set(told.map(({ data }) => data.episode)).size).toBe(1);
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(3);

  expect(stdout).toMatch(/arrived +issues +opened +http.*\/issues\/1/);
  expect(stdout).toMatch(/arrived +pipeline +over /);
  expect(stdout).not.toContain('nobody');

  expect(await tree()).toEqual(before);
  expect(await git(place, 'status', '--porcelain', '--ignored')).toBe('');
});

test('a second rehearsal is another episode with an issue of its own', async () => {
  expect((await rehearse([OK], 'booktok', '--now', '2026-11-23T10:00:00Z')).code).toBe(0);
  expect((await rehearse([OK], 'booktok', '--now', '2026-11-23T10:00:01Z')).code).toBe(0);
  expect(github.issues().map(({ state }) => state)).toEqual(['closed', 'closed']);
});

test('a channel that fails stops no other, gets no more messages, and shows no secret', async () => {
  const { code, stdout, stderr } = await rehearse([{ status: 410, body: 'gone' }], 'booktok', '--json');
  expect(code).toBe(1);
  expect(github.issues()[0]?.state).toBe('closed');
  expect(receiver.requests).toHaveLength(1);
  const report = JSON.parse(stdout);
  expect(report.trials.filter(({ channel }: { channel: string }) => channel === 'pipeline')).toEqual([
    {
      channel: 'pipeline',
      alert: 'opened',
      arrived: false,
      message: expect.stringContaining('put a new address into the secret ALERT_WEBHOOK_URL'),
    },
  ]);
  expect(stdout + stderr).not.toMatch(/very-secret-path|MfKQ9r8GKYqr|ghs_test/);
});

test.each([
  [['silent'], /notifies nobody/],
  [['elsewhere'], /--rehearse elsewhere: that hashtag is not on the watchlist/],
  [['booktok', '--push'], /cannot be used with option '--push'/],
  [['booktok', '--dry-run'], /cannot be used with option '--dry-run'/],
])('%s is refused in words', async (words, said) => {
  const { code, stderr } = await rehearse([OK], ...words);
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
  expect(receiver.requests).toHaveLength(0);
});
