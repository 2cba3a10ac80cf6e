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
  /** Planted sounds with eight creators in a day, and the part of which the record says so at most a day later, 0-1. */
  readonly soundsDue: number;
  readonly soundsRecorded: number;
}

export function figuresOf(bench: DiscoveryBench): DiscoveryFigures {
  const { days, sounds, falseProposals } = bench;
  const due = dueIn(bench);
  const dueSounds = sounds.filter(({ eighthHour }) => eighthHour !== undefined);
  const ahead = due.flatMap(({ foundHour, peakHour = 0 }) =>
    foundHour === undefined ? [] : [peakHour - foundHour],
  );
  return {
    due: due.length,
    recall: due.filter(({ eighthHour, foundHour }) => isInTime(eighthHour, foundHour)).length / due.length,
    beforePeak: ahead.filter((hours) => hours > 0).length / due.length,
    medianHoursBeforePeak: ahead.toSorted((a, b) => a - b)[Math.floor(ahead.length / 2)] ?? Number.NaN,
    falseAWeek: (falseProposals.length * 7) / (days - LEARNING_DAYS),
    soundsDue: dueSounds.length,
    soundsRecorded:
      dueSounds.filter(({ eighthHour, recordedHour }) => isInTime(eighthHour, recordedHour)).length /
      dueSounds.length,
  };
}

/** Planted companions that should be found: with eight creators in a day. */
function dueIn({ planted }: DiscoveryBench): readonly PlantedResult[] {
  return planted.filter((one) => isDiscovery(one) && one.eighthHour !== undefined);
}

function isInTime(eighthHour: number | undefined, foundHour: number | undefined): boolean {
  return foundHour !== undefined && eighthHour !== undefined && foundHour - eighthHour <= FOUND_HOURS_MAX;
}

/** What was not found in time, with what there was to be seen of it. */
function missedText({ name, kind, eighthHour, peakHour, most, foundHour }: PlantedResult): string {
  const found = foundHour === undefined ? 'never found' : `found in hour ${foundHour}`;
  return `  missed ${name}, ${kind}: 8 creators in hour ${eighthHour}, at most ${most} in hour ${peakHour}, ${found}`;
}

function trapOf({ planted }: DiscoveryBench, name: string): string {
  const kind = planted.find((one) => one.name === name)?.kind;
  return kind === undefined ? '' : `, ${kind}`;
}

/** The bench as people read it: a line for each kind, then the bars. */
export function renderDiscovery(bench: DiscoveryBench): string {
  const kinds = [...Map.groupBy(bench.planted, ({ kind }) => kind)].map(([kind, all]) => [
    kind,
    String(all.length),
    String(all.filter(({ eighthHour }) => eighthHour !== undefined).length),
    String(all.filter(({ foundHour }) => foundHour !== undefined).length),
  ]);
  const { due, recall, beforePeak, medianHoursBeforePeak, falseAWeek, soundsDue, soundsRecorded } =
    figuresOf(bench);
  const missed = dueIn(bench).filter(({ eighthHour, foundHour }) => !isInTime(eighthHour, foundHour));
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
    `sounds on record     ${percent(soundsRecorded)} of ${soundsDue} with 8 creators in a day, at most a day later`,
    ...missed.map(missedText),
    ...bench.falseProposals.map((name) => `  false  ${name}${trapOf(bench, name)}`),
    '',
  ].join('\n');
}
