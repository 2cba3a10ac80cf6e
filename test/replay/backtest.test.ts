import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateRecord } from '../../src/bench/detection/synthetic/generate.ts';
import { backtestCommand } from '../../src/cli/backtest.ts';
import {
  type BacktestAlert,
  type BacktestOptions,
  type BacktestResult,
  backtest,
} from '../../src/replay/backtest.ts';
import { renderBacktest } from '../../src/replay/backtest-report.ts';
import { tallyBy } from '../../src/replay/backtest-tally.ts';
import { everyHashtag } from '../../src/replay/watches.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import type { SensitivitySetting } from '../../src/settings/settings.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { formatAmount } from '../../src/text/numbers.ts';
import { isoUtc } from '../../src/text/time.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const RECORD = generateRecord({ seed: 8, hashtags: 4, days: 40, everyHours: 1 }).rounded;
const ROWS = RECORD.flatMap(({ hashtag, at, views }) =>
  [...at].map((instant, index) => ({ instant, hashtag, views: views[index] ?? 0 })),
);
const csv = (rows: readonly { instant: number; hashtag: string; views: number | string }[]) =>
  `time,hashtag,views\n${rows.map((row) => `${isoUtc(row.instant)},${row.hashtag},${row.views}\n`).join('')}`;

/** Both rules for every hashtag, as sensitive as that. */
const at = (sensitivity: SensitivitySetting) => ({
  watchOf: everyHashtag({ rule: 'both', sensitivity, thresholdPercentPerHour: 10 }),
  sensitivity,
});

