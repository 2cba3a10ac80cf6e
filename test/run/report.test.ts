import { describe, expect, test } from 'vitest';
import type { Notification } from '../../src/alerts/outbox.ts';
import { payloadOf } from '../../src/channels/webhook/sink.ts';
import type { Failure, Sample } from '../../src/readings/sample.ts';
import { commitMessage, receiptsMessage } from '../../src/run/commit-message.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import { runLog } from '../../src/run/log.ts';
import { type RunReport, reportJson } from '../../src/run/report.ts';
import { runSummary } from '../../src/run/summary.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { alertNamed } from '../channels/alerts.ts';
import { at, sampleOf, video, watchlistOf, watchOf } from '../support/given.ts';

const HOSTILE =
  '::error::x ##[error]y @octocat <img src=x> | `a` [b](https://evil.example)\n::stop-commands::z\u202e';

const FAILURES: readonly Failure[] = [
  { hashtag: 'skincare', code: 'http-500', lost: 'reading', message: 'HTTP 500: upstream is down' },
  { hashtag: 'fyp', code: 'unreadable-answer', lost: 'listing', message: `its videos: ${HOSTILE}` },
];

const watchlist = watchlistOf(
  ['booktok', 'skincare', 'fyp', 'glassskin', 'latte', 'new_one'].map((name) =>
    watchOf(name, { notify: ['issues', 'pipeline'] }),
  ),
);

const samplesAt = (hours: number, views: Readonly<Record<string, number>>): readonly Sample[] =>
  Object.entries(views).map(([hashtag, seen]) =>
    sampleOf(hours, seen, {
      hashtag,
      listing:
        hashtag === 'booktok'
          ? [video('7400000000000000011', 90_000 + hours * 5_000, -9, { caption: HOSTILE })]
          : [],
    }),
  );

function run(state: State, hours: number, samples: readonly Sample[]) {
  const credits = { used: samples.length * 2, left: 6_543 };
  return judgeRun(state, { now: at(hours), watchlist, scope: 'all', samples, failures: FAILURES, credits });
}

const before = run(
  run(
    EMPTY_STATE,
    0,
    samplesAt(0, { booktok: 1_000_003, fyp: 119_178_100_000_000, glassskin: 820_007, latte: 45_003 }),
  ).state,
  1,
  samplesAt(1, { booktok: 1_010_003, fyp: 119_178_100_000_000, glassskin: 610_007, latte: 52_003 }),
);
const outcome = run(
  before.state,
  2,
  samplesAt(2, {
    booktok: 1_170_003,
    fyp: 119_178_200_000_000,
    glassskin: 821_007,
    latte: 52_903,
    new_one: 5_003,
  }),
);
const [first, second] = outcome.claimed as readonly [Notification, Notification];

const report: RunReport = {
  at: at(2),
  mode: 'pushed',
  timezone: 'Europe/London',
  judgements: outcome.judgements,
  failures: FAILURES,
  alerts: outcome.alerts,
  settlement: {
    delivered: [{ notification: first, receipt: 'https://github.com/octo/radar/issues/7' }],
    postponed: [{ notification: second, message: `HTTP 503: ${HOSTILE}` }],
    undelivered: [{ notification: { ...second, channel: 'desk' }, message: 'HTTP 410: gone' }],
  },
  owed: 1,
  held: 0,
  credits: { used: 10, left: 6_543 },
  month: { used: 812, forecast: 4_950, budget: 5_000, price: { amount: 0.01, credits: 1, currency: '$' } },
  movedThresholds: [],
  stopped: {
    code: 'no-credits',
    message: 'no Scavio credits left (HTTP 402): top up the account, or watch fewer hashtags',
  },
  warnings: ['watchlist.yml:3: `type: slack` is understood but has no effect in this version'],
};

const dryRun: RunReport = {
  at: at(1),
  mode: 'dry-run',
  timezone: 'UTC',
  judgements: before.judgements.slice(0, 1),
  failures: [],
  alerts: [],
  owed: 1,
  held: 0,
  credits: { used: 1 },
  movedThresholds: [],
  warnings: [],
};

const golden = (file: string): string => `../golden/messages/${file}`;

test('where hashtags are read more rarely, the summary has a column for it', () => {
  const slowed: RunReport = {
    ...report,
    intervals: ['booktok', 'fyp'].map((hashtag, index) => ({
      hashtag,
      everyHours: index === 0 ? 1 : 2.4,
      due: true,
      reason: 'calm',
    })),
  };
  const rows = runSummary(slowed, '1.2.3').split('\n');
  expect(rows.find((row) => row.includes('| Hashtag'))).toMatch(/\| State +\| Read +\| Reason/);
  expect(rows.find((row) => row.includes('`#fyp`'))).toContain('| every 2 to 3 h |');
});

