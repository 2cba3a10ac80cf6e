import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { suggestCommand } from '../../src/cli/suggest.ts';
import { DAY_MS } from '../../src/text/time.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { runProgram } from '../support/hourly-job.ts';
import { syntheticReadings, writeHistory } from '../support/recorded-history.ts';

const READINGS = syntheticReadings({ seed: 8, hashtags: 4, days: 45 });
const BEGIN = READINGS[0]?.at ?? 0;
const NAMES = ['synthetic0', 'synthetic1', 'synthetic2', 'synthetic3'];

describe('suggest', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suggest-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function suggest(
    watchlist: string,
    { days, alertsPerWeek }: { days: number; alertsPerWeek: number },
  ) {
    const file = join(folder, 'watchlist.yml');
    const said = { out: '', err: '' };
    await writeFile(file, watchlist);
    const now = BEGIN + days * DAY_MS;
    await writeHistory(
      folder,
      READINGS.filter(({ at }) => at <= now),
    );
    const code = await suggestCommand({
      file,
      folder,
      variables: {},
      alertsPerWeek,
      now,
      output: 'json',
      out: { write: (text) => (said.out += text) },
      err: { write: (text) => (said.err += text) },
    });
    return { code, report: JSON.parse(said.out), text: said.err };
  }

  test('proposes the level that comes nearest, with what each would have alerted, as valid YAML', async () => {
    const list = `hashtags: [${NAMES.join(', ')}]\n`;
    const { code, report, text } = await suggest(list, { days: 45, alertsPerWeek: 1 });
    expect(code).toBe(0);
    expect(report).toMatchObject({ kind: 'suggested', alertsPerWeek: 1, weeks: expect.closeTo(31 / 7, 0) });
    const alerts = report.settings.map((setting: { alerts: number }) => setting.alerts);
    expect(alerts).toHaveLength(11);
    expect(alerts[0]).toBeGreaterThan(alerts.at(-1));
    const nearest = alerts.toSorted(
      (a: number, b: number) => Math.abs(a - report.weeks) - Math.abs(b - report.weeks),
    )[0];
    expect(Math.abs(report.suggestion.alerts - report.weeks)).toBeLessThanOrEqual(
      Math.abs(nearest - report.weeks),
    );
    expect(report.hashtags.map((one: { hashtag: string }) => one.hashtag)).toEqual(NAMES);
    expect(
      parseWatchlist(`${report.yaml}${report.yaml.includes('hashtags') ? '' : list}`, 'w'),
    ).toMatchObject({ kind: 'valid' });
    expect(text).toContain('← nearest');
    expect(text).toContain(report.yaml.trimEnd());
    expect(await readdir(folder)).toEqual(['data', 'watchlist.yml']);
  });

  test('says that the record cannot have so many', async () => {
    const { report, text } = await suggest(`hashtags: [${NAMES.join(', ')}]\n`, {
      days: 45,
      alertsPerWeek: 99,
    });
    expect(report.suggestion).toMatchObject({ sensitivity: '1 false alarm in 2 months', threshold: '3 %/h' });
    expect(text).toContain(
      'No setting comes near 99 a week on this record. Little more happened in these weeks.',
    );
  });

  test('a hashtag with settings of its own is listed, since they would hide those of the file', async () => {
    const { report } = await suggest('hashtags: [synthetic0, { name: synthetic1, sensitivity: quiet }]\n', {
      days: 45,
      alertsPerWeek: 1,
    });
    expect(report.hashtags).toMatchObject([{ own: false }, { own: true }]);
    expect(report.yaml).toMatch(/hashtags:\n {2}- name: synthetic1\n {4}sensitivity: /);
  });

  test.each([
    [0, 'There is no history of these hashtags yet'],
    [20, 'The history begins on 1 Jan 2026: too short to suggest anything that is more than chance.'],
  ])('suggests nothing after %i days', async (days, sentence) => {
    const { code, report, text } = await suggest('hashtags: [synthetic0]\n', { days, alertsPerWeek: 1 });
    expect(code).toBe(0);
    expect(report).toMatchObject({ kind: 'too-short' });
    expect(text).toContain(sentence);
    if (days > 0) expect(text).toContain('From 29 Jan 2026 on');
  });

  test('a watchlist with problems gets their list, and no suggestion', async () => {
    await writeFile(join(folder, 'watchlist.yml'), 'rule: x\nhashtags: [a]\n');
    const { code, stderr } = await runProgram(folder, ['suggest', '--alerts-per-week', '3'], {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/watchlist\.yml:1:7: error[\s\S]*nothing can be suggested/);
  });

  test.each([[], ['--alerts-per-week', '0'], ['--alerts-per-week', '-1'], ['--alerts-per-week', 'many']])(
    'refuses %j %s',
    async (...words) => {
      const { code, stderr } = await runProgram(folder, ['suggest', ...words], {});
      expect(code).toBe(1);
      expect(stderr).toMatch(/alerts-per-week/);
    },
  );
});
