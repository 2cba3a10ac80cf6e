import { HOUR_MS } from '../core/time.ts';
import type { BacktestAlert } from './replay.ts';

/** How many alerts each rule raises, and how many the two together. */
export interface AlertTally {
  readonly breakout: number;
  readonly classic: number;
  readonly both: number;
}

/** An alert within this time of the one before it, by whichever rule, tells of the same breakout. */
const SAME_MS = 24 * HOUR_MS;

/** The alerts that `rule: both` would raise: of one hashtag's alerts within 24 hours the first. Takes and gives them in order of time. */
export function bothRules(alerts: readonly BacktestAlert[]): readonly BacktestAlert[] {
  const last = new Map<string, number>();
  return alerts.filter(({ hashtag, at }) => {
    const instant = Date.parse(at);
    const isSame = instant - (last.get(hashtag) ?? Number.NEGATIVE_INFINITY) < SAME_MS;
    last.set(hashtag, instant);
    return !isSame;
  });
}

/** Counts of alerts, in order of time, by a key. */
export function tallyBy(
  alerts: readonly BacktestAlert[],
  keyOf: (alert: BacktestAlert) => string,
): ReadonlyMap<string, AlertTally> {
  const both = new Set(bothRules(alerts));
  return new Map(
    [...Map.groupBy(alerts, keyOf)].map(([key, group]) => [
      key,
      {
        breakout: group.filter(({ rule }) => rule === 'breakout').length,
        classic: group.filter(({ rule }) => rule === 'classic').length,
        both: group.filter((alert) => both.has(alert)).length,
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
