import { HOUR_MS } from '../../../text/time.ts';
import type { KnownBreakout } from '../series.ts';
import type { Chance } from './random.ts';

/** A planted breakout: how many times its usual rate a hashtag runs, hour by hour. */
export interface BreakoutShape {
  /** Hours since the series began. */
  readonly onsetHour: number;
  readonly factor: number;
  readonly riseHours: number;
  readonly plateauHours: number;
  readonly halfLifeHours: number;
}

const FACTORS = [3, 5, 10, 30, 100];

export function drawBreakout(chance: Chance, onsetHour: number): BreakoutShape {
  return {
    onsetHour,
    factor: FACTORS[Math.floor(chance.uniform() * FACTORS.length)] ?? 10,
    riseHours: chance.logBetween(4, 36),
    plateauHours: chance.between(18, 72),
    halfLifeHours: chance.between(18, 72),
  };
}

/** The factor on the rate at `hour`: a logistic rise, a plateau, then a decay by halves; 1 outside. */
export function factorAt(breakout: BreakoutShape, hour: number): number {
  const since = hour - breakout.onsetHour;
  if (since < 0) return 1;
  const excess = breakout.factor - 1;
  const plateauEnd = breakout.riseHours + breakout.plateauHours;
  if (since > plateauEnd) return 1 + excess * 0.5 ** ((since - plateauEnd) / breakout.halfLifeHours);
  return 1 + excess / (1 + Math.exp((-8 * (since - breakout.riseHours / 2)) / breakout.riseHours));
}

/** The truth about a planted breakout in the terms of the labels: it ends when its excess has fallen to a tenth. */
export function knownBreakout(breakout: BreakoutShape, startedAt: number): KnownBreakout {
  const { onsetHour, riseHours, plateauHours, halfLifeHours } = breakout;
  const instant = (hour: number) => startedAt + hour * HOUR_MS;
  return {
    onset: instant(onsetHour),
    peak: instant(onsetHour + riseHours),
    end: instant(onsetHour + riseHours + plateauHours + 3.3 * halfLifeHours),
  };
}
