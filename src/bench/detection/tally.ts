import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import type { LabelledSeries, Scores, Segment, Zone } from './series.ts';

/** What one method did on one hashtag at one threshold. */
export interface Tally {
  readonly falseAlarms: number;
  readonly alarms: number;
  readonly hours: number;
  readonly events: number;
  readonly beforePeak: number;
  readonly earliness: number;
  /** Hours from onset to alarm, one for each event found. */
  readonly delays: readonly number[];
}

/** Labels of a segment count from here on. */
export const BURN_IN_MS = 15 * DAY_MS;
/** An alarm may come so long before a labelled onset, which hindsight cannot date to the hour. */
const STRICT_EARLY_HOURS = 2;
const BELOW_MS = 6 * HOUR_MS;
const APART_MS = DAY_MS;

/**
 * The instants at which `scores` raise an alarm: an upward crossing of `threshold` after at least 6 h below it and 24 h
 * after the alarm before. The same rule for every method, so that only the scores differ (docs/accuracy.md).
 */
export function alarmInstants(at: Float64Array, scores: Scores, threshold: number): number[] {
  const alarms: number[] = [];
  let above = false;
  let belowSince = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < at.length; index += 1) {
    const now = at[index] ?? 0;
    const isAbove = (scores[index] ?? Number.NaN) >= threshold;
    if (isAbove && !above && now - belowSince >= BELOW_MS && now - last >= APART_MS) {
      alarms.push(now);
      last = now;
    }
    if (!isAbove && above) belowSince = now;
    above = isAbove;
  }
  return alarms;
}

/**
 * Counts what the alarms of one series are worth; the definitions stand in docs/accuracy.md, "How it is measured".
 * @param earlyHours an alarm that comes so long before the onset has found the breakout
 */
export function tallySeries(
  series: LabelledSeries,
  scores: Scores,
  threshold: number,
  earlyHours = STRICT_EARLY_HOURS,
): Tally {
  const alarms = alarmInstants(series.at, scores, threshold);
  const total = { falseAlarms: 0, alarms: 0, hours: 0, events: 0, beforePeak: 0, earliness: 0 };
  const delays: number[] = [];
  for (const segment of series.segments) {
    const from = segment.from + BURN_IN_MS;
    if (from >= segment.to) continue;
    total.hours += (segment.to - from) / HOUR_MS;
    const watched = alarms.filter((alarm) => alarm >= from && alarm <= segment.to);
    total.alarms += watched.length;
    total.falseAlarms += watched.filter((alarm) => !isExcused(segment, alarm, earlyHours)).length;
    for (const event of segment.events) {
      if (event.onset < from) continue;
      total.events += 1;
      const found = watched.find(
        (alarm) => alarm >= event.onset - earlyHours * HOUR_MS && alarm <= event.onset + 72 * HOUR_MS,
      );
      if (found === undefined) continue;
      delays.push((found - event.onset) / HOUR_MS);
      if (found <= event.peak) total.beforePeak += 1;
      const lead = (event.peak - found) / Math.max(event.peak - event.onset, HOUR_MS);
      total.earliness += Math.min(1, Math.max(0, lead));
    }
  }
  return { ...total, delays };
}

/** Whether an alarm is not false: inside a breakout, or where nobody can tell. */
export function isExcused(segment: Segment, alarm: number, earlyHours = STRICT_EARLY_HOURS): boolean {
  const inside = (zone: Zone) => alarm >= zone.from && alarm <= zone.to;
  return (
    segment.ambiguous.some(inside) ||
    segment.events.some((event) =>
      inside({ from: event.onset - earlyHours * HOUR_MS, to: event.end + DAY_MS }),
    )
  );
}
