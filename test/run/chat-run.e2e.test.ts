import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { SLACK_PATH, slackPlace, startSlack } from '../channels/places/slack.ts';
import { startTelegram, TELEGRAM_TOKEN, telegramPlace } from '../channels/places/telegram.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { runHourlyJob } from '../support/hourly-job.ts';
import type { PlaceServer } from '../support/place-server.ts';
import { scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

/** Two chats in the hourly job: one takes its message, the other's bot was revoked, and answers with all it was sent. */

const TEN = '2026-11-23T10:00:00Z';
const ELEVEN = '2026-11-23T11:00:00Z';
const WATCHLIST = [
  'channels:',
  '  team: { type: slack }',
  '  phone: { type: telegram, chat: "-100123" }',
  'hashtags: [booktok]',
  '',
].join('\n');

let folder: string;
let github: GithubApi;
let scavio: ScavioServer;
let slack: PlaceServer;
let telegram: PlaceServer;
let now = Date.parse(TEN);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-run-'));
  github = await startGithubApi();
  slack = await startSlack([]);
  telegram = await startTelegram(['echo']);
  scavio = await startScavioServer({
    world: scriptedWorld({
      booktok: [
        { from: TEN, views: 1_000_003, videos: [scriptedVideo(1, '2026-11-22T08:00:00Z', 400_000)] },
        { from: ELEVEN, views: 1_150_004, videos: [scriptedVideo(1, '2026-11-22T08:00:00Z', 525_000)] },
      ],
    }),
    now: () => now,
    incompleteShare: 0,
  });
});
afterEach(async () => {
  await Promise.all([slack.close(), telegram.close(), scavio.close(), github.close()]);
  await rm(folder, { recursive: true, force: true });
});

test('a chat gets one message, after the push; its neighbor’s trouble is named, and no secret is anywhere', async () => {
  const remote = await createGitRemote(folder, { 'watchlist.yml': WATCHLIST });
  const variables = {
    SLACK_WEBHOOK_URL: `${slack.url}${SLACK_PATH}`,
    TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
    TELEGRAM_API_URL: telegram.url,
  };
  const job = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github, variables };
  await runHourlyJob(job, '--now', TEN);
  now = Date.parse(ELEVEN);
  const run = await runHourlyJob(job, '--now', ELEVEN);

  expect(run.code).toBe(0);
  expect(slack.taken).toHaveLength(1);
  expect(slack.taken[0]?.text).toContain('#booktok is breaking out: +15 % in 1 h');
  expect(telegram.attempts).toHaveLength(1);
  const files = await textsIn(run.checkout);
  expect(files).toContain('accepted by Slack');
  const everything = [run.stdout, run.stderr, run.summary, files].join('\n');
  expect(everything).toContain('Telegram did not take it: HTTP 400: refused: /bot***/sendMessage');
  for (const secret of [...slackPlace.secrets, ...telegramPlace.secrets]) {
    expect(everything).not.toContain(secret);
  }
});

/** All files of a checkout together, git's own among them. */
async function textsIn(checkout: string): Promise<string> {
  const entries = await readdir(checkout, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
  return texts.join('\n');
}
