import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HOUR_MS } from '../../text/time.ts';
import { listMethods } from './methods.ts';
import type { LabelledSeries, Zone } from './series.ts';
import { seededChance } from './synthetic/random.ts';
import { alarmInstants } from './tally.ts';

/** One file of the Numenta Anomaly Benchmark, turned into a counter that is read once an hour. */
export interface NabSeries extends LabelledSeries {
  readonly windows: readonly Zone[];
  /** Alarms before this instant do not count. */
  readonly probationEnds: number;
}

/** One method's score on the standard profile: 100 is perfect, 0 is silence. */
export interface NabRow {
  readonly method: string;
  readonly score: number;
  readonly found: number;
  readonly windows: number;
  readonly falseAlarms: number;
}

const windowsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
const FALSE_ALARM_WEIGHT = 0.11;
/** NAB's probation: 15 % of a file, at most 750 rows; windows inside it do not count. */
const PROBATION_SHARE = 0.15;
const PROBATION_ROWS_MAX = 750;

/** Reads the realTweets files in `folder`: mentions per five minutes, summed into a counter on top of a year's worth. */
export function readNab(folder: string, seed: number): NabSeries[] {
  const windows = windowsSchema.parse(JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8')));
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .toSorted();
  return files.map((file, index) => {
    const rows = readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const at = rows.map(([time]) => Date.parse(`${time?.replace(' ', 'T')}Z`));
    const values = rows.map(([, value]) => Number(value));
    const zones = (windows[file] ?? []).map(([from, to]) => ({ from: parseTime(from), to: parseTime(to) }));
    return countHourly(file, at, values, zones, seed + index);
  });
}

function parseTime(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}

function countHourly(
  file: string,
  at: readonly number[],
  values: readonly number[],
  windows: readonly Zone[],
  seed: number,
): NabSeries {
  const chance = seededChance(seed);
  const total = values.reduce((sum, value) => sum + value, 0);
  const start = at[0] ?? 0;
  const end = at.at(-1) ?? start;
  const probationEnds = at[Math.min(PROBATION_ROWS_MAX, Math.floor(PROBATION_SHARE * at.length))] ?? end;
  let count = Math.round((total * 365 * 24 * HOUR_MS) / (end - start));
  let next = 0;
  const readings: { at: number; views: number }[] = [];
  for (let hour = start; hour < end; hour += HOUR_MS) {
    const run = hour + chance.between(5, 58) * 60_000;
    for (; next < at.length && (at[next] ?? 0) <= run; next += 1) count += values[next] ?? 0;
    if (chance.uniform() >= 0.08) readings.push({ at: run, views: count });
  }
  return {
    hashtag: file,
    at: Float64Array.from(readings, (reading) => reading.at),
    views: Float64Array.from(readings, (reading) => reading.views),
    segments: [],
    windows: windows.filter(({ to }) => to > probationEnds),
    probationEnds,
  };
}

/** Every method at the threshold that suits it best over all files, as NAB itself tunes its entrants. */
export function compareOnNab(series: readonly NabSeries[]): NabRow[] {
  return listMethods(series).map((method) => {
    const scores = series.map(method.score);
    const thresholds = method.fixedThreshold === undefined ? candidates(scores) : [method.fixedThreshold];
    const rows = thresholds.map((threshold) => {
      const alarms = series.map((one, index) =>
        alarmInstants(one.at, scores[index] ?? new Float64Array(), threshold),
      );
      return { method: method.name, ...scoreNab(series, alarms) };
    });
    return rows.toSorted((a, b) => b.score - a.score)[0] ?? { method: method.name, ...scoreNab(series, []) };
  });
}

function candidates(scores: readonly Float64Array[]): number[] {
  const sorted = scores.flatMap((one) => [...one].filter(Number.isFinite)).toSorted((a, b) => a - b);
  return Array.from(
    { length: 60 },
    (_, step) => sorted[Math.floor(sorted.length * (1 - 0.5 * 0.9 ** step))] ?? 0,
  );
}

/**
 * NAB's standard profile (Lavin and Ahmad 2015): the first alarm in a window earns up to 1, more the earlier; an alarm
 * outside costs up to 0.11, less right after a window; a window missed costs 1. Scaled so that silence is 0.
 */
function scoreNab(
  series: readonly NabSeries[],
  alarms: readonly (readonly number[])[],
): { score: number; found: number; windows: number; falseAlarms: number } {
  let raw = 0;
  let found = 0;
  let falseAlarms = 0;
  const total = series.reduce((sum, one) => sum + one.windows.length, 0);
  for (const [index, one] of series.entries()) {
    const openIssues = (alarms[index] ?? []).filter((alarm) => alarm >= one.probationEnds);
    for (const { from, to } of one.windows) {
      const first = openIssues.find((alarm) => alarm >= from && alarm <= to);
      if (first === undefined) raw -= 1;
      else raw += sigmoid((first - to) / (to - from)) / sigmoid(-1);
      if (first !== undefined) found += 1;
    }
    for (const alarm of openIssues) {
      if (one.windows.some(({ from, to }) => alarm >= from && alarm <= to)) continue;
      falseAlarms += 1;
      const before = one.windows.filter(({ to }) => to < alarm).at(-1);
      const late = before === undefined ? 9 : (alarm - before.to) / (before.to - before.from);
      raw += FALSE_ALARM_WEIGHT * (late > 3 ? -1 : sigmoid(late));
    }
  }
  return { score: (100 * (raw + total)) / (2 * total), found, windows: total, falseAlarms };
}

function sigmoid(position: number): number {
  return 2 / (1 + Math.exp(5 * position)) - 1;
}
