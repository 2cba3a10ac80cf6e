import type { HashtagState } from '../alerts/hashtag-state.ts';
import { chancePerMonth } from '../detector/momentum/calibration.ts';
import {
  type AlarmRecord,
  holdToBudget,
  NO_ALARMS,
  scoreThreshold,
} from '../detector/momentum/score-threshold.ts';
import type { Watch } from '../settings/settings.ts';
import { DAY_MS } from '../text/time.ts';

/** The record of alarms by UTC month, `2026-11`, of the last twelve months. */
export type AlarmMonths = ReadonlyMap<string, AlarmRecord>;

const YEAR_MS = 365 * DAY_MS;
/** A month of watching, as false alarms are counted (docs/accuracy.md, "How it is measured"). */
const MONTH_MS = 30 * DAY_MS;

/** The months taken together. */
export function sumAlarms(months: AlarmMonths): AlarmRecord {
  return [...months.values()].reduce(
    (sum, { falseAlarms, expected }) => ({
      falseAlarms: sum.falseAlarms + falseAlarms,
      expected: sum.expected + expected,
    }),
    NO_ALARMS,
  );
}

/** The months with more added to that of `now`, and without those that are a year past. */
export function addAlarms(months: AlarmMonths, more: AlarmRecord, now: number): AlarmMonths {
  const month = monthOf(now);
  const oldest = monthOf(now - YEAR_MS);
  const { falseAlarms, expected } = months.get(month) ?? NO_ALARMS;
  const sum = {
    falseAlarms: falseAlarms + more.falseAlarms,
    expected: Number((expected + more.expected).toPrecision(4)),
  };
  const isEmpty = sum.falseAlarms === 0 && sum.expected === 0;
  return new Map([...months, ...(isEmpty ? [] : [[month, sum] as const])].filter(([name]) => name > oldest));
}

/**
 * The false alarms that chance brings in `watchedMs` of the watches whose hashtags are past learning at `now`.
 * @param record the record behind the bars that were in force
 */
export function expectedAlarms(
  watches: readonly Watch[],
  hashtags: ReadonlyMap<string, HashtagState>,
  record: AlarmRecord,
  { watchedMs, now }: { readonly watchedMs: number; readonly now: number },
): number {
  return watches.reduce((sum, { hashtag, rule, sensitivity }) => {
    const memory = hashtags.get(hashtag)?.memory.breakout;
    if (rule === 'classic' || memory === undefined || memory.learningUntil > now) return sum;
    return sum + (chancePerMonth(scoreThreshold(sensitivity, record)) * watchedMs) / MONTH_MS;
  }, 0);
}

/** The bar of a budget that the record has moved. */
export interface MovedThreshold extends AlarmRecord {
  readonly falseAlarmEveryMonths: number;
  readonly from: number;
  readonly to: number;
}

/** The bars of the budgets in use that another record moves, each budget once. */
export function movedThresholds(
  watches: readonly Watch[],
  before: AlarmRecord,
  after: AlarmRecord,
): readonly MovedThreshold[] {
  const budgets = watches.flatMap(({ rule, sensitivity }) =>
    rule === 'classic' || typeof sensitivity === 'string' || 'score' in sensitivity
      ? []
      : [sensitivity.falseAlarmEveryMonths],
  );
  return [...new Set(budgets)].flatMap((months) => {
    const [from, to] = [holdToBudget(months, before), holdToBudget(months, after)];
    return from === to ? [] : [{ ...after, falseAlarmEveryMonths: months, from, to }];
  });
}

function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}
