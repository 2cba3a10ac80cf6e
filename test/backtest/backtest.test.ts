import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BacktestOptions, type BacktestResult, backtest } from '../../src/backtest/backtest.ts';
import type { BacktestAlert, RuleName } from '../../src/backtest/replay.ts';
import { renderBacktest } from '../../src/backtest/report.ts';
import { bothRules, tallyBy } from '../../src/backtest/tally.ts';
import { generateRecord } from '../../src/bench/detection/synthetic/generate.ts';
import { backtestCommand } from '../../src/commands/backtest.ts';
import { judgeBreakout } from '../../src/core/breakout/judge.ts';
import type { BreakoutMemory } from '../../src/core/breakout/memory.ts';
import { inferStep } from '../../src/core/reading/step.ts';
import { isoUtc } from '../../src/core/time.ts';

const RECORD = generateRecord({ seed: 8, hashtags: 4, days: 40, everyHours: 1 }).rounded;
const ROWS = RECORD.flatMap(({ hashtag, at, views }) =>
  [...at].map((instant, index) => ({ instant, hashtag, views: views[index] ?? 0 })),
);
const csv = (rows: readonly { instant: number; hashtag: string; views: number | string }[]) =>
  `time,hashtag,views\n${rows.map((row) => `${isoUtc(row.instant)},${row.hashtag},${row.views}\n`).join('')}`;

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
      bar: { sensitivity: 'balanced' },
      classicPercentPerHour: 10,
      ...options,
    });
  };

  test('raises what the hourly run would have raised, once per episode', async () => {
    const result = await run(csv(ROWS));
    const expected = RECORD.flatMap(({ hashtag, at, views }) => {
      let memory: BreakoutMemory | undefined;
      const opened: string[] = [];
      for (const [index, instant] of at.entries()) {
        const count = views[index] ?? 0;
        const reading = {
          at: Math.floor(instant / 1000) * 1000,
          hashtag,
          views: count,
          step: inferStep(count),
        };
        const before = memory?.firing;
        ({ memory } = judgeBreakout(memory, reading, { threshold: 8 }));
        if (before === undefined && memory?.firing !== undefined)
          opened.push(`${hashtag} ${isoUtc(instant)}`);
      }
      return opened;
    });
    const raised = result.alerts.filter((alert) => alert.rule === 'breakout');
    expect(raised.map((alert) => `${alert.hashtag} ${alert.at}`).toSorted()).toEqual(expected.toSorted());
    expect(expected.length).toBeGreaterThan(2);
    expect(raised[0]).toEqual({
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
    const count = (result: BacktestResult) =>
      result.alerts.filter((alert) => alert.rule === 'breakout').length;
    const early = count(await run(csv(ROWS), { bar: { sensitivity: 'early' } }));
    const quiet = count(await run(csv(ROWS), { bar: { sensitivity: 'quiet' } }));
    const never = count(await run(csv(ROWS), { bar: { score: 99 } }));
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
    await expect(
      backtest({ source: { kind: 'csv', path: from }, bar: { score: 8 }, classicPercentPerHour: 10 }),
    ).rejects.toThrow(/ENOENT/);
  });

  test('people read totals, hashtags and weeks', async () => {
    const text = renderBacktest(await run(csv(ROWS)));
    expect(text).toContain(`${ROWS.length} readings of 4 hashtags over `);
    expect(text).toMatch(/breakout \(bar 8\): \d+ alerts, \d\.\d\d a month of one hashtag\./);
    expect(text).toMatch(
      /\nboth: \d+ alerts, \d\.\d\d a month of one hashtag\. Alerts of one hashtag within 24 hours/,
    );
    expect(text).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ +synthetic\d +breakout +Views have run at /m);
    expect(text).toContain('No reading says how many posts were new (`new_posts`)');
  });

  test('weeks stand in order, quiet ones between others included', async () => {
    const result = await run(csv(ROWS));
    const [alert] = result.alerts;
    const at = (day: string) => ({ ...(alert as BacktestAlert), at: `${day}T12:00:00Z` });
    const text = renderBacktest({
      ...result,
      alerts: [at('2026-01-04'), at('2026-01-05'), at('2026-01-26')],
    });
    expect(text.match(/^2\d{3}-\d\d-\d\d +\d+ +\d+ +\d+$/gm)).toEqual([
      '2025-12-29  1         0        1',
      '2026-01-05  1         0        1',
      '2026-01-12  0         0        0',
      '2026-01-19  0         0        0',
      '2026-01-26  1         0        1',
    ]);
  });

  test('with posts nothing is said of them', async () => {
    const result = await run('time,hashtag,views,new_posts\n2026-01-01T10:00:00Z,a,1000,3\n');
    expect(result.readingsWithPosts).toBe(1);
    expect(renderBacktest(result)).not.toContain('new_posts');
  });

  test("a file's hashtags are shown with what is hidden in them", async () => {
    const row = (hour: number, views: number) =>
      `2026-01-01T${hour}:00:00Z,\u001b[2J\u202e##[group]x,${views}\n`;
    const text = renderBacktest(await run(`time,hashtag,views\n${row(10, 1000)}${row(11, 5000)}`));
    expect(text).toContain('\\u001b[2J\\u202e##\\u005bgroup]x');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}|##\[/u);
  });

  test('of alerts within a day of each other both rules together raise one', () => {
    const alert = (at: string, rule: RuleName, hashtag = 'a'): BacktestAlert => {
      return { hashtag, at, rule, score: null, onset: null, multiple: null, severity: null, reason: '' };
    };
    const alerts = [
      alert('2026-01-01T10:00:00Z', 'classic'),
      alert('2026-01-01T11:00:00Z', 'breakout', 'b'),
      alert('2026-01-01T14:00:00Z', 'breakout'),
      alert('2026-01-02T13:00:00Z', 'classic'),
      alert('2026-01-03T13:00:00Z', 'classic'),
    ];
    expect(bothRules(alerts).map(({ hashtag, at }) => `${hashtag} ${at.slice(8, 13)}`)).toEqual([
      'a 01T10',
      'b 01T11',
      'a 03T13',
    ]);
    expect(tallyBy(alerts, ({ hashtag }) => hashtag)).toEqual(
      new Map([
        ['a', { breakout: 1, classic: 3, both: 2 }],
        ['b', { breakout: 1, classic: 0, both: 1 }],
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
