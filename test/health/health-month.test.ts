import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GithubApi } from '../../src/simulator/github/api.ts';
import { hourlyRuns } from '../../src/simulator/schedule.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { watchlistOf, watchOf } from '../support/given.ts';
import { day, goThroughWeeks, HASHTAGS, START } from './health-month.ts';

const CHANNELS = [
  { type: 'issue', name: 'issues', labels: [], assignees: [] },
  { type: 'webhook', name: 'pipeline', urlEnv: 'ALERT_WEBHOOK_URL', secretEnv: 'ALERT_WEBHOOK_SECRET' },
] as const;

function watchlist(more: Partial<Watchlist> = {}): Watchlist {
  const watches = HASHTAGS.map((name) => watchOf(name, { notify: ['issues', 'pipeline'] }));
  return watchlistOf(watches, { channels: CHANNELS, ...more });
}

describe('a healthy month', () => {
  test('with GitHub’s usual lateness tells nothing about itself', async () => {
    const style = {
      lateMinutes: 14,
      lateDeviation: 0.6,
      lostShare: 0.35,
      midnightLostShare: 0.9,
      outageShare: 1 / 720,
      outageHours: [4, 9],
    } as const;
    const runs = hourlyRuns({ seed: 3, from: START, hours: 720, style });
    const { notices, issues } = await goThroughWeeks({ runs, watchlistAt: () => watchlist() });
    expect(notices).toEqual([]);
    expect(issues).toEqual([]);
  });
});

/** Within [from, to) days. */
const during = (from: number, to: number, now: number): boolean => now >= day(from) && now < day(to);

/** Within these hours the source does not answer in time. */
const isSlow = (now: number): boolean => during(18, 18.25, now);

