import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BacktestOptions, type BacktestResult, backtest } from '../../src/backtest/backtest.ts';
import { renderBacktest } from '../../src/backtest/report.ts';
import { generateRecord } from '../../src/bench/detection/synthetic/generate.ts';
import { judgeBreakout } from '../../src/core/breakout/judge.ts';
import type { BreakoutMemory } from '../../src/core/breakout/memory.ts';
import { inferStep } from '../../src/core/step.ts';
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
    expect(text).toMatch(/week from +breakout +classic\n2026-\d\d-\d\d/);
  });
});
