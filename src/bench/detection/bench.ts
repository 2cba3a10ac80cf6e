import { join } from 'node:path';
import { countAlerts, type DefaultAlerts, renderAlerts } from './alerts.ts';
import { type Bar, measureBars, renderBars } from './bars.ts';
import { type CadenceRow, measureCadences, renderCadences } from './cadences.ts';
import { type Comparison, compareMethods } from './compare.ts';
import { type FoundEarlyRow, measureFoundEarly, renderFoundEarly } from './found-early.ts';
import { compareOnNab, type NabRow, readNab } from './nab.ts';
import { measureOutlooks, type OutlookRow, renderOutlooks } from './outlook.ts';
import { measureRarity, type RarityRow, renderRarity } from './rarity.ts';
import { readLabelledRecord } from './record.ts';
import { isAnsweredInTurn } from './replicas.ts';
import { renderComparison, renderNab } from './report.ts';
import { measureSeeds, renderSeeds, type SeedRow } from './seeds.ts';
import type { LabelledSeries } from './series.ts';
import { generateRecord } from './synthetic/generate.ts';
import { measureThinned, renderThinned, type ThinnedRow } from './thinned.ts';

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
  /** Seeds of the synthetic record that the detector is measured on one by one. */
  readonly seeds: number;
}

export interface DetectionBench {
  readonly comparisons: readonly Comparison[];
  readonly bars: readonly Bar[];
  readonly cadences: readonly CadenceRow[];
  readonly seeds: readonly SeedRow[];
  readonly rarity: readonly RarityRow[];
  readonly foundEarly: readonly FoundEarlyRow[];
  readonly thinned: readonly ThinnedRow[];
  readonly alerts: readonly DefaultAlerts[];
  readonly outlooks: readonly OutlookRow[];
  readonly nab: readonly NabRow[];
}

export const DEFAULT_OPTIONS: DetectionBenchOptions = {
  hashtags: 120,
  days: 75,
  draws: 400,
  cadences: [1, 2, 3, 4, 6],
  seed: 11,
  seeds: 3,
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
  const synthetic = {
    comparisons,
    bars,
    cadences: measureCadences({ seed, hashtags, days, cadences: options.cadences }),
    seeds: measureSeeds(options),
    rarity: options.cadences.length === 0 ? [] : measureRarity('synthetic, grid', record.rounded),
    foundEarly: [],
    thinned: [],
    alerts: [],
    outlooks: [],
    nab: [],
  };
  return data === undefined ? synthetic : withRealRecord(synthetic, data, options);
}

function withRealRecord(
  synthetic: DetectionBench,
  data: string,
  { draws, seed }: DetectionBenchOptions,
): DetectionBench {
  const real = readLabelledRecord(join(data, 'views-3hourly.csv.gz'), join(data, 'breakouts-3hourly.json'));
  const threeHourly = { targets: [0.3, 0.1, 0.05], draws, seed };
  const heldOut = real.filter((one) => !isTuningHashtag(one.hashtag));
  const halves = [['real, held out', heldOut] as const, ['real, all', real] as const];
  return {
    ...synthetic,
    comparisons: [
      ...synthetic.comparisons,
      compareMethods(heldOut, {
        ...threeHourly,
        title: 'Real record, three-hourly, hashtags held out from tuning',
      }),
      compareMethods(real, { ...threeHourly, title: 'Real record, three-hourly, all hashtags' }),
    ],
    bars: [...synthetic.bars, ...halves.flatMap(([name, series]) => measureBars(name, series))],
    rarity: [...synthetic.rarity, ...measureRarity('real, all', real)],
    foundEarly: halves.flatMap(([name, series]) => [
      ...measureFoundEarly(name, series, 0.1),
      ...measureFoundEarly(
        `${name}, without those answered by two replicas in turn`,
        series.filter((one) => !isAnsweredInTurn(one)),
        0.1,
      ),
    ]),
    thinned: halves.flatMap(([name, series]) => measureThinned(name, series, 0.1)),
    alerts: halves.map(([name, series]) => countAlerts(name, series)),
    outlooks: measureOutlooks(real, {
      'real, held out': (hashtag) => !isTuningHashtag(hashtag),
      'real, fitted on': isTuningHashtag,
    }),
    nab: compareOnNab(readNab(join(data, 'nab'), seed)),
  };
}

/** All tables as one Markdown text. */
export function renderBench(bench: DetectionBench): string {
  const { comparisons, bars, cadences, seeds, rarity, foundEarly, thinned, alerts, outlooks, nab } = bench;
  return [
    ...comparisons.map(renderComparison),
    ...(foundEarly.length === 0 ? [] : [renderFoundEarly(foundEarly)]),
    ...(seeds.length === 0 ? [] : [renderSeeds(seeds)]),
    renderBars(bars),
    renderCadences(cadences),
    ...(rarity.length === 0 ? [] : [renderRarity(rarity)]),
    ...(thinned.length === 0 ? [] : [renderThinned(thinned)]),
    ...(alerts.length === 0 ? [] : [renderAlerts(alerts)]),
    ...(outlooks.length === 0 ? [] : [renderOutlooks(outlooks)]),
    ...(nab.length === 0 ? [] : [renderNab(nab)]),
  ].join('\n');
}

/** Half of the hashtags may be tuned on, by a hash of the name (FNV-1a); the other half only shows what came of it. */
export function isTuningHashtag(hashtag: LabelledSeries['hashtag']): boolean {
  let hash = 2166136261;
  for (const character of hashtag) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 2 === 0;
}