describe('each cause, made to happen once in six weeks', () => {
  // Every fourth hour at first, then every hour, and later every other one, with a gap of 30 hours.
  const runs = Array.from({ length: 42 * 24 }, (_, hour) => START + hour * HOUR_MS + 7 * 60_000).filter(
    (at, hour) => {
      if (at < day(5)) return hour % 4 === 0;
      if (at >= day(9) && hour % 2 === 1) return false;
      return !(at >= day(10) && at < day(10) + 29 * HOUR_MS);
    },
  );
  let good = '';
  const story = goThroughWeeks({
    runs,
    // A digest each Sunday: something to deliver while the webhook refuses.
    watchlistAt: (now) =>
      watchlist({
        weeklyDigest: { weekday: 0, minute: 9 * 60 },
        ...(during(33, 35, now) && { budgetCreditsPerMonth: 10 }),
      }),
    faultAt: (now, { body, path }) => {
      const named = JSON.stringify(body);
      if (during(13, 15, now) && named.includes('"beta"')) return { kind: 'status', status: 404 };
      if (during(16, 16.25, now)) return { kind: 'status', status: 401 };
      if (during(17, 17.25, now)) return { kind: 'data', data: { surprise: path } };
      if (isSlow(now)) return { kind: 'hang' };
      return undefined;
    },
    webhookAt: (now) => (during(21, 21.9, now) ? { status: 404 } : { status: 204 }),
    before: async (now, data) => {
      const state = join(data, 'state.json');
      if (during(25, 25.3, now) && good === '') {
        good = await readFile(state, 'utf8');
        await writeFile(state, `${good.slice(0, 500)}\n<<<<<<< HEAD\n${good.slice(500)}`);
      }
      if (now >= day(25.3) && good !== '') {
        await writeFile(state, good);
        good = '';
      }
    },
    samplingMaxMsAt: (now) => (isSlow(now) ? 150 : undefined),
    creditsFrom: [
      [START, 1_450],
      [day(31), 1_000_000],
    ],
  });

  test.each([
    'schedule',
    'no-runs',
    'no-reading',
    'key',
    'unknown-shape',
    'cut-short',
    'channel',
    'unreadable-data',
    'credits',
    'budget',
  ])('%s: one story, which closes itself', async (cause) => {
    const { notices, issues } = await story;
    const own = notices.filter((notice) => notice.cause === cause);
    const kinds = own.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'changed')).toEqual(['opened', 'over']);
    expect(new Set(own.map((notice) => notice.story)).size).toBe(1);
    const filed = issues.filter(({ versions }) => versions[0]?.body.includes(`episode=${own[0]?.story} `));
    expect(filed).toHaveLength(1);
    expect(filed[0]).toMatchObject({ state: 'closed', labels: ['health'] });
  });

  test('runs that cannot read what is stored stop, and record nothing', async () => {
    const { stopped } = await story;
    expect(stopped.length).toBeGreaterThan(2);
    expect(new Set(stopped.map((message) => message.includes('state.json')))).toEqual(new Set([true]));
  });

  test('nothing else is told about it', async () => {
    const { notices, issues } = await story;
    expect(notices.map(({ cause, kind, at }) => `${at} ${cause} ${kind}`)).toMatchInlineSnapshot(`
      [
        "2026-11-05T00:07:00Z schedule opened",
        "2026-11-08T00:07:00Z schedule over",
        "2026-11-12T06:07:00Z no-runs opened",
        "2026-11-12T08:07:00Z no-runs over",
        "2026-11-15T00:07:00Z no-reading opened",
        "2026-11-16T00:07:00Z no-reading over",
        "2026-11-17T02:07:00Z key opened",
        "2026-11-17T06:07:00Z key over",
        "2026-11-18T02:07:00Z unknown-shape opened",
        "2026-11-18T06:07:00Z unknown-shape over",
        "2026-11-19T02:07:00Z cut-short opened",
        "2026-11-19T06:07:00Z cut-short over",
        "2026-11-22T22:07:00Z channel opened",
        "2026-11-23T00:07:00Z channel over",
        "2026-11-25T00:07:00Z credits opened",
        "2026-11-26T00:07:00Z unreadable-data opened",
        "2026-11-26T08:07:00Z unreadable-data over",
        "2026-12-02T00:07:00Z credits over",
        "2026-12-04T00:07:00Z budget opened",
        "2026-12-04T14:07:00Z budget changed",
        "2026-12-06T00:07:00Z budget over",
      ]
    `);
    expect(issues.map(({ title, state }) => `${title} (${state})`)).toMatchInlineSnapshot(`
      [
        "Hourly runs come again (closed)",
        "The week: no breakout among 2 hashtags (closed)",
        "Readings come again (closed)",
        "Settled: 1 hashtag without a reading: #beta (closed)",
        "The week: no breakout among 2 hashtags (closed)",
        "Scavio takes the key again (closed)",
        "Scavio answers in a known form again (closed)",
        "Runs read every hashtag again (closed)",
        "The week: no breakout among 2 hashtags (closed)",
        "The channel pipeline works again (closed)",
        "There are enough credits again (closed)",
        "Stored data can be read again (closed)",
        "The week: no breakout among 2 hashtags (closed)",
        "The budget is enough again (closed)",
        "The week: no breakout among 2 hashtags (open)",
      ]
    `);
  });
});

describe('a story that a person mutes', () => {
  test.each([
    ['by a comment', (github: GithubApi, number: number) => github.commentAs('octocat', number, 'mute 10d')],
    [
      'by a label',
      (github: GithubApi, number: number) =>
        github.editAs('octocat', number, { labels: ['health', 'mute 2w'] }),
    ],
  ])('%s sends no end, closes its issue, and is known from the log alone', async (_, mute) => {
    const runs = Array.from({ length: 42 }, (_, index) => START + index * 4 * HOUR_MS + 7 * 60_000);
    let log = '';
    const muted = { at: 0 };
    const { notices, issues } = await goThroughWeeks({
      runs,
      watchlistAt: () => watchlist(),
      faultAt: (now, { body }) =>
        during(2, 5, now) && JSON.stringify(body).includes('"beta"')
          ? { kind: 'status', status: 404 }
          : undefined,
      before: async (now, data, github) => {
        const [issue] = github.issues();
        if (issue !== undefined && muted.at === 0) {
          mute(github, issue.number);
          muted.at = now;
        }
        if (muted.at > 0 && now === muted.at + 8 * HOUR_MS) await rm(join(data, 'state.json'));
        log = await readFile(join(data, 'alerts/2026.ndjson'), 'utf8').catch(() => '');
      },
    });
    expect(muted.at).toBeGreaterThan(0);
    expect(notices.map(({ kind, cause }) => [kind, cause])).toEqual([['opened', 'no-reading']]);
    expect(issues.map(({ state }) => state)).toEqual(['closed']);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ kind }) => kind.startsWith('health-')).map(({ kind }) => kind)).toEqual([
      'health-muted',
    ]);
  });
});
