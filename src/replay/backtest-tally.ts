import type { BacktestAlert, BacktestResult } from './backtest.ts';

/** How many alerts each rule raises alone, and how many the settings raise. */
export interface AlertTally {
  readonly breakout: number;
  readonly classic: number;
  readonly alerts: number;
}

/** Counts of alerts by a key. */
export function tallyBy(
  { alerts, alone }: Pick<BacktestResult, 'alerts' | 'alone'>,
  keyOf: (alert: BacktestAlert) => string,
): ReadonlyMap<string, AlertTally> {
  const groups = {
    breakout: Map.groupBy(alone.breakout, keyOf),
    classic: Map.groupBy(alone.classic, keyOf),
    alerts: Map.groupBy(alerts, keyOf),
  };
  const keys = new Set([...groups.breakout.keys(), ...groups.classic.keys(), ...groups.alerts.keys()]);
  const count = (of: keyof AlertTally, key: string): number => groups[of].get(key)?.length ?? 0;
  return new Map(
    [...keys].map((key) => [
      key,
      {
        breakout: count('breakout', key),
        classic: count('classic', key),
        alerts: count('alerts', key),
      },
    ]),
  );
}

/** The Monday (UTC) of the week that an instant lies in, as `2026-11-23`. */
export function mondayOf(instant: string): string {
  const date = new Date(instant);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
