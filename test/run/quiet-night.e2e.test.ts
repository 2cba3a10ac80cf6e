import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { SLACK_PATH, startSlack } from '../channels/places/slack.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { type HourlyJob, type JobResult, runHourlyJob } from '../support/hourly-job.ts';
import type { PlaceServer } from '../support/place-server.ts';
import { scriptedWorld } from '../support/scripted-world.ts';

/** A night through the hourly job: two breakouts and a recount within quiet hours, one that goes on until the morning. */

const NINE_PM = Date.parse('2026-11-23T21:00:00Z');
const GROWS = [1_000_003, 1_000_503, 1_150_004, 1_320_005, 1_330_006];
const RECOUNT = [500_003, 500_103, 700_004, 500_205];
const LATE = [...Array.from({ length: 9 }, () => 2_000_003), 2_600_004, 3_100_005];

const WATCHLIST = [
  'quiet-hours: 22:00-07:00',
  'channels:',
  '  issues: { type: issue }',
  '  team: { type: slack }',
  'hashtags:',
  ...['rising', 'recount', 'late'].map((name) => `  - { name: ${name}, notify: [issues, team] }`),
  '',
].join('\n');

let folder: string;
let github: GithubApi;
let scavio: ScavioServer;
let slack: PlaceServer;
let job: HourlyJob;
let now = NINE_PM;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quiet-night-'));
  const remote = await createGitRemote(folder, { 'watchlist.yml': WATCHLIST });
  github = await startGithubApi({ now: () => now });
  slack = await startSlack([]);
  const moments = (line: readonly number[]) =>
    line.map((views, hour) => ({ from: isoUtc(NINE_PM + hour * HOUR_MS), views }));
  const script = { rising: moments(GROWS), recount: moments(RECOUNT), late: moments(LATE) };
  scavio = await startScavioServer({
    world: scriptedWorld(script),
    now: () => now,
    dialect: 'web',
    incompleteShare: 0,
  });
  const variables = { SLACK_WEBHOOK_URL: `${slack.url}${SLACK_PATH}` };
  job = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github, variables };
});
afterEach(async () => {
  await Promise.all([github.close(), scavio.close(), slack.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function runAt(hour: number): Promise<JobResult> {
  now = NINE_PM + hour * HOUR_MS;
  const result = await runHourlyJob(job, '--now', isoUtc(now));
  expect(result).toMatchObject({ code: 0 });
  return result;
}

test('quiet hours over midnight: silence, then an alert for what goes on and a digest of what came and went', async () => {
  for (const hour of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) await runAt(hour);
  expect([github.issues().length, slack.taken.length]).toEqual([0, 0]);

  await runAt(10);
  const titles = ['#late is breaking out: +55 % in 2 h', '2 breakouts came and went: #rising, #recount'];
  expect(github.issues().map(({ title }) => title)).toEqual(titles);
  expect(github.issues().map(({ state }) => state)).toEqual(['open', 'closed']);
  expect(slack.taken.map(({ text }) => text.split('\n')[0])).toEqual(
    titles.map((title) => expect.stringContaining(title)),
  );

  let last: JobResult | undefined;
  for (const hour of [11, 12]) last = await runAt(hour);
  expect(github.issues()).toMatchObject([{ state: 'open', comments: 0, title: '#late has peaked' }, {}]);
  expect(slack.taken).toHaveLength(2);
  const state = await readFile(join(last?.checkout ?? '', 'data/state.json'), 'utf8');
  expect(JSON.parse(state)).toMatchObject({ outbox: [] });
});
