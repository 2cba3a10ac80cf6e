import type { WeekSeen } from '../alerts/digest.ts';
import { DAY_MS, HOUR_MS, hoursBetween, isoUtc } from '../text/time.ts';
import type { HealthEvidence } from './evidence.ts';
import type { HealthMemory, RunCount } from './memory.ts';

/** Days that are remembered: a weekly digest may come some days late. */
const DAYS_KEPT = 15;

/** The days, and the week, after a run. */
export function withRun(
  { days, week, ranAt }: HealthMemory,
  evidence: HealthEvidence,
): Pick<HealthMemory, 'days' | 'week'> {
  const { now, weekAt } = evidence;
  const own = countOf(ranAt, evidence);
  const day = isoUtc(now).slice(0, 10);
  const today = {
    day,
    ...sum(
      days.find((one) => one.day === day),
      own,
    ),
  };
  const oldest = isoUtc(now - DAYS_KEPT * DAY_MS).slice(0, 10);
  return {
    days: [...days.filter((one) => one.day !== day && one.day > oldest), today],
    ...(weekAt !== undefined && {
      week: { from: weekAt, ...sum(week?.from === weekAt ? week : undefined, own) },
    }),
  };
}

/** What one run adds. */
function countOf(ranAt: number | undefined, { now, read, failures, credits }: HealthEvidence): RunCount {
  const isNewHour = ranAt === undefined || Math.floor(ranAt / HOUR_MS) !== Math.floor(now / HOUR_MS);
  const lost = failures.filter((failure) => failure.lost === 'reading').length;
  return { hours: isNewHour ? 1 : 0, due: read.length + lost, read: read.length, credits: credits.used };
}

function sum(before: RunCount | undefined, more: RunCount): RunCount {
  const { hours, due, read, credits } = before ?? { hours: 0, due: 0, read: 0, credits: 0 };
  return {
    hours: hours + more.hours,
    due: due + more.due,
    read: read + more.read,
    credits: credits + more.credits,
  };
}

/** How well the radar saw since the last weekly digest. `left`: credits by the source's own word. */
export function weekSeen(
  { week }: HealthMemory,
  left: number | undefined,
  now: number,
): WeekSeen | undefined {
  if (week === undefined) return undefined;
  const { from, hours, due, read, credits } = week;
  const expected = Math.max(hours, Math.round(hoursBetween(from, now)));
  return { readings: read, due, hours, expected, credits, ...(left !== undefined && { left }) };
}

/** From so many hours on what was spent is a pace; before that, what a run costs is. */
const PACE_HOURS_MIN = 12;

/** What a day costs at today's pace: that of today and yesterday. 0 where nothing was spent. */
export function creditsPerDay({ days, steadySince = 0 }: HealthMemory, now: number): number {
  const yesterday = Math.floor(now / DAY_MS) * DAY_MS - DAY_MS;
  const from = Math.max(yesterday, steadySince);
  const spent = days.filter(({ day }) => Date.parse(day) >= Math.floor(from / DAY_MS) * DAY_MS);
  const credits = spent.reduce((sum, one) => sum + one.credits, 0);
  const elapsed = hoursBetween(from, now);
  if (elapsed >= PACE_HOURS_MIN) return (credits / elapsed) * 24;
  const hours = spent.reduce((sum, one) => sum + one.hours, 0);
  return hours === 0 ? 0 : (credits / hours) * 24;
}

/** The schedule is looked at over so many whole days, at least and at most. */
const SCHEDULE_DAYS = [3, 7] as const;

/** Hours with a run, of those of the latest whole days; undefined while there are too few. */
export function hoursWithRun(
  { days, steadySince }: HealthMemory,
  now: number,
): { readonly sampled: number; readonly expected: number } | undefined {
  if (steadySince === undefined) return undefined;
  const [least, most] = SCHEDULE_DAYS;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const from = Math.max(today - most * DAY_MS, Math.ceil(steadySince / DAY_MS) * DAY_MS);
  const count = (today - from) / DAY_MS;
  if (count < least) return undefined;
  const whole = days.filter(({ day }) => Date.parse(day) >= from && Date.parse(day) < today);
  return { sampled: whole.reduce((sum, { hours }) => sum + hours, 0), expected: count * 24 };
}
