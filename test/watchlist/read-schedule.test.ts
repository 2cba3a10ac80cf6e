import { describe, expect, test } from 'vitest';
import { isReadableCron, scheduleOf, startsBetween } from '../../src/watchlist/read-schedule.ts';
import { USUAL_SCHEDULE } from '../../src/watchlist/workflow-schedule.ts';

/** A workflow with these lines under `schedule:`. */
const workflow = (...lines: readonly string[]): string =>
  `on:\n  schedule:\n${lines.map((line) => `    ${line}\n`).join('')}  workflow_dispatch:\njobs: {}\n`;

describe('the schedule that a workflow asks for', () => {
  test.each<readonly [string, string, readonly [jobs: number, samples: number, gap: number]]>([
    ['two slots an hour', workflow("- cron: '0 * * * *'", "- cron: '37 * * * *'"), [48, 24, 1]],
    ['one commented out', workflow("- cron: '0 * * * *'", "# - cron: '37 * * * *'"), [24, 24, 1]],
    ['every three hours', workflow('- cron: "5 */3 * * *"'), [8, 8, 3]],
    ['lists and ranges', workflow('- cron: 5,35 6-9,20 * * *'), [10, 5, 11]],
    ['steps in a range', workflow("- cron: '*/20 8-18/2 * * *' # office"), [18, 6, 14]],
    ['steps from an hour on', workflow("- cron: '0 4/8 * * *'"), [3, 3, 8]],
    ['in flow style', 'on: {schedule: [{cron: "0 6 * * *"}, {cron: "0 18 * * *"}]}\njobs: {}\n', [2, 2, 12]],
    ['weekdays by name', workflow("- cron: '0 * * * MON-FRI'"), [(24 * 261) / 365, (24 * 261) / 365, 49]],
    ['weekdays by number', workflow("- cron: '0 8 * * 1,3,5'"), [157 / 365, 157 / 365, 72]],
    ['Sunday as 7', workflow("- cron: '0 0 * * 7'"), [52 / 365, 52 / 365, 192]],
    ['once a month', workflow("- cron: '30 4 1 * *'"), [12 / 365, 12 / 365, 31 * 24]],
    ['a month by name', workflow("- cron: '0 0 * JAN *'"), [31 / 365, 31 / 365, (365 - 30) * 24]],
    ['a day of the month or of the week', workflow("- cron: '0 0 1 * MON'"), [61 / 365, 61 / 365, 168]],
    ['by day and rarely at night', workflow("- cron: '0 7-21 * * *'", "- cron: '0 0,4 * * *'"), [17, 17, 4]],
    ['the same hour twice', workflow("- cron: '0 6 * * *'", "- cron: '30 6 * * *'"), [2, 1, 24]],
    [
      'in a zone whose hours begin at half past',
      workflow("- cron: '0,30 6 * * *'", '  timezone: Asia/Kolkata'),
      [2, 2, 23],
    ],
    ['unreadable: taken for hourly', workflow("- cron: '0 nonsense * * *'"), [24, 24, 1]],
    ['a step of nothing', workflow("- cron: '0 */0 * * *'"), [24, 24, 1]],
    ['a name that GitHub does not know', workflow("- cron: '@daily'"), [24, 24, 1]],
  ])('%s', (_why, text, [jobsPerDay, samplesPerDay, longestGapHours]) => {
    const schedule = scheduleOf(text);
    expect(schedule.jobsPerDay).toBeCloseTo(jobsPerDay, 9);
    expect(schedule.samplesPerDay).toBeCloseTo(samplesPerDay, 9);
    expect(schedule.longestGapHours).toBe(longestGapHours);
  });

  test.each([
    ['no schedule: somebody else starts it', 'on: workflow_dispatch\n'],
    ['a date that never comes', workflow("- cron: '0 0 31 2 *'")],
    ['no YAML', 'on: [\n'],
    ['nothing', ''],
  ])('%s: the usual one', (_why, text) => {
    expect(scheduleOf(text)).toEqual(USUAL_SCHEDULE);
  });
});

test('hours are those of UTC, also where a zone changes its offset', () => {
  // London goes back from UTC+1 to UTC on 25 October 2026.
  const { jobs, hours } = startsBetween(
    [{ cron: '0 9 * * *', timezone: 'Europe/London' }],
    Date.parse('2026-10-24T00:00:00Z'),
    3,
  );
  expect(jobs).toBe(3);
  expect(hours.map((hour) => new Date(hour).toISOString())).toEqual([
    '2026-10-24T08:00:00.000Z',
    '2026-10-25T09:00:00.000Z',
    '2026-10-26T09:00:00.000Z',
  ]);
});

test.each([
  ['0 * * * *', undefined, true],
  ['0 8 * * MON-FRI', 'Europe/London', true],
  ['0 8 * * MON-FRI', 'Mars/Olympus', false],
  ['0 8 * *', undefined, false],
  ['0 0 8 * * *', undefined, false],
  ['0 25 * * *', undefined, false],
  ['', undefined, false],
])('%j in %s can be read: %s', (cron, timezone, readable) => {
  expect(isReadableCron({ cron, timezone })).toBe(readable);
});
