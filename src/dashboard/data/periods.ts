import { DAY_MS, HOUR_MS, hoursBetween, isoUtc } from '../../text/time.ts';
import { hourOf, type RecordedRun } from '../history/runs.ts';
import type { HealthPeriod } from '../schema/site.ts';

/**
 * How the schedule kept its hours in the last `days` days. The hour that is going on counts once its run has come: until
 * then nothing is late.
 * @param firstAt the first reading of all, ms: nothing was expected before its hour
 */
export function periodOf(
  days: number,
  runs: readonly RecordedRun[],
  firstAt: number,
  now: number,
): HealthPeriod {
  const from = Math.max(hourOf(firstAt), hourOf(now - days * DAY_MS));
  const inside = runs.filter(({ at }) => at >= from && at <= now);
  const hours = new Set(inside.map(({ at }) => hourOf(at)));
  const whole = Math.round((hourOf(now) - from) / HOUR_MS);
  // A second run in an hour, as somebody may start by hand, is not late.
  const delays = inside
    .filter(({ at }, index) => hourOf(at) !== hourOf(inside[index - 1]?.at ?? 0))
    .map(({ at }) => (at - hourOf(at)) / 60_000)
    .sort((a, b) => a - b);
  const longest = longestGap(inside, now);
  return {
    days,
    from: isoUtc(from),
    expected: whole + (hours.has(hourOf(now)) ? 1 : 0),
    came: hours.size,
    ...(delays.length > 0 && {
      delayMedianMinutes: Math.round(quantile(delays, 0.5)),
      delayP90Minutes: Math.round(quantile(delays, 0.9)),
    }),
    ...(longest !== undefined && { longestGapHours: Math.round(longest * 10) / 10 }),
  };
}

/** Hours; undefined without a run. */
function longestGap(runs: readonly RecordedRun[], now: number): number | undefined {
  const starts = runs.map(({ at }) => at);
  if (starts.length === 0) return undefined;
  const gaps = [...starts, now].map((at, index) => hoursBetween(starts[index - 1] ?? at, at));
  return gaps.reduce((longest, gap) => Math.max(longest, gap), 0);
}

/** The value that a part of the sorted values does not exceed (nearest rank). */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
