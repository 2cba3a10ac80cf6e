import { fourDigits } from '../text/numbers.ts';
import { HOUR_MS } from '../text/time.ts';
import type { Observation } from './momentum/observe.ts';
import { gainedWithin } from './momentum/slots.ts';

/** The breakouts of a hashtag that have cooled off or fallen back. */
export interface EarlierBreakouts {
  readonly count: number;
  /** Hours from opening to end, their geometric mean. */
  readonly meanHours: number;
}

/** The outlook of a breakout covers so many days. */
export const OUTLOOK_DAYS = 3;
/** Half of the labelled breakouts of that record peaked so many hours after they began: the first and the third quartile. */
export const PEAK_HOURS = [16, 31] as const;
/** What goes on is growth of at least so many times the baseline. */
export const OUTLOOK_TIMES = 2;

/**
 * A logistic regression, fitted on the 489 alerts that the default settings raise on half of the hashtags of a real record
 * of four years, with a ridge of 3 on standardised inputs. `npm run bench -- detection --data FOLDER` prints how it does on
 * the other half. Inputs are natural logarithms, held within what the record shows (`RANGES`):
 * `growth`, the last three hours against a usual day's; `lasting`, the slowly forgetting mean rate against the same;
 * `steps`, rounding steps that a usual day brings in three hours; `earlier`, hours that earlier breakouts lasted.
 */
const WEIGHTS = { constant: -3.62, growth: 0.862, lasting: 1.02, steps: 0.125, earlier: 0.338 };
type Input = Exclude<keyof typeof WEIGHTS, 'constant'>;
const RANGES: Readonly<Record<Input, readonly [number, number]>> = {
  growth: [1, 5],
  lasting: [-0.3, 1.3],
  steps: [-2.1, 2.7],
  earlier: [2.2, 4.5],
};

/** What a hashtag without a breakout yet starts from: as if one and a half of them had lasted two days. */
const IMAGINED = { count: 1.5, hours: 48 };
/** A breakout counts as at least six hours and at most ten days. */
const LASTED_HOURS = [6, 240] as const;

/**
 * The chance that views come at `OUTLOOK_TIMES` the baseline or more over the next `OUTLOOK_DAYS` days, as it stands when a
 * breakout opens: 0 to 1, in steps of a tenth, never quite either. Undefined while too few days are known.
 */
export function outlookOf(
  { memory, step, windows }: Observation,
  earlier: EarlierBreakouts | undefined,
): number | undefined {
  if (windows === undefined) return undefined;
  const usual = windows.usualDay / 8;
  const seen = gainedWithin(memory.gains, memory.at, 3) + step / 2;
  const inputs: Readonly<Record<Input, number>> = {
    growth: Math.log(seen / usual),
    lasting: Math.log((3 * memory.momentum.perHour) / usual),
    steps: Math.log(usual / step),
    earlier: earlierLog(earlier),
  };
  const sum = Object.entries(RANGES).reduce(
    (sum, [name, [low, high]]) =>
      sum + WEIGHTS[name as Input] * Math.min(high, Math.max(low, inputs[name as Input])),
    WEIGHTS.constant,
  );
  const tenths = Math.round(10 / (1 + Math.exp(-sum)));
  return Math.min(9, Math.max(1, tenths)) / 10;
}

function earlierLog({ count, meanHours }: EarlierBreakouts = { count: 0, meanHours: 1 }): number {
  const imagined = IMAGINED.count * Math.log(IMAGINED.hours);
  return (count * Math.log(meanHours) + imagined) / (count + IMAGINED.count);
}

/** The earlier breakouts with one more, which lasted from `openedAt` to `endedAt`, both in ms. */
export function withBreakout(
  { count, meanHours }: EarlierBreakouts = { count: 0, meanHours: 1 },
  openedAt: number,
  endedAt: number,
): EarlierBreakouts {
  const [least, most] = LASTED_HOURS;
  const hours = Math.min(most, Math.max(least, (endedAt - openedAt) / HOUR_MS));
  const meanLog = (count * Math.log(meanHours) + Math.log(hours)) / (count + 1);
  return { count: count + 1, meanHours: fourDigits(Math.exp(meanLog)) };
}