describe('the headline says that nothing broke out only of what was seen', () => {
  const calmRun = (judgements: RunReport['judgements']) =>
    runSummary({ ...dryRun, judgements }, '1.2.3').split('\n')[0];
  const { judgements: firstReadings } = run(EMPTY_STATE, 0, samplesAt(0, { latte: 45_003, fyp: 5_000 }));
  const [calm] = dryRun.judgements;

  test('a first run', () => {
    expect(calmRun(firstReadings)).toBe(
      '### 2 hashtags sampled; whether anything broke out is not known yet',
    );
  });

  test('a run with a new hashtag in it', () => {
    expect(calmRun([...dryRun.judgements, ...firstReadings.slice(0, 1)])).toBe(
      '### 2 hashtags sampled; nothing broke out among the 1 hashtag that could be judged',
    );
  });

  test('a run that judged all', () => {
    expect(calm?.velocity.kind).toBe('measured');
    expect(calmRun(dryRun.judgements)).toBe('### 1 hashtag sampled; nothing broke out');
  });
});

describe('golden files of a run', () => {
  test('the job summary', async () => {
    await expect(runSummary(report, '1.2.3')).toMatchFileSnapshot(golden('summary.md'));
    await expect(runSummary(dryRun, '1.2.3')).toMatchFileSnapshot(golden('summary-dry-run.md'));
  });

  test('the log', async () => {
    await expect(`${runLog(report).join('\n')}\n`).toMatchFileSnapshot(golden('log.txt'));
    await expect(`${runLog(dryRun).join('\n')}\n`).toMatchFileSnapshot(golden('log-dry-run.txt'));
  });

  test('the commits', async () => {
    const messages = [
      commitMessage(at(2), outcome, FAILURES),
      commitMessage(at(1), { ...before, alerts: [] }, []),
      receiptsMessage(at(2), 1, 1),
    ];
    await expect(messages.join('-----\n')).toMatchFileSnapshot(golden('commits.txt'));
  });

  test('the JSON of `track --json`', async () => {
    await expect(`${JSON.stringify(reportJson(report), null, 2)}\n`).toMatchFileSnapshot(
      golden('track.json'),
    );
  });

  test.each(['exact-with-history', 'cooled-off'])('the webhook payload of %s', async (name) => {
    const payload = JSON.stringify(payloadOf({ kind: 'alert', alert: alertNamed(name) }), null, 2);
    await expect(`${payload}\n`).toMatchFileSnapshot(golden(`webhook-${name}.json`));
  });
});

describe('strangers’ text in a run’s report', () => {
  test('is no workflow command in any line of the log', () => {
    for (const line of runLog(report)) {
      expect(line.trimStart().startsWith('::')).toBe(false);
      expect(line).not.toMatch(/##\[|[\r\n\u202e]/);
    }
  });

  test('stands in code in the summary, and leaves its tables whole', () => {
    const outside = runSummary(report, '1.2.3').replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    for (const trace of ['octocat', 'img', 'evil', '::', '##[']) expect(outside).not.toContain(trace);
    const cells = runSummary(report, '1.2.3')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((row) => row.match(/(?<!\\)\|/g)?.length);
    expect(new Set(cells)).toEqual(new Set([6, 4]));
  });
});

describe('commits', () => {
  test('name a bounded number of hashtags, whatever broke out', () => {
    const alerts = Array.from({ length: 300 }, (_, index) => ({
      ...alertNamed('no-listing'),
      hashtag: `tag${index}`,
    }));
    const [subject = ''] = commitMessage(at(2), { ...outcome, alerts }, FAILURES).split('\n');
    expect(subject).toBe('data: 2026-11-23 12:00Z, tag0, tag1, tag2 and 297 more breaking out, 1 failed');
  });

  test('do not list what was suppressed among the movers', () => {
    expect(outcome.judgements.find(({ watch }) => watch.hashtag === 'glassskin')?.verdict.kind).toBe(
      'suppressed',
    );
    expect(commitMessage(at(2), outcome, FAILURES)).not.toContain('glassskin');
  });

  test('hold nothing that GitHub would link or mention', () => {
    expect(commitMessage(at(2), outcome, FAILURES)).not.toMatch(/[#@]/);
  });
});
