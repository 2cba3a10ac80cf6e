import { type Figures, figuresAt, type Sweep } from './sweep.ts';

/** A 95 % interval by the percentile bootstrap. */
export interface ConfidenceInterval {
  readonly low: number;
  readonly high: number;
}

export type Measure = 'recall' | 'beforePeak' | 'eds' | 'delayHours';

/** Draws of hashtags with replacement, the same for every method so that differences are paired. */
export function drawHashtags(count: number, draws: number, random: () => number): number[][] {
  return Array.from({ length: draws }, () =>
    Array.from({ length: count }, () => Math.floor(random() * count)),
  );
}

/** Intervals of each measure over the draws, the threshold matched again in each draw. */
export function bootstrapFigures(
  sweep: Sweep,
  target: number,
  draws: readonly (readonly number[])[],
): Record<Measure, ConfidenceInterval> {
  return intervals(draws.map((pick) => figuresAt(sweep, target, pick)));
}

/** Intervals of `one − other`, paired by draw: a gain is one whose interval leaves out zero. */
export function bootstrapDifference(
  one: Sweep,
  other: Sweep,
  target: number,
  draws: readonly (readonly number[])[],
): Record<Measure, ConfidenceInterval> {
  return intervals(
    draws.map((pick) => {
      const a = figuresAt(one, target, pick);
      const b = figuresAt(other, target, pick);
      return {
        ...a,
        recall: a.recall - b.recall,
        beforePeak: a.beforePeak - b.beforePeak,
        eds: a.eds - b.eds,
        delayHours: a.delayHours - b.delayHours,
      };
    }),
  );
}

function intervals(figures: readonly Figures[]): Record<Measure, ConfidenceInterval> {
  const of = (measure: Measure) => {
    const sorted = figures
      .map((figure) => figure[measure])
      .filter((value) => !Number.isNaN(value))
      .toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
    return { low: at(0.025), high: at(0.975) };
  };
  return { recall: of('recall'), beforePeak: of('beforePeak'), eds: of('eds'), delayHours: of('delayHours') };
}
