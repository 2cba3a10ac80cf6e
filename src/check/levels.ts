import type { Sensitivity, SensitivitySetting, Watch } from '../settings/settings.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** One setting of both rules: how loud a hashtag is. */
export interface Level {
  readonly sensitivity: SensitivitySetting;
  readonly thresholdPercentPerHour: number;
}

const level = (sensitivity: Sensitivity | number, thresholdPercentPerHour: number): Level => ({
  sensitivity: typeof sensitivity === 'number' ? { falseAlarmEveryMonths: sensitivity } : sensitivity,
  thresholdPercentPerHour,
});

/** From the loudest to the quietest, the defaults in the middle: one dial for both rules. */
export const LEVELS: readonly Level[] = [
  level(1, 2),
  level(2, 3),
  level(3, 4),
  level('early', 5),
  level(7, 7),
  level('balanced', 10),
  level(14, 13),
  level('quiet', 16),
  level(30, 20),
  level(40, 30),
  level(60, 50),
];

/** A watchlist with every hashtag at the level that it is given. */
export function atLevels(watchlist: Watchlist, levelOf: (watch: Watch) => Level): Watchlist {
  return { ...watchlist, watches: watchlist.watches.map((watch) => ({ ...watch, ...levelOf(watch) })) };
}
