import { thresholdOf } from '../../detector/momentum/settings.ts';
import { scoreDetector } from './detector.ts';
import { type Figures, poolTallies, sweepThresholds } from './sweep.ts';
import { generateRecord } from './synthetic/generate.ts';

/** What the balanced threshold costs at one cadence, over several seeds. */
export interface CadenceRow {
  readonly everyHours: number;
  readonly exact: Figures;
  readonly rounded: Figures;
}

const SEEDS = 3;

/** The synthetic record read at each cadence. */
export function measureCadences(options: {
  readonly seed: number;
  readonly hashtags: number;
  readonly days: number;
  readonly cadences: readonly number[];
}): CadenceRow[] {
  return options.cadences.map((everyHours) => {
    const records = Array.from({ length: SEEDS }, (_, index) =>
      generateRecord({ ...options, seed: options.seed + index, everyHours }),
    );
    const at = (kind: 'exact' | 'rounded') => {
      const series = records.flatMap((record) => record[kind]);
      const scores = series.map((one) => scoreDetector(one, 'views and posts'));
      const threshold = thresholdOf('balanced');
      const [tallies = []] = sweepThresholds(series, scores, [threshold]).tallies;
      return poolTallies(
        tallies,
        series.map((_, index) => index),
        threshold,
      );
    };
    return { everyHours, exact: at('exact'), rounded: at('rounded') };
  });
}

export function renderCadences(rows: readonly CadenceRow[]): string {
  const cells = ({ falseAlarmsPerMonth, recall, beforePeak, eds, delayHours }: Figures) =>
    [
      ...[falseAlarmsPerMonth, recall, beforePeak, eds].map((one) => one.toFixed(2)),
      delayHours.toFixed(1),
    ].join(' | ');
  return [
    `### The balanced threshold at each cadence (synthetic, ${SEEDS} seeds)`,
    '',
    '| readings every | counters | false alarms per tag-month | recall | before peak | early-detection score | median delay, h |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.flatMap(({ everyHours, exact, rounded }) => [
      `| ${everyHours} h | exact | ${cells(exact)} |`,
      `| ${everyHours} h | rounded | ${cells(rounded)} |`,
    ]),
    '',
  ].join('\n');
}
