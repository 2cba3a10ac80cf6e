import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiscoveryRecord } from '../../src/discovery/discovery.ts';
import { readEnvironment } from '../../src/environment.ts';
import { openProposals, readProposals } from '../../src/run/discovery-issues.ts';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { foundIssues } from '../../src/watch-form/found-issues.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const found = (companion: string): DiscoveryRecord['events'][number] => ({
  kind: 'found',
  at: NOW - 5 * HOUR_MS,
  companion,
  firstSeenAt: NOW - 20 * HOUR_MS,
  creators: 9,
  usualCreatorsPerDay: 0,
  beside: [{ hashtag: 'booktok', creators: 9 }],
  videos: [],
});
const RECORD: DiscoveryRecord = { lines: [], events: [found('romantasy'), found('cosy')] };

let github: GithubApi;
beforeEach(async () => {
  github = await startGithubApi({ now: () => NOW });
});
afterEach(() => github.close());

function place(variables: Readonly<Record<string, string>> = {}) {
  const access = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_TOKEN: github.token,
    ...variables,
  };
  return foundIssues(readEnvironment(access, []), 'UTC');
}

/** What a run does: it reads, then opens. @returns its warnings */
async function run(watched: readonly string[] = ['booktok'], at = place()): Promise<readonly string[]> {
  const { issues, warnings } = await readProposals(at, RECORD, NOW);
  const watchlist = watchlistOf(watched.map((hashtag) => watchOf(hashtag)));
  return [...warnings, ...(await openProposals(at, RECORD, issues, { watchlist, now: NOW }))];
}

const titles = () => github.issues().map(({ title, state }) => `${state}: ${title.slice(0, 16)}`);

test('each discovery gets one issue, whichever run opens it, and the labels that it names', async () => {
  expect(await run()).toEqual([]);
  expect(await run()).toEqual([]);
  expect(titles()).toEqual(['open: Watch #romantasy', 'open: Watch #cosy? 9 c']);
  const asked = github.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/labels'));
  expect(asked.map(({ body }) => body)).toMatchObject([{ name: 'watch' }, { name: 'never-discover' }]);
});

test('a person’s no is read from a closed issue and from a label, a bot’s or a stranger’s is not', async () => {
  await run();
  github.editAs('octocat', 1, { state: 'closed', stateReason: 'not_planned' });
  github.editAs('octocat', 2, { labels: ['Never-Discover'] });
  const body = github.issues()[0]?.body ?? '';
  github.seedIssue({ title: 'x', body, state: 'closed', stateReason: 'not_planned' });
  const { issues } = await readProposals(place(), RECORD, NOW);
  expect(issues).toMatchObject([
    { number: 1, companion: 'romantasy', declined: { person: 'octocat' } },
    { number: 2, companion: 'cosy', declined: {} },
  ]);
  github.editAs('octocat', 1, { state: 'open' });
  github.editAs('github-actions[bot]', 1, { state: 'closed', stateReason: 'not_planned' });
  github.editAs('octocat', 2, { labels: [] });
  const again = await readProposals(place(), RECORD, NOW);
  expect(again.issues.map(({ declined }) => declined)).toEqual([undefined, undefined]);
});

test('a stranger’s copy does not stand for an issue of ours', async () => {
  const body = `<!-- hashtag-radar:discovery=romantasy ${isoUtc(NOW - 5 * HOUR_MS)} -->`;
  github.seedIssue({ title: 'a copy', body });
  await run();
  expect(titles()).toHaveLength(3);
});

test('the issue of a hashtag that is watched by now is closed', async () => {
  await run();
  await run(['booktok', 'cosy']);
  expect(titles()).toEqual(['open: Watch #romantasy', 'closed: Watch #cosy? 9 c']);
  expect(github.issues()[1]?.state_reason).toBe('completed');
});

test('what GitHub refuses is a warning, and the next run opens what is missing', async () => {
  github.fail(
    { kind: 'status', status: 410, message: 'Issues are disabled for this repo' },
    { method: 'POST', path: /issues$/ },
  );
  expect(await run()).toEqual([
    expect.stringMatching(/^The issues of discoveries .*Issues are disabled.*the next run tries again\.$/),
  ]);
  expect(await run()).toEqual([]);
  expect(titles()).toHaveLength(2);
});

test('without a token it says what to do, and no secret stands in a refusal', async () => {
  expect(await run(['booktok'], place({ GITHUB_TOKEN: '' }))).toEqual([
    expect.stringContaining('GITHUB_TOKEN and GITHUB_REPOSITORY have to be set'),
    expect.stringContaining('or delete `discover: issues`'),
  ]);
  github.fail({ kind: 'echo' }, { method: 'GET' });
  const [warning = ''] = await run();
  expect(warning).toContain('GitHub refused');
  expect(warning).not.toContain(github.token);
});

test('nobody is asked while nothing was found', async () => {
  expect(await readProposals(place(), { lines: [], events: [] }, NOW)).toEqual({ issues: [], warnings: [] });
  expect(github.requests).toEqual([]);
});
