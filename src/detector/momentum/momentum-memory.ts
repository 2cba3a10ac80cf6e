/**
 * What the detector remembers of one hashtag between two readings: plain JSON, under 2 kB. A reading changes
 * about ten numbers of it, all of them short. Instants are ms UTC, rates are per hour of usual day.
 */
export interface MomentumMemory {
  readonly version: 1;
  /** First reading since the watch began, or began again after a gap. */
  readonly startedAt: number;
  /** The last reading before the gap after which the watch began again. */
  readonly gapFrom?: number;
  /** Until then the verdict is `learning`. */
  readonly learningUntil: number;
  readonly cadence: CadenceMemory;
  /** The last reading that was judged. */
  readonly at: number;
  readonly counter: CounterMemory;
  readonly momentum: CusumMemory;
  readonly posting: RateMemory;
  /** The counter of videos; absent where it was never given exactly. */
  readonly videos?: VideoCountMemory;
  /** What videos have brought since the growth began; absent without growth or listing. */
  readonly drivers?: DriversMemory;
  readonly season: SeasonMemory;
  readonly gains: GainsMemory;
}

/** How often readings come, settled once a day. */
export interface CadenceMemory {
  readonly everyHours: number;
  /** The first reading of the day (UTC) that is being counted. */
  readonly from: number;
  /** Readings since then. */
  readonly readings: number;
}

/** The counter as the detector believes it: it only rises. */
export interface CounterMemory {
  /** What corrections by TikTok have taken away (positive) or added at once (negative). */
  readonly offset: number;
  /** Highest believed count, `views + offset`. */
  readonly top: number;
  /** A dip that is waited out: when it began, and the highest count since. */
  readonly dip?: { readonly at: number; readonly highest: number };
  /** The last correction downwards, which may be taken back: when it was believed, and the offset and top before it. */
  readonly lowered?: { readonly at: number; readonly offset: number; readonly top: number };
  /** A lone jump that waits for more growth to confirm it: when it came, and the count it came to. */
  readonly jump?: { readonly at: number; readonly count: number };
}

/** A slowly forgetting mean rate. */
export interface RateMemory {
  readonly perHour: number;
  /** Hours of usual day that the mean rests on; grows to a ceiling and stays there. */
  readonly exposure: number;
}

/** How fast the counter of videos rises, and where it stood; no count where the last reading had none. */
export interface VideoCountMemory extends RateMemory {
  readonly count?: number;
}

/** Views gained, and the norm of what each video gained of them: `(gained / norm)²` is the effective number of videos. */
export interface DriversMemory {
  readonly gained: number;
  readonly norm: number;
}

/** The sum of evidence (cusum.ts). */
export interface CusumMemory extends RateMemory {
  /** The capped sum of evidence. */
  readonly excess: number;
  /** Variance of the log rate from tick to tick. */
  readonly variance: number;
  /** When the counter last moved; absent when that was at the last reading. */
  readonly tickAt?: number;
  /** How often it has moved since the start; counted up to 9. */
  readonly ticks: number;
  /** How many ticks have agreed since the excess left zero; counted up to 9. */
  readonly agreeing: number;
  /** How much the day's windows may add while only one tick speaks. */
  readonly allowance: number;
  /** Where the excess left zero, the count there and the usual rate then: what a breakout is measured against. */
  readonly onset?: {
    readonly at: number;
    readonly top: number;
    readonly perHour: number;
    /** Readings since, counted up to 99; absent where the memory is of a version that did not count them. */
    readonly readings?: number;
  };
}

/** Mean relative rates by three-hour slot of the day (UTC), and the days that each rests on, up to 14. */
export interface SeasonMemory {
  readonly means: readonly number[];
  readonly days: readonly number[];
}

/** Views gained, by three-hour slots. */
export interface GainsMemory {
  /** In the slot that is going on. */
  readonly open: number;
  /**
   * Square roots of the views gained in each of the last 122 closed slots, written in place: slot
   * `floor(hours since 1970 / 3) % 122`.
   */
  readonly slots: readonly number[];
}

export const SLOT_HOURS = 3;
export const SLOTS = 122;

/** A memory that has seen one reading and learns until `learningUntil`; the rhythm of the day may be kept. */
export function startMemory(
  at: number,
  views: number,
  learningUntil: number,
  kept?: MomentumMemory,
): MomentumMemory {
  return {
    version: 1,
    startedAt: at,
    ...(kept === undefined ? {} : { gapFrom: at > kept.at ? kept.at : (kept.gapFrom ?? 0) }),
    learningUntil,
    cadence: { everyHours: kept?.cadence.everyHours ?? 1, from: at, readings: 0 },
    at,
    counter: { offset: 0, top: views },
    momentum: {
      perHour: 0,
      exposure: 0,
      excess: 0,
      variance: kept?.momentum.variance ?? 0.16,
      ticks: 0,
      agreeing: 0,
      allowance: 6,
    },
    posting: { perHour: 0, exposure: 0 },
    season: kept?.season ?? {
      means: new Array(24 / SLOT_HOURS).fill(1),
      days: new Array(24 / SLOT_HOURS).fill(0),
    },
    gains: { open: 0, slots: new Array(SLOTS).fill(0) },
  };
}
