import { BALANCED_BAR } from './settings.ts';

/** False alarms a month of one hashtag at the balanced bar, and how they thin out above it (docs/detection.md). */
const PER_MONTH_AT_BAR = 0.1;
const DECADES_PER_POINT = 0.15;

/** How often a score so high comes by chance, in false alarms a month of one hashtag; at most one a day. */
export function chancePerMonth(score: number): number {
  return Math.min(30, PER_MONTH_AT_BAR * 10 ** (DECADES_PER_POINT * (BALANCED_BAR - score)));
}

/** The bar that costs about one false alarm in `months` of one hashtag; between 3 and 14. */
export function thresholdForBudget(months: number): number {
  return clampBar(BALANCED_BAR + Math.log10(PER_MONTH_AT_BAR * months) / DECADES_PER_POINT);
}

const PRIOR_ALARMS = 10;

/** What a repository's own record says: alarms that people or the numbers later disowned, over the months watched. */
export interface AlarmRecord {
  readonly falseAlarms: number;
  readonly hashtagMonths: number;
}

/**
 * Moves the bar towards the budget by the repository's own record. The record is weighed against ten imagined false
 * alarms at the budgeted rate, so that a handful of months moves the bar little. Stays between 3 and 14.
 */
export function holdToBudget(threshold: number, record: AlarmRecord, monthsPerFalseAlarm: number): number {
  const expected = record.hashtagMonths / monthsPerFalseAlarm;
  const excess = (record.falseAlarms + PRIOR_ALARMS) / (expected + PRIOR_ALARMS);
  return clampBar(threshold + Math.log10(excess) / DECADES_PER_POINT);
}

function clampBar(bar: number): number {
  return Math.min(14, Math.max(3, bar));
}
