import { chancePerMonth, type ReadingPace } from '../../detector/momentum/calibration.ts';
import { thresholdOf } from '../../detector/momentum/settings.ts';
import { HOUR_MS } from '../../text/time.ts';
import { scoreDetector } from './detector.ts';
import type { LabelledSeries } from './series.ts';
import { alarmInstants, BURN_IN_MS, isExcused } from './tally.ts';

/** How often a class of hashtags raises a false alarm, as messages print it and as it was measured. */
export interface RarityRow {
  readonly record: string;
  /** Views, and steps of the counter between two readings. */
  readonly views: string;
  readonly steps: string;
  readonly months: number;
  readonly printed: number;
  readonly measured: number;
}

const MONTHS_MIN = 100;
const VIEWS = [
  [1e4, 'below 10K'],
  [1e5, '10K to 100K'],
  [1e6, '100K to 1M'],
  [1e7, '1M to 10M'],
  [1e9, '10M to 1B'],
  [Number.POSITIVE_INFINITY, 'above 1B'],
] as const;
const STEPS = [
  [0.1, 'below 0.1'],
  [0.3, '0.1 to 0.3'],
  [1, '0.3 to 1'],
  [10, '1 to 10'],
  [100, '10 to 100'],
  [Number.POSITIVE_INFINITY, 'above 100'],
] as const;

interface Sum {
  hours: number;
  printed: number;
  alarms: number;
}

/** The balanced threshold's printed rarity beside its false alarms, in each class that was watched for 100 months. */
export function measureRarity(record: string, series: readonly LabelledSeries[]): RarityRow[] {
  const sums = new Map<string, Sum>();
  for (const one of series) addSeries(sums, one);
  return VIEWS.flatMap(([, views]) =>
    STEPS.flatMap(([, steps]) => {
      const { hours, printed, alarms } = sums.get(`${views}, ${steps}`) ?? {
        hours: 0,
        printed: 0,
        alarms: 0,
      };
      const months = hours / 720;
      if (months < MONTHS_MIN) return [];
      return [{ record, views, steps, months, printed: printed / hours, measured: alarms / months }];
    }),
  );
}

function addSeries(sums: Map<string, Sum>, series: LabelledSeries): void {
  const balanced = thresholdOf('balanced');
  const paces: (ReadingPace | undefined)[] = [];
  const scores = scoreDetector(series, 'views and posts', (index, pace) => {
    paces[index] = pace;
  });
  const alarms = new Set(alarmInstants(series.at, scores, balanced));
  for (const [index, pace] of paces.entries()) {
    const at = series.at[index] ?? 0;
    const segment = series.segments.find(({ from, to }) => at > from + BURN_IN_MS && at <= to);
    if (pace === undefined || segment === undefined) continue;
    const name = `${nameIn(VIEWS, series.views[index] ?? 0)}, ${nameIn(STEPS, pace.stepsPerReading)}`;
    const sum = sums.get(name) ?? { hours: 0, printed: 0, alarms: 0 };
    const hours = Math.min(12, (at - (series.at[index - 1] ?? at)) / HOUR_MS);
    sum.hours += hours;
    sum.printed += hours * chancePerMonth(balanced, pace);
    if (alarms.has(at) && !isExcused(segment, at)) sum.alarms += 1;
    sums.set(name, sum);
  }
}

function nameIn(classes: readonly (readonly [below: number, name: string])[], value: number): string {
  return classes.find(([below]) => value < below)?.[1] ?? '';
}

export function renderRarity(rows: readonly RarityRow[]): string {
  return [
    '### The printed rarity of a score of 8 beside what was measured',
    '',
    '| record | views | steps between two readings | tag-months | printed, a month | measured, a month |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ record, views, steps, months, printed, measured }) =>
        `| ${record} | ${views} | ${steps} | ${Math.round(months)} | ${printed.toFixed(3)} | ${measured.toFixed(3)} |`,
    ),
    '',
  ].join('\n');
}
