import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import type { Dialect } from '../../src/simulator/scavio-request.ts';
import { type ScavioServer, startScavioServer } from '../../src/simulator/scavio-server.ts';
import { createGitRemote } from '../support/git-remote.ts';
import { type HourlyJob, type JobResult, runHourlyJob } from '../support/hourly-job.ts';
import { type Script, scriptedVideo, scriptedWorld } from '../support/scripted-world.ts';

const TEN = '2026-11-23T10:00:00Z';
const ELEVEN = '2026-11-23T11:00:00Z';

/** Views of the same videos before and after the hour, and a new one that was posted in between. */
const before = [
  scriptedVideo(1, '2026-11-22T08:00:00Z', 400_000),
  scriptedVideo(2, '2026-11-23T07:00:00Z', 90_000),
  scriptedVideo(3, '2026-11-23T09:00:00Z', 12_000),
  scriptedVideo(4, '2024-01-01T09:00:00Z', 9_000_000),
];
const after = [
  scriptedVideo(4, '2024-01-01T09:00:00Z', 9_000_400),
  scriptedVideo(2, '2026-11-23T07:00:00Z', 150_000),
  scriptedVideo(1, '2026-11-22T08:00:00Z', 425_000),
  scriptedVideo(5, '2026-11-23T10:20:00Z', 44_000, {
    caption: '@octocat ![x](https://evil.example) ::error::no',
  }),
  scriptedVideo(3, '2026-11-23T09:00:00Z', 13_000),
];

const script: Script = {
  gained15: [
    { from: TEN, views: 1_000_003, videos: before },
    { from: ELEVEN, views: 1_150_004, videos: after },
  ],
  gained9: [
    { from: TEN, views: 1_000_003, videos: before },
    { from: ELEVEN, views: 1_090_004, videos: after },
  ],
  // First read at nine, missed at ten, read again at eleven: 15 % in two hours.
  late: [
    { from: '2026-11-23T09:00:00Z', views: 1_000_003, videos: before },
    { from: ELEVEN, views: 1_150_004, videos: after },
  ],
  broken: [{ from: TEN, views: 5_000_001, videos: before }],
};

describe.each<Dialect>(['web', 'workflow', 'mobile'])(
  'the hourly job, Scavio speaking its %s dialect',
  (dialect) => {
    let folder: string;
    let github: GithubApi;
    let scavio: ScavioServer;
    let job: HourlyJob;
    let remote: Awaited<ReturnType<typeof createGitRemote>>;
    let now = Date.parse(TEN);
    /** The runs at nine, ten and eleven, which both tests begin with. */
    let runs: readonly JobResult[];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'hourly-run-'));
      remote = await createGitRemote(folder, {
        'watchlist.yml': 'hashtags: [gained15, "#Gained9", late, broken]\n',
      });
      github = await startGithubApi();
      scavio = await startScavioServer({
        world: scriptedWorld(script),
        now: () => now,
        dialect,
        incompleteShare: 0,
        fault: ({ path, body }) => {
          const asked = JSON.stringify(body);
          if (path.endsWith('/hashtag') && asked.includes('broken') && now > Date.parse(TEN))
            return { kind: 'status', status: 500 };
          if (asked.includes('late') && now === Date.parse(TEN)) return { kind: 'status', status: 503 };
          return undefined;
        },
      });
      job = { folder, remoteUrl: remote.url, scavioUrl: scavio.url, github };
      runs = [await runAt('2026-11-23T09:00:00Z'), await runAt(TEN), await runAt(ELEVEN)];
    });
    afterAll(async () => {
      await Promise.all([github.close(), scavio.close()]);
      await rm(folder, { recursive: true, force: true });
    });

    async function runAt(iso: string) {
      now = Date.parse(iso);
      return runHourlyJob(job, '--now', iso);
    }

    test('one issue for +15 %, none for +9 % or for +15 % in two hours, and a broken hashtag stops no other', async () => {
      expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
      const third = runs[2];
      expect(github.issues()).toHaveLength(1);
      const [issue] = github.issues();
      expect(issue?.title).toContain('#gained15');
      const body = issue?.body ?? '';
      expect(body).toContain('1,000,003 → 1,150,004');
      const rows = body.split('\n').filter((line) => line.includes('/video/'));
      expect(rows).toHaveLength(3);
      expect(rows[0]).toMatch(/video number 2.*@creator2.*60K of 150K.*40 %/);
      expect(rows[1]).toMatch(/@octocat.*@creator5.*44K of 44K.*29.3 %/);
      expect(rows[2]).toMatch(/video number 1.*@creator1.*25K of 425K.*16.7 %/);

      expect(third?.summary).toContain('`#broken`');
      expect(third?.summary).toContain('http-500');
      expect(third?.summary).toMatch(/`#gained9`.*not above 10 %\/h/);
      expect(third?.summary).toMatch(/`#late`.*7.5 %\/h, not above/);

      const lines = (await remote.read('data/samples/2026/11/23.ndjson'))?.trim().split('\n') ?? [];
      const atEleven = lines.map((line) => JSON.parse(line)).filter(({ at }) => at === ELEVEN);
      expect(atEleven.map(({ hashtag, views, step }) => [hashtag, views, step])).toEqual([
        ['gained15', 1_150_004, 1],
        ['gained9', 1_090_004, 1],
        ['late', 1_150_004, 1],
      ]);
      expect(await remote.author()).toBe(
        'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
      );
      expect(await remote.subjects()).toEqual([
        'data: 2026-11-23 11:00Z, 1 delivered',
        'data: 2026-11-23 11:00Z, gained15 breaking out, 1 failed',
        expect.stringContaining('data: 2026-11-23 10:00Z'),
        expect.stringContaining('data: 2026-11-23 09:00Z'),
        'first commit',
      ]);
    });

    test('a run that is repeated, and one in the hour after, file no second issue', async () => {
      await runAt(ELEVEN);
      await runAt('2026-11-23T12:00:00Z');
      expect(github.issues()).toHaveLength(1);
    });
  },
);
