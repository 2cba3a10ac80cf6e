import { DAY_MS, HOUR_MS, MINUTE_MS } from '../text/time.ts';
import { drawLogNormal, mixKeys, randomStream } from './random.ts';

/** How faithfully an hourly cron is served; minutes and shares (0-1). */
export interface ScheduleStyle {
  /** Median lateness of a run. */
  readonly lateMinutes: number;
  /** Standard deviation of the logarithm of the lateness. */
  readonly lateDeviation: number;
  /** Share of hours whose run never comes. */
  readonly lostShare: number;
  /** The same for the run of 00:00 UTC, which GitHub loses most. */
  readonly midnightLostShare: number;
  /** Share of hours at which an outage begins, and its shortest and longest duration. */
  readonly outageShare: number;
  readonly outageHours: readonly [shortest: number, longest: number];
}

export type ScheduleName = 'punctual' | 'mild' | 'github-2021' | 'starved';

/** A run that is later than this is given up. */
const LATE_MINUTES_MAX = 180;

/**
 * The styles that `hourlyRuns` knows by name. `github-2021` follows docs/numbers.md, "Schedules" (results a median
 * 22 min late, 74 % of hours present, 00:00 UTC nearly always lost, gaps p50 63 min); `starved` is 2026 at its worst, a
 * run every 4-5 hours; `mild`, the default, is a quiet repository with one outage of 4-20 h a month.
 */
const SCHEDULE_STYLES: { readonly [name in ScheduleName]: ScheduleStyle } = {
  punctual: {
    lateMinutes: 0,
    lateDeviation: 0,
    lostShare: 0,
    midnightLostShare: 0,
    outageShare: 0,
    outageHours: [0, 0],
  },
  mild: {
    lateMinutes: 8,
    lateDeviation: 0.6,
    lostShare: 0.03,
    midnightLostShare: 0.2,
    outageShare: 1 / 720,
    outageHours: [4, 20],
  },
  'github-2021': {
    lateMinutes: 23,
    lateDeviation: 0.7,
    lostShare: 0.05,
    midnightLostShare: 0.95,
    outageShare: 1 / 300,
    outageHours: [24, 72],
  },
  starved: {
    lateMinutes: 60,
    lateDeviation: 0.8,
    lostShare: 0.75,
    midnightLostShare: 0.95,
    outageShare: 1 / 720,
    outageHours: [4, 20],
  },
};

/**
 * The instants (ms, rising, at least a minute apart) at which the runs of an hourly cron really begin, over `hours`
 * hours from `from` (ms; the first full hour from there is the first slot). Lateness may carry a run past its hour and close to the
 * next run, as in life. Same seed, same instants.
 */
export function hourlyRuns(options: {
  readonly seed: number;
  readonly from: number;
  readonly hours: number;
  readonly style?: ScheduleName | ScheduleStyle;
}): readonly number[] {
  const named = options.style ?? 'mild';
  const style = typeof named === 'string' ? SCHEDULE_STYLES[named] : named;
  const first = Math.ceil(options.from / HOUR_MS) * HOUR_MS;
  const runs: number[] = [];
  let outageEnd = first;
  for (let slot = first; slot < first + options.hours * HOUR_MS; slot += HOUR_MS) {
    const random = randomStream(mixKeys(options.seed, 0x5c4e, slot / HOUR_MS));
    const [shortest, longest] = style.outageHours;
    if (random() < style.outageShare) {
      outageEnd = Math.max(outageEnd, slot + (shortest + (longest - shortest) * random()) * HOUR_MS);
    }
    const lostShare = slot % DAY_MS === 0 ? style.midnightLostShare : style.lostShare;
    const isLost = random() < lostShare;
    const lateMinutes = drawLogNormal(random, style.lateMinutes, style.lateDeviation);
    if (isLost || slot < outageEnd) continue;
    runs.push(Math.floor(slot + Math.min(lateMinutes, LATE_MINUTES_MAX) * MINUTE_MS));
  }
  runs.sort((one, other) => one - other);
  return keepApart(runs);
}

/** Drops a run that begins within a minute of the one before it. */
function keepApart(runs: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const run of runs) {
    const before = kept.at(-1);
    if (before === undefined || run - before >= MINUTE_MS) kept.push(run);
  }
  return kept;
}
