import { describe, expect, test } from 'vitest';
import { scheduleChecks, scheduleHealth } from '../../src/doctor/schedule.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/text/time.ts';

const NOW = Date.parse('2026-11-23T12:30:00Z');
const LONG_AGO = Date.parse('2026-01-01T00:00:00Z');

/** A run over two hashtags, so many hours and minutes after an hour of the clock before `NOW`. */
function run(hoursAgo: number, minutes: number) {
  const at = Math.floor(NOW / HOUR_MS) * HOUR_MS - hoursAgo * HOUR_MS + minutes * MINUTE_MS;
  return [
    { at, hashtag: 'a' },
    { at: at + 7_000, hashtag: 'b' },
  ];
}

const everyHour = (minutes: (hour: number) => number, skip: (hour: number) => boolean = () => false) =>
  Array.from({ length: 168 }, (_, hour) => (skip(hour) ? [] : run(hour, minutes(hour)))).flat();

describe('the health of the schedule', () => {
  test('counts the whole hours of seven days, and the minutes from the full hour', () => {
    const health = scheduleHealth(
      everyHour((hour) => (hour % 10 === 0 ? 50 : 20)),
      LONG_AGO,
      NOW + HOUR_MS / 2,
    );
    expect(health).toMatchObject({ expected: 167, sampled: 167, runs: 168, missed: [] });
    expect(health.delay).toEqual({ median: 20, p90: 50 });
  });

  test('names missed hours and the longest gap', () => {
    const health = scheduleHealth(
      everyHour(
        () => 5,
        (hour) => hour === 3 || hour === 4,
      ),
      LONG_AGO,
      NOW,
    );
    expect(health.missed.map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-23T09:00:00.000Z',
    ]);
    expect(health.longestGapHours).toBe(3);
  });

  test('expects nothing before the first reading', () => {
    const readings = [...run(3, 10), ...run(2, 10), ...run(1, 10)];
    expect(scheduleHealth(readings, readings[0]?.at ?? 0, NOW)).toMatchObject({ expected: 3, sampled: 3 });
  });

  test('two runs close together are two, one whose answers took minutes is one', () => {
    const readings = [
      { at: NOW - HOUR_MS, hashtag: 'a' },
      { at: NOW - HOUR_MS + 8 * MINUTE_MS, hashtag: 'b' },
      { at: NOW - HOUR_MS + 9 * MINUTE_MS, hashtag: 'a' },
    ];
    expect(scheduleHealth(readings, LONG_AGO, NOW).runs).toBe(2);
  });

  test('a reading from the future is no run', () => {
    expect(scheduleHealth([{ at: NOW + HOUR_MS, hashtag: 'a' }], LONG_AGO, NOW)).not.toHaveProperty(
      'lastRunAt',
    );
  });
});

describe('a schedule of every three hours', () => {
  const due = Array.from(
    { length: 80 },
    (_, index) => Date.parse('2026-11-23T12:00:00Z') - (79 - index) * 3 * HOUR_MS,
  );

  test.each([
    ['kept, an hour late', () => 80, 'ok', 'ok', 56],
    ['kept', () => 5, 'ok', 'ok', 56],
  ])('%s', (_, minutes, hours, last, expected) => {
    const readings = everyHour(minutes, (hour) => hour % 3 !== 0);
    const health = scheduleHealth(readings, LONG_AGO, NOW + 2 * HOUR_MS, due);
    expect(health).toMatchObject({ expected, sampled: expected, dueEveryHours: 3 });
    expect(scheduleChecks(health, NOW + 2 * HOUR_MS).map(({ result }) => result)).toEqual([hours, last]);
  });

  test('missed half of the time, and silent for longer than the schedule is', () => {
    const readings = everyHour(
      () => 5,
      (hour) => hour % 6 !== 3,
    );
    const health = scheduleHealth(readings, LONG_AGO, NOW + 3 * HOUR_MS, due);
    expect(scheduleChecks(health, NOW + 3 * HOUR_MS).map(({ result }) => result)).toEqual([
      'warning',
      'warning',
    ]);
  });
});

describe('the schedule as checks', () => {
  test.each([
    ['every hour', 'ok', 'ok', () => false],
    ['two hours of three', 'warning', 'ok', (hour: number) => hour % 3 === 2],
    ['none for five hours', 'ok', 'warning', (hour: number) => hour < 5],
    ['none for forty hours', 'warning', 'broken', (hour: number) => hour < 40],
    ['none at all', 'warning', 'broken', () => true],
  ])('%s: hours %s, last run %s', (_, hours, last, skip) => {
    const health = scheduleHealth(
      everyHour(() => 20, skip),
      LONG_AGO,
      NOW,
    );
    expect(scheduleChecks(health, NOW).map(({ what, result }) => [what, result])).toEqual([
      ['schedule', hours],
      ['last run', last],
    ]);
  });

  test('say it in a sentence, with a remedy where there is one', () => {
    const health = scheduleHealth(
      everyHour(
        () => 22,
        (hour) => hour % 3 === 2,
      ),
      LONG_AGO,
      NOW,
    );
    const [hours] = scheduleChecks(health, NOW);
    expect(hours?.result).toBe('warning');
    expect(hours?.found).toBe(
      '111 of the last 167 hours sampled (66.5 %); a median 22 min after the full hour, 90 % within 22 min; ' +
        'the last missed hour began at 2026-11-23T10:00:00Z, the longest gap was 2 h',
    );
    expect(hours?.remedy).toContain('A clock that is on time');
  });
});
