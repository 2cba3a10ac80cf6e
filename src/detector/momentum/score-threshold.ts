import type { SensitivitySetting } from '../../settings/settings.ts';
import { scoreForChance, shareOfBalanced } from './calibration.ts';
import { thresholdOf } from './settings.ts';

/** What a repository's own record says of the alarms of the `breakout` rule. */
export interface AlarmRecord {
  /** Alarms that were none by hindsight (src/detector/hindsight.ts). */
  readonly falseAlarms: number;
  /** False alarms that `chancePerMonth` (calibration.ts) foretold for the same hashtags and months, at the bars they had. */
  readonly expected: number;
}

export const NO_ALARMS: AlarmRecord = { falseAlarms: 0, expected: 0 };

/** The bar that costs about one false alarm in `months` of one hashtag, while there is no record; between 3 and 14. */
export function thresholdForBudget(months: number): number {
  return holdToBudget(months, NO_ALARMS);
}

const PRIOR_ALARMS = 10;
const THRESHOLD_MIN = 3;
const THRESHOLD_MAX = 14;
/** A quiet record lowers a bar by so much at most: beyond it more alerts came on the real record, and no more useful ones. */
const LOWERED_BY_MAX = 2;

/**
 * The bar that costs about one false alarm in `months` of one hashtag by the repository's own record; between 3 and 14, to
 * a tenth. The record tells how many times as many false alarms come here as foretold: the mean of a gamma posterior whose
 * prior is worth ten alarms (Gelman et al., Bayesian Data Analysis, 2.6), so that a handful of months moves the bar little.
 */
export function holdToBudget(months: number, { falseAlarms, expected }: AlarmRecord): number {
  const excess = (falseAlarms + PRIOR_ALARMS) / (expected + PRIOR_ALARMS);
  const asked = scoreForChance(shareOfBalanced(months));
  const bar = Math.max(asked - LOWERED_BY_MAX, scoreForChance(shareOfBalanced(months) / excess));
  return Math.round(10 * Math.min(THRESHOLD_MAX, Math.max(THRESHOLD_MIN, bar))) / 10;
}

const QUIETER_BUDGETS = [24, 36, 48, 60];

/**
 * The least quiet setting whose score threshold lies above a score, as the watchlist has it: `quiet`, or
 * `1 false alarm in 36 months`. @returns undefined where even the quietest one lets it pass
 */
export function quietSetting(score: number): string | undefined {
  const names = ['balanced', 'quiet'] as const;
  const budget = QUIETER_BUDGETS.find((months) => thresholdForBudget(months) > score);
  return (
    names.find((name) => thresholdOf(name) > score) ??
    (budget === undefined ? undefined : `1 false alarm in ${budget} months`)
  );
}

/** The score threshold in force for a sensitivity, with the record that a budget is held to. */
export function scoreThreshold(sensitivity: SensitivitySetting, record: AlarmRecord = NO_ALARMS): number {
  if (typeof sensitivity === 'string') return thresholdOf(sensitivity);
  return 'score' in sensitivity ? sensitivity.score : holdToBudget(sensitivity.falseAlarmEveryMonths, record);
}
