import { thresholdOf } from '../../detector/momentum/settings.ts';
import type { Sensitivity } from '../../settings/settings.ts';
import { scoreDetector } from './detector.ts';
import type { LabelledSeries } from './series.ts';
import { type Figures, poolTallies, sweepThresholds } from './sweep.ts';

/** What a person gets who leaves the bar where a sensitivity puts it. */
export interface Bar {
  readonly record: string;
  readonly sensitivity: Sensitivity;
  readonly figures: Figures;
}

const SENSITIVITIES: readonly Sensitivity[] = ['early', 'balanced', 'quiet'];

/** The detector's figures at each sensitivity's own bar, not matched to anything. */
export function measureBars(record: string, series: readonly LabelledSeries[]): Bar[] {
  const scores = series.map((one) => scoreDetector(one, 'views and posts'));
  const everyone = series.map((_, index) => index);
  const thresholds = SENSITIVITIES.map(thresholdOf);
  const sweep = sweepThresholds(series, scores, thresholds);
  return SENSITIVITIES.map((sensitivity, index) => ({
    record,
    sensitivity,
    figures: poolTallies(sweep.tallies[index] ?? [], everyone, thresholds[index] ?? 0),
  }));
}

export function renderBars(bars: readonly Bar[]): string {
  const lines = bars.map(({ record, sensitivity, figures }) => {
    const { threshold, falseAlarmsPerMonth, recall, beforePeak, eds, delayHours } = figures;
    const shares = [recall, beforePeak, eds].map((value) => value.toFixed(2).replace(/^0\./, '.'));
    return `| ${record} | ${sensitivity} (${threshold}) | ${falseAlarmsPerMonth.toFixed(2)} | ${shares.join(' | ')} | ${delayHours.toFixed(1)} |`;
  });
  return [
    '### The bars as they stand',
    '',
    '| record | sensitivity | false alarms per tag-month | recall | before peak | early-detection score | median delay, h |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}
