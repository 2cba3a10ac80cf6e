import { DAY_MS, hoursBetween } from '../../text/time.ts';
import type { CadenceMemory, CusumMemory } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

/** Half of a day's mean goes into the cadence, so that one outage does not change it much. */
const SHARE_OF_DAY = 0.5;
const EVERY_HOURS_MAX = 6;

/** Counts one more reading; with the first of a new day (UTC) the mean interval of the day before is taken in. */
export function countReading(cadence: CadenceMemory, at: number): CadenceMemory {
  const readings = cadence.readings + 1;
  if (Math.floor(at / DAY_MS) === Math.floor(cadence.from / DAY_MS)) return { ...cadence, readings };
  const mean = Math.min(EVERY_HOURS_MAX, hoursBetween(cadence.from, at) / readings);
  const everyHours = roundTo(3, cadence.everyHours + SHARE_OF_DAY * (mean - cadence.everyHours));
  return { everyHours, from: at, readings: 0 };
}

const READINGS_MAX = 99;
/** Below this share of the cadence readings come faster on purpose, not by a late run. */
const FASTER = 0.75;

/** Counts one more reading since the excess left zero. @param before the memory before that reading */
export function countSinceOnset(before: CusumMemory, after: CusumMemory): CusumMemory {
  const { onset } = after;
  if (onset === undefined) return after;
  const isNew = before.onset?.at !== onset.at;
  const known = isNew ? 0 : before.onset?.readings;
  if (known === undefined) return after;
  return { ...after, onset: { ...onset, readings: Math.min(READINGS_MAX, known + 1) } };
}

/**
 * Hours between the readings that the evidence comes from. A hashtag that is warming is read more often than a calm one where
 * credits are short: its evidence then adds up faster than the cadence of the days before says.
 */
export function evidenceHours({ everyHours }: CadenceMemory, { onset }: CusumMemory, at: number): number {
  if (onset?.readings === undefined || onset.readings >= READINGS_MAX) return everyHours;
  const mean = (everyHours + hoursBetween(onset.at, at)) / (onset.readings + 1);
  return mean < FASTER * everyHours ? Math.max(1, mean) : everyHours;
}
