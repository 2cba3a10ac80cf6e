import { DAY_MS, hoursBetween } from '../../text/time.ts';
import type { CadenceMemory } from './momentum-memory.ts';
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
