/**
 * What the detector remembers of one hashtag between two readings: plain JSON, under 2 kB, about fifteen numbers of
 * which change at a reading. Instants are ms UTC; rates are views (or posts) per hour of usual day.
 */
export interface BreakoutMemory {
  readonly version: 1;
  /** First reading since the watch began or began anew after a gap. */
  readonly startedAt: number;
  /** The last reading before the gap after which the watch began anew. */
  readonly gapFrom?: number;
  /** Until then the verdict is `learning`. */
  readonly learningUntil: number;
  /** The last reading that was judged. */
  readonly at: number;
  /** Usual hours between readings. */
  readonly everyHours: number;
  readonly counter: CounterMemory;
  readonly momentum: MomentumMemory;
  readonly posting: RateMemory;
  readonly season: SeasonMemory;
  /**
   * Square roots of the views gained in each of the last 122 three-hour slots, written in place: slot
   * `floor(hours since 1970 / 3) % 122`.
   */
  readonly slots: readonly number[];
  /** The breakout that is going on. */
  readonly firing?: FiringMemory;
}

/** The counter as the detector believes it: it only rises. */
export interface CounterMemory {
  /** Highest believed count, `views + offset`. */
  readonly top: number;
  /** What corrections by TikTok have taken away (positive) or added at once (negative). */
  readonly offset: number;
  /** A dip that is waited out: when it began, and the highest count since. */
  readonly dip?: { readonly at: number; readonly highest: number };
  /** A lone jump that waits for more growth to confirm it: when it came, and the count it came to. */
  readonly jump?: { readonly at: number; readonly count: number };
}

/** An exponentially forgetting rate: `gained / exposure`. */
export interface RateMemory {
  readonly gained: number;
  readonly exposure: number;
}

export interface MomentumMemory extends RateMemory {
  /** Variance of the log rate from tick to tick. */
  readonly variance: number;
  /** The capped sum of evidence. */
  readonly excess: number;
  /** When the counter last moved. */
  readonly tickAt: number;
  /** How often it has moved since the start; counted up to 9. */
  readonly ticks: number;
  /** How many ticks have agreed since the excess left zero; counted up to 9. */
  readonly agreeing: number;
  /** How much the day's windows may add while only one tick speaks. */
  readonly allowance: number;
  /** Where the excess left zero, the count there and the usual rate then: what a breakout is measured against. */
  readonly onset?: { readonly at: number; readonly top: number; readonly perHour: number };
}

/** Sums of relative rates and of hours, by hour of the day (UTC), with weights that grow from `epoch` on. */
export interface SeasonMemory {
  readonly epoch: number;
  readonly sums: readonly number[];
  readonly weights: readonly number[];
}

export interface FiringMemory {
  readonly since: number;
  /** Since when the score has stayed below half the threshold. */
  readonly calmSince?: number;
}

export const SLOT_HOURS = 3;
export const SLOTS = 122;

/** A memory that has seen one reading and learns until `learningUntil`; the rhythm of the day may be kept. */
export function startMemory(
  at: number,
  views: number,
  learningUntil: number,
  kept?: BreakoutMemory,
): BreakoutMemory {
  return {
    version: 1,
    startedAt: at,
    ...(kept === undefined ? {} : { gapFrom: at > kept.at ? kept.at : (kept.gapFrom ?? 0) }),
    learningUntil,
    at,
    everyHours: kept?.everyHours ?? 1,
    counter: { top: views, offset: 0 },
    momentum: {
      gained: 0,
      exposure: 0,
      variance: kept?.momentum.variance ?? 0.16,
      excess: 0,
      tickAt: at,
      ticks: 0,
      agreeing: 0,
      allowance: 6,
    },
    posting: { gained: 0, exposure: 0 },
    season: kept?.season ?? { epoch: at, sums: new Array(24).fill(0), weights: new Array(24).fill(0) },
    slots: new Array(SLOTS).fill(0),
  };
}