describe('backtest on a file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backtest-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = async (
    content: string | Buffer,
    options: Partial<BacktestOptions> = {},
    name = 'readings.csv',
  ): Promise<BacktestResult> => {
    const from = join(folder, name);
    await writeFile(from, content);
    return backtest({
      source: { kind: 'csv', path: from },
      ...at('balanced'),
      ...options,
    });
  };

  test('raises what hourly runs would have raised', async () => {
    const result = await run(csv(ROWS));
    let state: State = EMPTY_STATE;
    const opened: string[] = [];
    const watches = RECORD.map(({ hashtag }) => watchOf(hashtag, { rule: 'both' }));
    for (const { instant, hashtag, views } of ROWS) {
      const now = Math.floor(instant / 1000) * 1000;
      const input = { failures: [], credits: { used: 0 }, scope: 'some' } as const;
      const samples = [{ at: now, hashtag, views }];
      const outcome = judgeRun(state, { ...input, now, watchlist: watchlistOf(watches), samples });
      state = { ...outcome.state, outbox: [] };
      const news = outcome.alerts.filter(({ kind }) => kind === 'opened');
      opened.push(...news.map((alert) => `${hashtag} ${alert.rule} ${isoUtc(now)}`));
    }
    const raised = result.alerts.map((alert) => `${alert.hashtag} ${alert.rule} ${alert.at}`);
    expect(raised.toSorted()).toEqual(opened.toSorted());
    expect(opened.length).toBeGreaterThan(2);
    expect(result.alone.breakout[0]).toEqual({
      hashtag: expect.stringMatching(/^synthetic\d$/),
      at: expect.stringMatching(/^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      rule: 'breakout',
      score: expect.any(Number),
      onset: expect.stringMatching(/Z$/),
      multiple: expect.any(Number),
      severity: expect.stringMatching(/^(breakout|strong)$/),
      reason: expect.stringMatching(/^Views have run at /),
    });
    expect(result).toMatchObject({ readings: ROWS.length, hashtags: 4, refused: 0, threshold: 8 });
    expect(result.tagMonths).toBeCloseTo(4 * (40 / 30), 0);
  });

  test('grouped by hashtag or in time order, plain or compressed: the same result', async () => {
    const grouped = await run(csv(ROWS));
    const inTime = ROWS.toSorted((a, b) => a.instant - b.instant);
    expect(await run(csv(inTime))).toEqual(grouped);
    expect(await run(gzipSync(csv(ROWS)), {}, 'readings.csv.gz')).toEqual(grouped);
    expect(await run(csv(ROWS).replaceAll('\n', '\r\n').trimEnd())).toEqual(grouped);
  });

  test('a higher bar raises fewer alerts, and an impossible one none', async () => {
    const count = (result: BacktestResult) => result.alone.breakout.length;
    const early = count(await run(csv(ROWS), at('early')));
    const quiet = count(await run(csv(ROWS), at('quiet')));
    const never = count(await run(csv(ROWS), at({ score: 99 })));
    expect(early).toBeGreaterThanOrEqual(quiet);
    expect(quiet).toBeGreaterThan(never);
    expect(never).toBe(0);
  });

  test('scores: one line for each reading, null while learning', async () => {
    const scores = join(folder, 'scores.ndjson');
    await run(csv(ROWS), { scores });
    const lines = (await readFile(scores, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.length).toBe(ROWS.length);
    expect(lines[0]).toEqual({ at: isoUtc(ROWS[0]?.instant ?? 0), hashtag: 'synthetic0', score: null });
    expect(lines[200].score).toEqual(expect.any(Number));
  });

  test('rows that come twice change neither alerts nor scores', async () => {
    const once = join(folder, 'once.ndjson');
    const twice = join(folder, 'twice.ndjson');
    const result = await run(csv(ROWS), { scores: once });
    const doubled = await run(csv(ROWS.flatMap((row) => [row, row])), { scores: twice });
    expect(doubled.alerts).toEqual(result.alerts);
    const lines = (await readFile(twice, 'utf8')).trimEnd().split('\n');
    expect(lines.filter((_, index) => index % 2 === 1)).toEqual(lines.filter((_, index) => index % 2 === 0));
    expect(lines.filter((_, index) => index % 2 === 0).join('\n')).toBe(
      (await readFile(once, 'utf8')).trimEnd(),
    );
  });

  test('optional columns are read, in any order; quoted names too', async () => {
    const content =
      'videos,views,new_posts,hashtag,newest_span_hours,time\n12,1000,3,"book,tok",5.5,2026-01-01 10:00:00\n';
    const result = await run(`${content}13,2000,,"book,tok",,2026-01-01T11:00:00Z\n`);
    expect(result).toMatchObject({ readings: 2, hashtags: 1, refused: 0 });
    expect(result.alerts).toEqual([
      {
        hashtag: 'book,tok',
        at: '2026-01-01T11:00:00Z',
        rule: 'classic',
        score: null,
        onset: null,
        multiple: null,
        severity: null,
        reason: '100 %/h is above 10 %/h',
      },
    ]);
  });

  test('rows that cannot be used are counted and change nothing', async () => {
    const clean = await run(csv(ROWS));
    const at = ROWS[300]?.instant ?? 0;
    const spoilt = csv([
      ...ROWS.slice(0, 301),
      { instant: at, hashtag: 'synthetic0', views: 77 },
      { instant: at - 7_200_000, hashtag: 'synthetic0', views: 77 },
      { instant: at + 1000, hashtag: 'synthetic0', views: '1e30' },
      { instant: at + 2000, hashtag: 'synthetic0', views: 'many' },
      { instant: at + 3000, hashtag: '', views: 5 },
      { instant: at + 4000, hashtag: 'synthetic0', views: 0 },
      ...ROWS.slice(301),
    ]);
    const result = await run(`${spoilt}yesterday,synthetic0,5\n\n`);
    expect(result.refused).toBe(7);
    expect(result.readings).toBe(ROWS.length + 7);
    expect(result.alerts).toEqual(clean.alerts);
  });

  test.each([
    ['', /is empty: it needs a header with time,hashtag,views/],
    ['time,tag,views\n', /readings\.csv:1: no column hashtag\. The first line must name/],
  ])('a file without the header %j is refused with what to do', async (content, message) => {
    await expect(run(content)).rejects.toThrow(message);
  });

  test('a file that is not there is an error', async () => {
    const from = join(folder, 'nowhere.csv.gz');
    await expect(backtest({ source: { kind: 'csv', path: from }, ...at({ score: 8 }) })).rejects.toThrow(
      /ENOENT/,
    );
  });

  test('people read totals, hashtags and weeks', async () => {
    const text = renderBacktest(await run(csv(ROWS)));
    expect(text).toContain(`${formatAmount(ROWS.length, 'reading')} of 4 hashtags over `);
    expect(text).toMatch(/\nAlerts: \d+ alerts, \d\.\d\d a month for each hashtag\./);
    expect(text).toMatch(/\nThe breakout rule alone \(score threshold 8\): \d+ alerts, /);
    expect(text).toMatch(/\nThe classic rule alone: \d+ alerts?, /);
    expect(text).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ +synthetic\d +breakout +Views have run at /m);
    expect(text).toContain('No reading says how many posts were new (`new_posts`)');
  });

  test('weeks stand in order, quiet ones between others included', async () => {
    const result = await run(csv(ROWS));
    const [alert] = result.alerts;
    const on = (day: string) => ({ ...(alert as BacktestAlert), at: `${day}T12:00:00Z` });
    const alerts = [on('2026-01-04'), on('2026-01-05'), on('2026-01-26')];
    const text = renderBacktest({ ...result, alerts, alone: { breakout: alerts, classic: [] } });
    expect(text.match(/^2\d{3}-\d\d-\d\d +\d+ +\d+ +\d+$/gm)).toEqual([
      '2025-12-29  1       1         0',
      '2026-01-05  1       1         0',
      '2026-01-12  0       0         0',
      '2026-01-19  0       0         0',
      '2026-01-26  1       1         0',
    ]);
  });

  test('with posts nothing is said of them', async () => {
    const result = await run('time,hashtag,views,new_posts\n2026-01-01T10:00:00Z,a,1000,3\n');
    expect(result.readingsWithPosts).toBe(1);
    expect(renderBacktest(result)).not.toContain('new_posts');
  });

  test.each([
    ['a header alone', '', '0 readings of 0 hashtags over 0 hashtag-months.'],
    ['one reading', '2026-01-01T10:00:00Z,a,1000,3\n', '1 reading of 1 hashtag over 0 hashtag-months.'],
  ])('%s leaves out empty tables and rates of no time', async (_, rows, first) => {
    expect(renderBacktest(await run(`time,hashtag,views,new_posts\n${rows}`))).toBe(
      `${first}\nAlerts: 0 alerts.\nThe breakout rule alone (score threshold 8): 0 alerts.\n` +
        'The classic rule alone: 0 alerts.\n\nNo alert.\n',
    );
  });

  test('a file without one usable row says so', async () => {
    const text = renderBacktest(await run('time,hashtag,views\n2026-01-01T10:00:00Z,a,1.2M\n'));
    expect(text).toContain('; 1 could not be used.\n  line 2: no number of views: 1.2M\n');
    expect(text).toContain('\nNo row could be used, so nothing was replayed.\n');
    expect(text).not.toContain('new_posts');
  });

  test("a file's hashtags are shown with what is hidden in them", async () => {
    const row = (hour: number, views: number) =>
      `2026-01-01T${hour}:00:00Z,\u001b[2J\u202e##[group]x,${views}\n`;
    const text = renderBacktest(await run(`time,hashtag,views\n${row(10, 1000)}${row(11, 5000)}`));
    expect(text).toContain('\\u001b[2J\\u202e##\\u005bgroup]x');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}|##\[/u);
  });

  test('are tallied by what the settings raise and by each rule alone', () => {
    const alert = (hashtag: string, rule: BacktestAlert['rule']): BacktestAlert => ({
      ...{ hashtag, rule, at: '2026-01-01T10:00:00Z', reason: '' },
      ...{ score: null, onset: null, multiple: null, severity: null },
    });
    const classic = [alert('a', 'classic'), alert('a', 'classic'), alert('b', 'classic')];
    const breakout = [alert('a', 'breakout'), alert('c', 'breakout')];
    const result = { alerts: [alert('a', 'classic'), alert('c', 'breakout')], alone: { breakout, classic } };
    expect(tallyBy(result, ({ hashtag }) => hashtag)).toEqual(
      new Map([
        ['a', { alerts: 1, breakout: 1, classic: 2 }],
        ['c', { alerts: 1, breakout: 1, classic: 0 }],
        ['b', { alerts: 0, breakout: 0, classic: 1 }],
      ]),
    );
  });

  test.each(['readings.csv', 'link.csv'])('scores never overwrite the readings: %s', async (name) => {
    await writeFile(join(folder, 'readings.csv'), csv(ROWS.slice(0, 3)));
    await rm(join(folder, 'link.csv'), { force: true });
    await symlink('readings.csv', join(folder, 'link.csv'));
    const silent = { write: () => true };
    const attempt = backtestCommand({
      folder,
      variables: {},
      from: join(folder, 'readings.csv'),
      scores: join(folder, name),
      sensitivity: 'balanced',
      output: 'people',
      out: silent,
      err: silent,
    });
    await expect(attempt).rejects.toThrow('--scores names the file of --from');
    expect(await readFile(join(folder, 'readings.csv'), 'utf8')).toBe(csv(ROWS.slice(0, 3)));
  });
});
