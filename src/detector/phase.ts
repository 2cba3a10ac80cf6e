import type { Velocity } from '../readings/velocity.ts';
import { HOUR_MS } from '../text/time.ts';

/**
 * Where a breakout stands. `warming` comes before its episode opens; `breakout` and `strong` are growth; `peaked` is
 * clearly slower than its fastest; `fading` is below half of what fires; `over` has cooled off. A second wave that
 * outruns the first goes back to growth.
 */
export type Phase = 'warming' | 'breakout' | 'strong' | 'peaked' | 'fading' | 'over';

/** The phases of an open episode. */
export type OpenPhase = Exclude<Phase, 'warming' | 'over'>;

/** What an episode remembers of its pace. */
export interface Pace {
  readonly phase: OpenPhase;
  /** The fastest that the views have come for certain (the lower end of the velocity), %/h, and when, ms. */
  readonly fastest: { readonly percentPerHour: number; readonly at: number };
  /** Since when the velocity has been clearly below its fastest without a break, ms; absent while it is not. */
  readonly slowSince?: number;
}

/** Clearly slower: even the upper end of the velocity is below this part of the fastest. */
const SLOW_SHARE = 0.7;
/** How long a change to a lower phase must hold, so that one reading with jitter makes no news. */
const HOLD_MS = 2 * HOUR_MS;

/** The pace of an episode that begins. */
export function openingPace(velocity: Velocity, at: number): Pace {
  const percentPerHour = velocity.kind === 'unknown' ? 0 : Math.max(0, velocity.low);
  return { phase: 'breakout', fastest: { percentPerHour: digits(percentPerHour), at } };
}

/** What a reading says of an open episode. */
export interface PaceReading {
  /** Instant of the reading, ms. */
  readonly at: number;
  readonly velocity: Velocity;
  /** How urgently a rule fires at this reading; absent when none does. */
  readonly strength?: 'breakout' | 'strong';
  /** Since when the episode has been calm, ms; absent while it is not. */
  readonly calmSince?: number;
}

/** The pace after one more reading. Up at once, down only what has held for two hours. */
export function advancePace(pace: Pace, reading: PaceReading): Pace {
  const { at, velocity, strength, calmSince } = reading;
  if (velocity.kind === 'unknown') return pace;
  const outruns = digits(velocity.low) > pace.fastest.percentPerHour;
  const fastest = outruns ? { percentPerHour: digits(velocity.low), at } : pace.fastest;
  const slow = velocity.high < fastest.percentPerHour * SLOW_SHARE;
  const slowSince = slow ? (pace.slowSince ?? at) : undefined;
  return {
    phase: phaseAfter(pace.phase, {
      strength,
      outruns,
      slow: held(slowSince, at),
      calm: held(calmSince, at),
    }),
    fastest,
    ...(slowSince !== undefined && { slowSince }),
  };
}

/** Four significant digits, as the alert has it. */
function digits(value: number): number {
  return Number(value.toPrecision(4));
}

function held(since: number | undefined, at: number): boolean {
  return since !== undefined && at - since >= HOLD_MS;
}

function phaseAfter(
  phase: OpenPhase,
  signs: {
    readonly strength: 'breakout' | 'strong' | undefined;
    readonly outruns: boolean;
    readonly slow: boolean;
    readonly calm: boolean;
  },
): OpenPhase {
  const grows = phase === 'breakout' || phase === 'strong';
  if (signs.strength === 'strong' && (grows || signs.outruns)) return 'strong';
  if (signs.strength === 'breakout' && signs.outruns && !grows) return 'breakout';
  if (signs.calm) return 'fading';
  return signs.slow && grows ? 'peaked' : phase;
}
