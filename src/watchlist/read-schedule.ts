import { Cron } from 'croner';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../text/time.ts';
import { isTimezone } from './quantity/timezone.ts';
import { type Schedule, USUAL_SCHEDULE } from './workflow-schedule.ts';

/** One `cron:` of a workflow, with the time zone that may stand beside it. */
export interface ScheduleEntry {
  readonly cron: string;
  /** IANA name; UTC without. */
  readonly timezone?: string | undefined;
}

/** When a workflow starts by itself, between two days. */
export interface ScheduledStarts {
  /** Starts of jobs. */
  readonly jobs: number;
  /** Beginnings of the hours (UTC) in which one falls, ms; the first first. */
  readonly hours: readonly number[];
}

const workflow = z.object({
  on: z.object({
    schedule: z.array(z.object({ cron: z.string(), timezone: z.string().optional() })),
  }),
});

/** A year without a leap day, over which averages are taken. */
const YEAR_FROM = Date.UTC(2027, 0, 1);
const YEAR_DAYS = 365;
const MINUTES_A_DAY = 1_440;

/**
 * The schedule that a workflow's text asks for. A cron that cannot be read counts as hourly: so nothing is made to look
 * cheaper than it is. Without any, somebody else starts the workflow, which is taken for the usual schedule.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 */
export function scheduleOf(text: string): Schedule {
  const { jobs, hours } = startsBetween(scheduleEntries(text), YEAR_FROM, YEAR_DAYS);
  if (hours.length === 0) return USUAL_SCHEDULE;
  const [first = 0] = hours;
  const around = [...hours, first + YEAR_DAYS * DAY_MS];
  return {
    jobsPerDay: jobs / YEAR_DAYS,
    samplesPerDay: hours.length / YEAR_DAYS,
    longestGapHours: Math.max(...hours.map((hour, index) => ((around[index + 1] ?? hour) - hour) / HOUR_MS)),
  };
}

/** What stands under `on.schedule`; nothing where the text is no workflow with a schedule. */
export function scheduleEntries(text: string): readonly ScheduleEntry[] {
  try {
    return workflow.safeParse(parse(text)).data?.on.schedule ?? [];
  } catch (error) {
    if (error instanceof YAMLParseError) return [];
    throw error;
  }
}

/** Whether GitHub can read a cron: five fields that name an instant. */
export function isReadableCron({ cron, timezone }: ScheduleEntry): boolean {
  return readCron(cron) !== undefined && (timezone === undefined || isTimezone(timezone));
}

/**
 * The starts from `from` on.
 * @param from midnight (UTC), ms
 */
export function startsBetween(
  entries: readonly ScheduleEntry[],
  from: number,
  days: number,
): ScheduledStarts {
  const until = from + days * DAY_MS;
  const hours = new Set<number>();
  let jobs = 0;
  for (const { cron, timezone } of entries) {
    const read = readCron(cron) ?? HOURLY;
    const offsetOf = offsetsIn(timezone);
    const minutes = minutesOf(read);
    for (const date of datesOf(read, from - DAY_MS, days + 2)) {
      const offset = offsetOf(date);
      const starts = new Set(minutes.map((minute) => Math.floor((minute - offset) / 60)));
      for (const hour of starts) hours.add(date + hour * HOUR_MS);
      if (date >= from && date < until) jobs += minutes.length;
    }
  }
  return {
    jobs,
    hours: [...hours].filter((hour) => hour >= from && hour < until).toSorted((a, b) => a - b),
  };
}

interface ReadCron {
  /** Of a day, and of a date, as patterns of their own. */
  readonly time: string;
  readonly date: string;
}

const EVERY_DAY = '0 0 * * *';
const HOURLY: ReadCron = { time: '0 * * * *', date: EVERY_DAY };

/** Its two halves; undefined where it cannot be read. Names such as `@hourly` are cron's, and GitHub refuses them. */
function readCron(cron: string): ReadCron | undefined {
  const [minute, hour, day, month, weekday, ...more] = cron.trim().split(/\s+/);
  if (weekday === undefined || more.length > 0) return undefined;
  const read = { time: `${minute} ${hour} * * *`, date: `0 0 ${day} ${month} ${weekday}` };
  try {
    for (const pattern of [read.time, read.date]) cronOf(pattern);
    return read;
  } catch (error) {
    // The library names the field that it cannot read with one of these.
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
      return undefined;
    throw error;
  }
}

function cronOf(pattern: string): Cron {
  return new Cron(pattern, { timezone: 'UTC', paused: true, mode: '5-part', sloppyRanges: true });
}

/** Midnights of the dates on which it falls, by a clock that knows no zone. */
function datesOf({ date }: ReadCron, from: number, days: number): readonly number[] {
  if (date === EVERY_DAY) return Array.from({ length: days }, (_, day) => from + day * DAY_MS);
  return instantsOf(cronOf(date), from, days).filter((at) => at < from + days * DAY_MS);
}

/** Minutes from midnight at which a job starts. */
function minutesOf({ time }: ReadCron): readonly number[] {
  return instantsOf(cronOf(time), YEAR_FROM, MINUTES_A_DAY)
    .map((at) => (at - YEAR_FROM) / MINUTE_MS)
    .filter((minute) => minute < MINUTES_A_DAY);
}

function instantsOf(cron: Cron, from: number, most: number): readonly number[] {
  return cron.nextRuns(most, new Date(from - 1)).map((date) => date.getTime());
}

/** How far the clocks of a zone are ahead of UTC on a date (at noon), minutes. */
function offsetsIn(timezone: string | undefined): (date: number) => number {
  if (timezone === undefined || !isTimezone(timezone)) return () => 0;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  return (date) => {
    const [, sign = '+', hours = '0', minutes = '0'] =
      /GMT([+-])(\d+):(\d+)/.exec(format.format(date + DAY_MS / 2)) ?? [];
    return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  };
}
