import type { ConfidenceInterval } from './bootstrap.ts';
import type { Comparison, Row } from './compare.ts';
import type { NabRow } from './nab.ts';

/** Two decimals without the leading zero, as the field prints shares. */
function share(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(2).replace(/^0\./, '.');
}

function range({ low, high }: ConfidenceInterval, digits: number): string {
  return `${low.toFixed(digits).replace(/^0\./, '.')}–${high.toFixed(digits).replace(/^0\./, '.')}`;
}

/** A comparison as a Markdown table: each figure with its 95 % bootstrap interval. */
export function renderComparison(comparison: Comparison): string {
  const { title, hashtags, events, months, rows } = comparison;
  const head = [
    `### ${title}`,
    '',
    `${hashtags} hashtags, ${Math.round(months)} tag-months, ${events} breakouts. Gain: early-detection score of the detector minus this method's.`,
    '',
    '| false alarms per tag-month | method | recall | before peak | early-detection score | median delay, h | gain |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  const sorted = rows.toSorted((a, b) => b.falseAlarmsPerMonth - a.falseAlarmsPerMonth);
  return [...head, ...sorted.map(renderRow), ''].join('\n');
}

function renderRow({ method, falseAlarmsPerMonth, figures, intervals, detectorGain }: Row): string {
  const delay = Number.isNaN(figures.delayHours) ? '–' : figures.delayHours.toFixed(1);
  const cells = [
    falseAlarmsPerMonth.toFixed(falseAlarmsPerMonth < 0.02 ? 3 : 2),
    method,
    `${share(figures.recall)} (${range(intervals.recall, 2)})`,
    `${share(figures.beforePeak)} (${range(intervals.beforePeak, 2)})`,
    `${share(figures.eds)} (${range(intervals.eds, 2)})`,
    `${delay} (${range(intervals.delayHours, 1)})`,
    detectorGain === undefined ? '' : range(detectorGain.eds, 3),
  ];
  return `| ${cells.join(' | ')} |`;
}

export function renderNab(rows: readonly NabRow[]): string {
  const lines = rows.map(
    ({ method, score, found, windows, falseAlarms }) =>
      `| ${method} | ${score.toFixed(1)} | ${found} of ${windows} | ${falseAlarms} |`,
  );
  return [
    '### Numenta Anomaly Benchmark, realTweets, as hourly counters',
    '',
    'Standard profile at the best threshold of each method (published, at 5 minutes: ARTime 81.8, CAD OSE 74.5, Numenta HTM 68.0, Twitter ADVec 59.6, Skyline 29.4).',
    '',
    '| method | score | windows found | false alarms |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}
