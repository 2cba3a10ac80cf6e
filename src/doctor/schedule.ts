import type { Reading } from '../readings/reading.ts';
import { formatAmount, formatHours, formatPercent } from '../text/numbers.ts';
import { DAY_MS, HOUR_MS, hoursBetween, isoUtc, MINUTE_MS } from '../text/time.ts';
import { broken, type Check, ok, warning } from './finding.ts';

/** How well the schedule was kept, told by the readings. Instants are ms. */
export interface ScheduleHealth {
  /** Hours of the clock (UTC) that should have had a run. */
  readonly expected: number;
  /** Those that had one. */
  readonly sampled: number;
  readonly runs: number;
  /** Beginnings of the hours without a run, the first first. */
  readonly missed: readonly number[];
  /** Minutes from the full hour to its first run; absent without any. */
  readonly delay?: { readonly median: number; readonly p90: number };
  /** The longest time between two runs, or since the last one, hours. */
  readonly longestGapHours: number;
  readonly lastRunAt?: number;
  /** The longest time from one due hour to the next, hours. */
  readonly dueEveryHours: number;
}

/** How far back the schedule is looked at. */
export const SCHEDULE_MS = 7 * DAY_MS;
/** Readings of one run come minutes apart at most. */
const RUN_GAP_MS = 10 * MINUTE_MS;
const SAMPLED_SHARE_MIN = 0.8;
const SILENCE_HOURS_MAX = 3;
const SILENCE_HOURS_BROKEN = 24;

/**
 * @param readings of the last seven days, in any order
 * @param firstAt instant of the first reading on record: nothing is expected before it
 * @param dueHours beginnings of the hours in which the workflow runs, over at least the last seven days; absent: all hours
 */
export function scheduleHealth(
  readings: readonly Pick<Reading, 'at' | 'hashtag'>[],
  firstAt: number,
  now: number,
  dueHours?: readonly number[],
): ScheduleHealth {
  const runs = runsOf(readings.filter(({ at }) => at <= now));
  const from = Math.max(hourOf(now - SCHEDULE_MS) + HOUR_MS, hourOf(firstAt));
  const isDue = dueHours === undefined ? () => true : isIn(dueHours);
  const hours = Array.from(
    { length: Math.max(0, (hourOf(now) - from) / HOUR_MS) },
    (_, index) => from + index * HOUR_MS,
  ).filter(isDue);
  // A run that comes late counts until the next is due.
  const firstRuns = hours.map((hour, index) => {
    const next = hours[index + 1] ?? (dueHours === undefined ? hour + HOUR_MS : now);
    return runs.find((at) => at >= hour && at < next);
  });
  const missed = hours.filter((_, index) => firstRuns[index] === undefined);
  const delays = hours
    .flatMap((hour, index) => {
      const at = firstRuns[index];
      return at === undefined ? [] : [(at - hour) / MINUTE_MS];
    })
    .toSorted((a, b) => a - b);
  const [median, p90] = [quantile(delays, 0.5), quantile(delays, 0.9)];
  const lastRunAt = runs.at(-1);
  return {
    expected: hours.length,
    sampled: hours.length - missed.length,
    runs: runs.length,
    missed,
    ...(median !== undefined && p90 !== undefined && { delay: { median, p90 } }),
    // The gap that is still running counts too, and where there is no run in reach it is all there is.
    longestGapHours: Math.max(
      hoursBetween(lastRunAt ?? Math.max(firstAt, now - SCHEDULE_MS), now),
      ...runs.slice(1).map((at, index) => hoursBetween(runs[index] ?? at, at)),
    ),
    ...(lastRunAt !== undefined && { lastRunAt }),
    dueEveryHours: longestBetween(dueHours ?? []),
  };
}

function isIn(hours: readonly number[]): (hour: number) => boolean {
  const known = new Set(hours);
  return (hour) => known.has(hour);
}

/** The longest time between two neighbors, hours; 1 where there are fewer than two. */
function longestBetween(sorted: readonly number[]): number {
  return Math.max(1, ...sorted.slice(1).map((hour, index) => (hour - (sorted[index] ?? hour)) / HOUR_MS));
}

/** When runs began, the first first. A reading long after the one before it, or of the same hashtag again, begins a run. */
function runsOf(readings: readonly Pick<Reading, 'at' | 'hashtag'>[]): readonly number[] {
  const runs: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  let seen = new Set<string>();
  for (const { at, hashtag } of readings.toSorted((a, b) => a.at - b.at)) {
    if (at - before > RUN_GAP_MS || seen.has(hashtag)) {
      runs.push(at);
      seen = new Set();
    }
    seen.add(hashtag);
    before = at;
  }
  return runs;
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** The nearest-rank quantile of a sorted list; undefined for an empty one. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The schedule as checks. */
export function scheduleChecks(health: ScheduleHealth, now: number): readonly Check[] {
  return [hoursCheck(health), lastRunCheck(health, now)];
}

function hoursCheck({ expected, sampled, missed, delay, longestGapHours }: ScheduleHealth): Check {
  if (expected === 0) return ok('schedule', 'no whole hour has passed since the first run');
  const share = sampled / expected;
  const late =
    delay === undefined
      ? ''
      : `; a median ${formatHours(delay.median / 60)} after the full hour, 90 % within ${formatHours(delay.p90 / 60)}`;
  const lastMissed = missed.at(-1);
  const gaps =
    lastMissed === undefined
      ? ''
      : `; the last missed hour began at ${isoUtc(lastMissed)}, the longest gap was ${formatHours(longestGapHours)}`;
  const found = `${sampled} of the last ${formatAmount(expected, 'hour')} sampled (${formatPercent(share * 100)})${late}${gaps}`;
  if (share >= SAMPLED_SHARE_MIN) return ok('schedule', found);
  const remedy =
    'GitHub starts schedules late and drops some: docs/setup.md, "A clock that is on time", shows a clock of your own';
  return warning('schedule', found, remedy);
}

function lastRunCheck({ lastRunAt, dueEveryHours }: ScheduleHealth, now: number): Check {
  if (lastRunAt === undefined) return broken('last run', 'none in the last 7 days', ENABLE);
  const hours = hoursBetween(lastRunAt, now);
  const found = `at ${isoUtc(lastRunAt)}, ${formatHours(hours)} ago`;
  // A schedule that comes more rarely may be silent for longer.
  const more = dueEveryHours - 1;
  if (hours <= SILENCE_HOURS_MAX + more) return ok('last run', found);
  return hours <= SILENCE_HOURS_BROKEN + more
    ? warning('last run', found, ENABLE)
    : broken('last run', found, ENABLE);
}

const ENABLE =
  'on your own machine run git pull first. Then open Actions → Track hashtags: enable the workflow if it is off, read the ' +
  'last run if it is red, or press Run workflow';
