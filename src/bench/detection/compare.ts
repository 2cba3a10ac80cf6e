import {
  bootstrapDifference,
  bootstrapFigures,
  type ConfidenceInterval,
  drawHashtags,
  type Measure,
} from './bootstrap.ts';
import { listMethods } from './methods.ts';
import type { LabelledSeries } from './series.ts';
import { type Figures, figuresAt, poolTallies, type Sweep, sweepThresholds } from './sweep.ts';
import { seededChance } from './synthetic/random.ts';

/** One method at one rate of false alarms, with 95 % bootstrap intervals over hashtags. */
export interface Row {
  readonly method: string;
  /** False alarms a tag-month that the threshold was matched to; the own rate of a rule with a fixed threshold. */
  readonly falseAlarmsPerMonth: number;
  readonly figures: Figures;
  readonly intervals: Record<Measure, ConfidenceInterval>;
  /** Detector minus this method, paired by draw; absent for the detector itself and for fixed rules. */
  readonly detectorGain?: Record<Measure, ConfidenceInterval>;
}

export interface Comparison {
  readonly title: string;
  readonly hashtags: number;
  readonly events: number;
  readonly months: number;
  readonly rows: readonly Row[];
}

export interface CompareOptions {
  readonly title: string;
  readonly targets: readonly number[];
  readonly draws: number;
  readonly seed: number;
}

/** Runs all methods over the series and lines them up at equal false alarms. */
export function compareMethods(series: readonly LabelledSeries[], options: CompareOptions): Comparison {
  const draws = drawHashtags(series.length, options.draws, seededChance(options.seed).uniform);
  const everyone = series.map((_, index) => index);
  const rows: Row[] = [];
  let detector: Sweep | undefined;
  for (const method of listMethods(series)) {
    const scores = series.map(method.score);
    if (method.fixedThreshold !== undefined) {
      rows.push(
        fixedRow(
          method.name,
          method.fixedThreshold,
          sweepThresholds(series, scores, [method.fixedThreshold]),
          draws,
        ),
      );
      continue;
    }
    const sweep = sweepThresholds(series, scores);
    detector ??= sweep;
    for (const target of options.targets) {
      const figures = figuresAt(sweep, target, everyone);
      rows.push({
        method: method.name,
        falseAlarmsPerMonth: target,
        figures,
        intervals: bootstrapFigures(sweep, target, draws),
        ...(sweep === detector ? {} : { detectorGain: bootstrapDifference(detector, sweep, target, draws) }),
      });
    }
  }
  return { title: options.title, hashtags: series.length, ...sizeOf(series), rows };
}

function fixedRow(
  method: string,
  threshold: number,
  sweep: Sweep,
  draws: readonly (readonly number[])[],
): Row {
  const tallies = sweep.tallies[0] ?? [];
  const figures = poolTallies(
    tallies,
    tallies.map((_, index) => index),
    threshold,
  );
  // A rate of zero is never reached by interpolation: the fixed threshold itself answers in each draw.
  const intervals = bootstrapFigures(sweep, 0, draws);
  return { method, falseAlarmsPerMonth: figures.falseAlarmsPerMonth, figures, intervals };
}

function sizeOf(series: readonly LabelledSeries[]): { events: number; months: number } {
  const segments = series.flatMap((one) => one.segments);
  return {
    events: segments.reduce((sum, segment) => sum + segment.events.length, 0),
    months: segments.reduce((sum, segment) => sum + (segment.to - segment.from), 0) / (720 * 3_600_000),
  };
}
