import { scoreDetector } from './detector.ts';
import type { LabelledSeries } from './series.ts';
import { type Figures, figuresAt, sweepThresholds } from './sweep.ts';

/** The detector's figures where an alarm may come so many hours before the labelled onset. */
export interface FoundEarlyRow {
  readonly record: string;
  readonly earlyHours: number;
  readonly figures: Figures;
}

/** Strictly two hours; a day is what a slow rise may take to reach the mark of the labels. */
const EARLY_HOURS = [2, 24] as const;

/** The figures at `target` false alarms per tag-month, strict and with breakouts that were found up to a day early. */
export function measureFoundEarly(
  record: string,
  series: readonly LabelledSeries[],
  target: number,
): FoundEarlyRow[] {
  const scores = series.map((one) => scoreDetector(one, 'views and posts'));
  return EARLY_HOURS.map((earlyHours) => {
    const sweep = sweepThresholds(series, scores, undefined, earlyHours);
    return { record, earlyHours, figures: figuresAt(sweep, target, [...scores.keys()]) };
  });
}

export function renderFoundEarly(rows: readonly FoundEarlyRow[]): string {
  return [
    '### Breakouts that were found before their labelled onset',
    '',
    '| record | counts from | false alarms per tag-month | recall | before peak | early-detection score | median delay, h |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ record, earlyHours, figures }) => {
      const { falseAlarmsPerMonth, recall, beforePeak, eds, delayHours } = figures;
      const numbers = [falseAlarmsPerMonth, recall, beforePeak, eds].map((one) => one.toFixed(2));
      return `| ${record} | ${earlyHours} h before | ${numbers.join(' | ')} | ${delayHours.toFixed(1)} |`;
    }),
    '',
  ].join('\n');
}
