import { scoreDetector } from './detector.ts';
import { type Figures, figuresAt, sweepThresholds } from './sweep.ts';
import { generateRecord } from './synthetic/generate.ts';

/** The detector on one seed of the hourly synthetic record. */
export interface SeedRow {
  readonly seed: number;
  readonly exact: Figures;
  readonly rounded: Figures;
}

/** False alarms per tag-month that the seeds are compared at. */
const TARGET = 0.33;

/** The detector's figures for each of several seeds: how much of a figure is the luck of one. */
export function measureSeeds(options: {
  readonly seed: number;
  readonly seeds: number;
  readonly hashtags: number;
  readonly days: number;
}): SeedRow[] {
  return Array.from({ length: options.seeds }, (_, index) => {
    const seed = options.seed + index;
    const record = generateRecord({ ...options, seed, everyHours: 1 });
    const at = (kind: 'exact' | 'rounded') => {
      const scores = record[kind].map((one) => scoreDetector(one, 'views and posts'));
      return figuresAt(sweepThresholds(record[kind], scores), TARGET, [...scores.keys()]);
    };
    return { seed, exact: at('exact'), rounded: at('rounded') };
  });
}

export function renderSeeds(rows: readonly SeedRow[]): string {
  const cells = ({ recall, beforePeak, eds, delayHours }: Figures) =>
    [...[recall, beforePeak, eds].map((one) => one.toFixed(2)), delayHours.toFixed(1)].join(' | ');
  return [
    `### The detector by seed (synthetic, hourly, ${TARGET} false alarms per tag-month)`,
    '',
    '| seed | counters | recall | before peak | early-detection score | median delay, h |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.flatMap(({ seed, exact, rounded }) => [
      `| ${seed} | exact | ${cells(exact)} |`,
      `| ${seed} | rounded | ${cells(rounded)} |`,
    ]),
    '',
  ].join('\n');
}
