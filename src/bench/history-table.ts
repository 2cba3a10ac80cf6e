import { columns } from '../text/columns.ts';
import { formatCount } from '../text/numbers.ts';
import type { HistoryBench } from './history.ts';

/** The bars of `bench history`. */
const RATIO_MAX = 1.1;
const PEAK_BYTES_MAX = 200e6;
const START_CPU_MS_MAX = 500;

const HEAD = [
  ...['hashtags', 'CPU, day one', 'CPU, a year later', 'ratio', 'peak', 'CPU to first request'],
  ...['plain loop', 'of it to first request'],
];

/** One line a size, then how CPU grows with the number of hashtags, and the bars. */
export function historyTable(benches: readonly HistoryBench[]): readonly string[] {
  const rows = benches.map(({ hashtags, dayOne, afterYear, loop, ratio }) => [
    formatCount(hashtags),
    seconds(dayOne.cpuMs),
    seconds(afterYear.cpuMs),
    ratio.toFixed(2),
    `${Math.round(afterYear.peakBytes / 1e6)} MB`,
    seconds(afterYear.firstRequest.cpuMs),
    seconds(loop.cpuMs),
    seconds(loop.firstRequest.cpuMs),
  ]);
  return [
    ...columns([HEAD, ...rows]),
    '',
    ...exponent(benches),
    `Bars: ratio ${RATIO_MAX}, peak ${PEAK_BYTES_MAX / 1e6} MB, CPU to first request ${seconds(START_CPU_MS_MAX)}`,
  ];
}

function exponent(benches: readonly HistoryBench[]): readonly string[] {
  const [small, large] = [benches[0], benches.at(-1)];
  if (small === undefined || large === undefined || small.hashtags === large.hashtags) return [];
  const power =
    Math.log(large.afterYear.cpuMs / small.afterYear.cpuMs) / Math.log(large.hashtags / small.hashtags);
  return [`A year later CPU grows with the number of hashtags to the power of ${power.toFixed(2)}`];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
