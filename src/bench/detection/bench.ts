import { join } from 'node:path';
import { countAlerts, type DefaultAlerts, renderAlerts } from './alerts.ts';
import { type Bar, measureBars, renderBars } from './bars.ts';
import { type CadenceRow, measureCadences, renderCadences } from './cadences.ts';
import { type Comparison, compareMethods } from './compare.ts';
import { compareOnNab, type NabRow, readNab } from './nab.ts';
import { readLabelledRecord } from './record.ts';
import { renderComparison, renderNab } from './report.ts';
import type { LabelledSeries } from './series.ts';
import { generateRecord } from './synthetic/generate.ts';

export interface DetectionBenchOptions {
  /** A folder with `views-3hourly.csv.gz`, `breakouts-3hourly.json` and `nab/`; without it only the synthetic half runs. */
  readonly data?: string;
  /** Size of the synthetic record. */
  readonly hashtags: number;
  readonly days: number;
  readonly draws: number;
  /** Hours between readings, for each of which the balanced threshold is measured. */
  readonly cadences: readonly number[];
  readonly seed: number;
}

export interface DetectionBench {
  readonly comparisons: readonly Comparison[];
  readonly bars: readonly Bar[];
  readonly cadences: readonly CadenceRow[];
  readonly alerts: readonly DefaultAlerts[];
  readonly nab: readonly NabRow[];
}

export const DEFAULT_OPTIONS: DetectionBenchOptions = {
  hashtags: 120,
  days: 75,
  draws: 400,
  cadences: [1, 2, 3, 4, 6],
  seed: 11,
};

/** Runs the detection benchmark: the same alarms, the same false alarms, the detector beside its baselines. */
export function benchDetection(options: DetectionBenchOptions): DetectionBench {
  const { data, hashtags, days, draws, seed } = options;
  const record = generateRecord({ seed, hashtags, days, everyHours: 1 });
  const hourly = { targets: [0.33, 0.1], draws, seed };
  const comparisons = [
    compareMethods(record.exact, { ...hourly, title: 'Synthetic, hourly, exact counters' }),
    compareMethods(record.rounded, { ...hourly, title: "Synthetic, hourly, on TikTok's grid" }),
  ];
  const bars = [
    ...measureBars('synthetic, exact', record.exact),
    ...measureBars('synthetic, grid', record.rounded),
  ];
  const cadences = measureCadences({ seed, hashtags, days, cadences: options.cadences });
  if (data === undefined) return { comparisons, bars, cadences, alerts: [], nab: [] };
  const real = readLabelledRecord(join(data, 'views-3hourly.csv.gz'), join(data, 'breakouts-3hourly.json'));
  const threeHourly = { targets: [0.3, 0.1, 0.05], draws, seed };
  const heldOut = real.filter((one) => !isTuningHashtag(one.hashtag));
  return {
    comparisons: [
      ...comparisons,
      compareMethods(heldOut, {
        ...threeHourly,
        title: 'Real record, three-hourly, hashtags held out from tuning',
      }),
      compareMethods(real, { ...threeHourly, title: 'Real record, three-hourly, all hashtags' }),
    ],
    bars: [...bars, ...measureBars('real, held out', heldOut), ...measureBars('real, all', real)],
    cadences,
    alerts: [countAlerts('real, held out', heldOut), countAlerts('real, all', real)],
    nab: compareOnNab(readNab(join(data, 'nab'), seed)),
  };
}

/** All tables as one Markdown text. */
export function renderBench(bench: DetectionBench): string {
  const { comparisons, bars, cadences, alerts, nab } = bench;
  return [
    ...comparisons.map(renderComparison),
    renderBars(bars),
    renderCadences(cadences),
    ...(alerts.length === 0 ? [] : [renderAlerts(alerts)]),
    ...(nab.length === 0 ? [] : [renderNab(nab)]),
  ].join('\n');
}

/** Half of the hashtags may be tuned on, by a hash of the name (FNV-1a); the other half only shows what came of it. */
export function isTuningHashtag(hashtag: LabelledSeries['hashtag']): boolean {
  let hash = 2166136261;
  for (const character of hashtag) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 2 === 0;
}
