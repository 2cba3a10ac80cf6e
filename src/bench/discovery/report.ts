import { columns } from '../../text/columns.ts';
import { type DiscoveryBench, isDiscovery, type PlantedResult } from './bench.ts';

/** The bars of `bench discovery`. */
const RECALL_MIN = 0.9;
const BEFORE_PEAK_MIN = 0.6;
const FALSE_A_WEEK_MAX = 3;
const FOUND_HOURS_MAX = 24;
/** Days in which nothing is proposed yet. */
const LEARNING_DAYS = 7;

/** The figures of the bench. */
export interface DiscoveryFigures {
  /** Planted companions with eight creators in a day. */
  readonly due: number;
  /** Part of them that was found at most a day after the eighth, 0-1. */
  readonly recall: number;
  /** Part of them that was found before most creators of a day used it, 0-1. */
  readonly beforePeak: number;
  /** Median hours from being found to that; of those found. */
  readonly medianHoursBeforePeak: number;
  readonly falseAWeek: number;
}

export function figuresOf({ planted, days, falseProposals }: DiscoveryBench): DiscoveryFigures {
  const due = planted.filter((one) => isDiscovery(one) && one.eighthHour !== undefined);
  const ahead = due.flatMap(({ foundHour, peakHour = 0 }) =>
    foundHour === undefined ? [] : [peakHour - foundHour],
  );
  return {
    due: due.length,
    recall: due.filter(isInTime).length / due.length,
    beforePeak: ahead.filter((hours) => hours > 0).length / due.length,
    medianHoursBeforePeak: ahead.toSorted((a, b) => a - b)[Math.floor(ahead.length / 2)] ?? Number.NaN,
    falseAWeek: (falseProposals.length * 7) / (days - LEARNING_DAYS),
  };
}

function isInTime({ eighthHour, foundHour }: PlantedResult): boolean {
  return foundHour !== undefined && eighthHour !== undefined && foundHour - eighthHour <= FOUND_HOURS_MAX;
}

/** The bench as people read it: a line for each kind, then the bars. */
export function renderDiscovery(bench: DiscoveryBench): string {
  const kinds = [...Map.groupBy(bench.planted, ({ kind }) => kind)].map(([kind, all]) => [
    kind,
    String(all.length),
    String(all.filter(({ eighthHour }) => eighthHour !== undefined).length),
    String(all.filter(({ foundHour }) => foundHour !== undefined).length),
  ]);
  const { due, recall, beforePeak, medianHoursBeforePeak, falseAWeek } = figuresOf(bench);
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');
  const evergreens = bench.evergreenProposals.length;
  return [
    ...columns([['planted', 'number', '8 creators a day', 'found'], ...kinds]),
    '',
    `found in a day       ${percent(recall)} of ${due}   (bar: ${percent(RECALL_MIN)}, ${verdict(recall >= RECALL_MIN)})`,
    `before its own peak  ${percent(beforePeak)}, median ${medianHoursBeforePeak} h before   (bar: ${percent(BEFORE_PEAK_MIN)}, ${verdict(beforePeak >= BEFORE_PEAK_MIN)})`,
    `false a week         ${falseAWeek.toFixed(1)}   (bar: ${FALSE_A_WEEK_MAX}, ${verdict(falseAWeek <= FALSE_A_WEEK_MAX)})`,
    `evergreens proposed  ${evergreens}   (bar: 0, ${verdict(evergreens === 0)})`,
    '',
  ].join('\n');
}
