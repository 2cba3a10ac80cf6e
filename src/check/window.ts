import { DAY_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** Days of the record that a forecast looks at. It counts alerts in all but the first two weeks of them. */
const WINDOW_DAYS = 84;
/** In the first two weeks of a hashtag its bar stands higher (docs/detection.md, "Turning it"). */
export const LEARNT_DAYS = 14;

/** The stretch of the record that a forecast looks at, ms. */
export interface ForecastWindow {
  /** From here on readings are learnt from. */
  readonly since: number;
  /** From here on alerts are counted. */
  readonly countedFrom: number;
}

/** The last twelve weeks, or fewer where older hours are not kept: days alone would teach another rhythm. */
export function forecastWindow(
  { keepHoursDays }: Pick<Watchlist, 'keepHoursDays'>,
  now: number,
): ForecastWindow {
  const days = Math.min(WINDOW_DAYS, keepHoursDays ?? WINDOW_DAYS);
  return { since: now - days * DAY_MS, countedFrom: now - (days - LEARNT_DAYS) * DAY_MS };
}
