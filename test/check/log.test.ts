import { expect, test } from 'vitest';
import { checkLog } from '../../src/check/log.ts';
import { COMPARED } from './check-given.ts';

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
