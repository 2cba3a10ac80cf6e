/** A hashtag whose own normal has yet to be learnt. Instants are ISO 8601 in UTC. */
export interface Newcomer {
  readonly hashtag: string;
  /** Its first reading in the record; null where it has none, and the other instants count from now. */
  readonly since: string | null;
  /** From when the classic rule works: the second reading; null where that rule is not asked. */
  readonly classicFrom: string | null;
  /** From when the breakout rule works, its bar two points higher at first; null where that rule is not asked. */
  readonly breakoutFrom: string | null;
  /** From when its bar stands where the watchlist puts it; null where that rule is not asked. */
  readonly settledFrom: string | null;
  /** Months for one false alarm at its bar, by docs/detection.md; null where the breakout rule is not asked. */
  readonly falseAlarmEveryMonths: number | null;
}
