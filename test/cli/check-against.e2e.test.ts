import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CheckReportOptions, checkReport } from '../../src/check/check-watchlist.ts';
import type { CheckReport } from '../../src/check/report.ts';
import { syntheticReadings, writeHistory } from '../support/recorded-history.ts';

const READINGS = syntheticReadings({ seed: 8, hashtags: 3, days: 30 });
const NOW = READINGS.at(-1)?.at ?? 0;
const OLD = 'hashtags: [synthetic0, synthetic1]\n';
const NEW = 'threshold: 3 %/h\nsensitivity: early\nhashtags: [synthetic0, synthetic1, synthetic2, fresh]\n';

describe('check --against', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'against-'));
    await writeFile(join(folder, 'watchlist.yml'), NEW);
    await writeFile(join(folder, 'old.yml'), OLD);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const check = (options: Partial<CheckReportOptions>): Promise<CheckReport> =>
    checkReport({ file: join(folder, 'watchlist.yml'), folder, variables: {}, now: NOW, ...options });

  function git(...words: readonly string[]): void {
    const identity = [
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@localhost',
      '-c',
      'commit.gpgsign=false',
    ];
    execFileSync('git', [...identity, ...words], { cwd: folder, stdio: 'pipe' });
  }

  async function commit(content: string): Promise<void> {
    await writeFile(join(folder, 'watchlist.yml'), content);
    git('init', '--quiet', '--initial-branch=main');
    git('add', 'watchlist.yml');
    git('commit', '--quiet', '--message', 'start');
    await writeFile(join(folder, 'watchlist.yml'), NEW);
  }

  const CHANGE = {
    hashtags: 2,
    cost: { credits: { perMonth: 2880 } },
    added: ['synthetic2', 'fresh'],
    removed: [],
    settings: [
      { key: 'threshold', before: '10 %/h', after: '3 %/h' },
      { key: 'sensitivity', before: '1 false alarm in 10 months', after: 'early' },
    ],
  };

  test('a file: what changes, what it costs, and what it would have done on the record', async () => {
    await writeHistory(folder, READINGS);
    const before = await readdir(folder);
    const report = await check({ against: join(folder, 'old.yml') });
    expect(report).toMatchObject({
      valid: true,
      credits: { perMonth: 5760 },
      change: CHANGE,
      replay: {
        hashtags: 3,
        readings: READINGS.length,
        before: { alerts: expect.any(Number) },
        differences: { lost: 0 },
      },
      newcomers: [{ hashtag: 'fresh', since: null }],
      notes: [],
    });
    const { replay } = report as Extract<CheckReport, { valid: true }>;
    expect(replay?.after.alerts).toBeGreaterThan(replay?.before?.alerts ?? Number.NaN);
    expect(await readdir(folder)).toEqual(before);
    expect(await readFile(join(folder, 'watchlist.yml'), 'utf8')).toBe(NEW);
  });

  test('without a version before: what the file as it stands would have done', async () => {
    await writeHistory(folder, READINGS);
    const report = await check({});
    expect(report).toMatchObject({ replay: { after: { alerts: expect.any(Number) } } });
    expect(report).not.toHaveProperty('change');
  });

  test.each(['main', 'HEAD', 'HEAD~0'])('a git ref: %s', async (against) => {
    await commit(OLD);
    expect(await check({ against })).toMatchObject({ change: { ...CHANGE, name: against } });
  });

  test('a ref, for a file from elsewhere: watchlist.yml of that commit', async () => {
    await commit(OLD);
    await mkdir(join(folder, 'sub'));
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await writeFile(join(elsewhere, 'theirs.yml'), NEW);
    const report = await check({
      file: join(elsewhere, 'theirs.yml'),
      name: 'watchlist.yml',
      against: 'main',
    });
    expect(report).toMatchObject({ file: 'watchlist.yml', change: CHANGE });
    await rm(elsewhere, { recursive: true });
  });

  test('a version before that has problems is said, and the rest goes on', async () => {
    await commit('rule: x\nhashtags: []\n');
    const report = await check({ against: 'main' });
    expect(report).toMatchObject({
      valid: true,
      notes: [
        'Nothing is compared: the version before (`main`) has 2 problems itself.',
        expect.stringMatching(/^There is no history/),
      ],
    });
    expect(report).not.toHaveProperty('change');
  });

  test.each([
    [
      'nowhere',
      'there is neither such a file nor such a commit here; a shallow clone may have to `git fetch` it first',
    ],
    ['--output=x', 'there is neither such a file nor such a commit here'],
    ['main:watchlist.yml', 'there is neither such a file nor such a commit here'],
  ])('what is neither a file nor a commit is refused: %s', async (against, message) => {
    await commit(OLD);
    await expect(check({ against })).rejects.toThrow(message);
    expect(await readdir(folder)).not.toContain('x');
  });

  test('a commit without the file is refused', async () => {
    await commit(OLD);
    await expect(check({ file: join(folder, 'old.yml'), against: 'main' })).rejects.toThrow(
      '--against main: there is no old.yml in that commit',
    );
  });

  test('in a pull request no secret is missed, and it is said which to see to', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'channels: { pipe: { type: webhook } }\nhashtags: [a]\n');
    const here = await check({});
    expect(here.warnings.map(({ message }) => message)).toContain(
      '`ALERT_WEBHOOK_URL` is not set here, and without it the channel `pipe` notifies nobody',
    );
    const there = await check({ variables: { GITHUB_EVENT_NAME: 'pull_request' } });
    expect(there.warnings).toEqual([]);
    expect(there.notes[0]).toBe(
      'Pull requests are checked without secrets, so see for yourself that these are set: `ALERT_WEBHOOK_URL`, `ALERT_WEBHOOK_SECRET`. No channel works without: if none is set, NOBODY IS NOTIFIED of any alert.',
    );
    const set = await check({
      variables: { ALERT_WEBHOOK_URL: 'https://x.example', ALERT_WEBHOOK_SECRET: 'whsec_x' },
    });
    expect(set.warnings).toEqual([]);
    expect(JSON.stringify(set)).not.toMatch(/x\.example|whsec_x/);
  });

  test('the schedule and the secrets handed over are read from the workflow', async () => {
    await mkdir(join(folder, '.github', 'workflows'), { recursive: true });
    await writeFile(
      join(folder, '.github', 'workflows', 'track.yml'),
      `on:\n  schedule:\n    - cron: '7 */6 * * *'\nenv:\n  A: \${{ secrets.SCAVIO_API_KEY }}\n`,
    );
    await writeFile(
      join(folder, 'watchlist.yml'),
      'budget: 240 credits/month\nchannels: { t: { type: slack } }\nhashtags: [a]\n',
    );
    const report = await check({ variables: { SLACK_WEBHOOK_URL: 'set' } });
    expect(report).toMatchObject({
      credits: { perMonth: 240, budgetLastsDays: null },
      minutesPerMonth: 120,
      newcomers: [{ classicFrom: new Date(NOW + 6 * 3_600_000).toISOString().replace('.000', '') }],
    });
    expect(report.warnings.map(({ message }) => message)).toContain(
      'the workflow does not hand `SLACK_WEBHOOK_URL` to the program, so the channel `t` notifies nobody',
    );
  });
});
