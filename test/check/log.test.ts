import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkLog } from '../../src/check/log.ts';
import type { CheckReport, ValidCheck } from '../../src/check/report.ts';
import { COMPARED, INVALID, VALID } from './check-given.ts';

const GOLDEN = new URL('../golden/check/', import.meta.url);

const { replay } = COMPARED;
if (replay === undefined) throw new Error('the report of a comparison has no replay');

test('alerts that stay the same stand in the columns of those that differ', () => {
  const log = checkLog(COMPARED);
  const same = log.find((line) => line.includes('at 9.1× the usual'));
  const earlier = log.find((line) => line.includes('7 %/h is above'));
  expect(earlier).toContain('3 h earlier  7 %/h');
  expect(same?.indexOf('Views have run')).toBe(earlier?.indexOf('7 %/h'));
});

test('without differences there is no column for them', () => {
  const alerts = replay.alerts.filter(({ change }) => change === 'same');
  const log = checkLog({ ...COMPARED, replay: { ...replay, alerts } });
  expect(log).toContain('  17 Nov 2026, 08:00 GMT  #skincare  breakout  Views have run at 9.1× the usual');
});

test.each<readonly [string, CheckReport]>([
  ['invalid', INVALID],
  ['valid', VALID],
  ['compared', COMPARED],
])('the log of a check: %s', async (name, report) => {
  await expect(`${checkLog(report).join('\n')}\n`).toMatchFileSnapshot(
    fileURLToPath(new URL(`${name}.txt`, GOLDEN)),
  );
});

test.each([
  [0, '2 problems in watchlist.yml'],
  [3, '5 problems in watchlist.yml; the first 2 are shown'],
])('with %i problems left out, all are counted', (omitted, last) => {
  expect(checkLog({ ...INVALID, omitted }).at(-1)).toBe(last);
});

describe('a long list is cut and says by how many', () => {
  const tags = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `tag${index}`);
  const { change } = COMPARED;
  if (change === undefined) throw new Error('the report of a comparison has no change');
  const without = { ...VALID, change: { ...change, added: [], removed: [], settings: [], changed: [] } };
  const linesWith = (more: Partial<ValidCheck>): readonly string[] => checkLog({ ...without, ...more });

  test('hashtags on one line', () => {
    const added = (count: number) => linesWith({ change: { ...without.change, added: tags(count) } });
    expect(added(10)).toContain(
      `  new: ${tags(10)
        .map((tag) => `#${tag}`)
        .join(', ')}`,
    );
    expect(added(12).find((line) => line.startsWith('  new:'))).toMatch(/#tag9, … and 2 more$/);
  });

  test('changes', () => {
    const renamed = (count: number) =>
      linesWith({ change: { ...without.change, renamed: tags(count).map((to) => ({ from: 'old', to })) } });
    expect(renamed(0)).toContain('  nothing differs in what is watched');
    expect(renamed(30).filter((line) => line.includes('#old seems to be renamed'))).toHaveLength(30);
    expect(renamed(30).join('\n')).not.toContain('more');
    expect(renamed(31).filter((line) => line.includes('#old seems to be renamed'))).toHaveLength(30);
    expect(renamed(31)).toContain('  … and 1 more');
  });

  test('alerts, those that the report left out counted too', () => {
    const [alert] = replay.alerts;
    const shown = (count: number, omittedAlerts: number) =>
      linesWith({
        replay: { ...replay, alerts: Array(count).fill(alert), omittedAlerts, perHashtag: [] },
      });
    expect(shown(30, 0).join('\n')).not.toContain('more');
    expect(shown(31, 0)).toContain('  … and 1 alert more');
    expect(shown(2, 5)).toContain('  … and 5 alerts more');
    expect(shown(33, 5)).toContain('  … and 8 alerts more');
  });

  test('hashtags still to be learnt', () => {
    const [newcomer] = COMPARED.newcomers;
    const shown = (count: number) => linesWith({ newcomers: Array(count).fill(newcomer) });
    expect(shown(0)).not.toContain('Learning period:');
    expect(shown(30).join('\n')).not.toContain('more');
    expect(shown(31)).toContain('  … and 1 more');
  });
});

test('a record that is not compared counts its alerts only', () => {
  const perHashtag = [{ hashtag: 'booktok', before: null, after: 2 }];
  const { before: _before, differences: _differences, ...alone } = replay;
  const log = checkLog({ ...VALID, replay: { ...alone, perHashtag, alerts: [] } });
  expect(log).toContain('  hashtag   alerts');
  expect(log).toContain('  #booktok  2');
});
