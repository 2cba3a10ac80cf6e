import { HOUR_MS, hoursBetween } from '../text/time.ts';
import { momentumAt, POSTS_EXPONENT } from './momentum.ts';
import type { BreakoutPlan } from './plan.ts';
import type { Post } from './post.ts';
import { drawNormal, mixKeys, randomStream } from './random.ts';
import { hourNumber, hourOfWeek } from './rhythm.ts';

/** Log-noise of the rate: a slow part that changes over six hours, and a fast one, hour by hour. */
const SLOW_NOISE = 0.3;
const SLOW_NOISE_HOURS = 6;
const FAST_NOISE = 0.12;
/** The noise of log-normal rates lifts their mean; this takes it back. */
const NOISE_MEAN = Math.exp((SLOW_NOISE ** 2 * (2 / 3) + FAST_NOISE ** 2) / 2);
/** A world ends ten years after its start, so that no question costs unbounded memory. */
const HOURS_MAX = 87_600;

/** What drives one hashtag's views: all rates in views per hour. */
export interface GrowthSettings {
  readonly key: number;
  /** The world's start, ms; no instant before it can be asked for. */
  readonly start: number;
  readonly ratePerHour: number;
  readonly rhythm: Float64Array;
  readonly noise: number;
  readonly climbPerMonth: number;
  readonly breakouts: readonly BreakoutPlan[];
  readonly spikes: readonly Spike[];
}

/** The extra views of a lone viral video. */
export interface Spike {
  /** Post time, ms. */
  readonly at: number;
  readonly post: Post;
  readonly ratePerHour: number;
  readonly halfLifeHours: number;
}

/** Views gained in one clock hour, by cause. */
export interface HourGrowth {
  readonly ordinary: number;
  /** What momentum adds to the ordinary rate. */
  readonly excess: number;
  readonly momentum: number;
}

export interface Growth {
  /** The clock hour (since 1970) that holds the world's start. */
  readonly firstHour: number;
  /** Growth within a clock hour, counted from `firstHour` = 0; spikes are apart. */
  readonly hour: (index: number) => HourGrowth;
  /**
   * Views gained from `firstHour` until an instant: ordinary ones alone, and all of them. `posting` is what would have come if
   * views followed momentum as posts do; a viral video brings views and no posts. Not whole numbers.
   */
  readonly until: (instant: number) => {
    readonly ordinary: number;
    readonly total: number;
    readonly posting: number;
  };
}

/** Views that a spike has brought until an instant: `rate · τ · (1 − 2^(−age / half-life))`, τ the mean life. */
export function spikeViews(spike: Spike, instant: number): number {
  const age = hoursBetween(spike.at, instant);
  if (age <= 0) return 0;
  return ((spike.ratePerHour * spike.halfLifeHours) / Math.LN2) * (1 - 2 ** (-age / spike.halfLifeHours));
}

/**
 * The growth of one hashtag on an hourly grid that is made as far as it is asked for and kept (24 bytes an hour);
 * between two full hours the rate is even. Each hour is drawn from its own key, so the order of questions is free.
 */
export function createGrowth(settings: GrowthSettings): Growth {
  const firstHour = hourNumber(settings.start);
  const ordinarySums: number[] = [0];
  const totalSums: number[] = [0];
  const postingSums: number[] = [0];

  function hour(index: number): HourGrowth {
    const ordinary = ordinaryRate(settings, firstHour + index, index);
    const momentum = momentumAt(settings.breakouts, hourMiddle(settings.start, firstHour + index));
    return { ordinary, excess: ordinary * (momentum - 1), momentum };
  }

  function extendTo(index: number): void {
    if (index > HOURS_MAX)
      throw new RangeError(`The simulated world ends ${HOURS_MAX} hours after its start.`);
    for (let next = ordinarySums.length; next <= index; next += 1) {
      const growth = hour(next - 1);
      ordinarySums.push((ordinarySums[next - 1] ?? 0) + growth.ordinary);
      totalSums.push((totalSums[next - 1] ?? 0) + growth.ordinary + growth.excess);
      postingSums.push((postingSums[next - 1] ?? 0) + growth.ordinary * growth.momentum ** POSTS_EXPONENT);
    }
  }

  return {
    firstHour,
    hour,
    until: (instant) => {
      const index = hourNumber(instant) - firstHour;
      if (!(instant >= settings.start)) {
        throw new RangeError(`The simulated world begins at ${settings.start} ms; asked for ${instant} ms.`);
      }
      extendTo(index + 1);
      const part = instant / HOUR_MS - firstHour - index;
      const ordinary = between(ordinarySums, index, part);
      let total = between(totalSums, index, part);
      for (const spike of settings.spikes) total += spikeViews(spike, instant);
      return { ordinary, total, posting: between(postingSums, index, part) };
    },
  };
}

function between(sums: readonly number[], index: number, part: number): number {
  const from = sums[index] ?? 0;
  return from + part * ((sums[index + 1] ?? from) - from);
}

/** The middle of a clock hour in hours after the start. */
function hourMiddle(start: number, hour: number): number {
  return hour + 0.5 - start / HOUR_MS;
}

function ordinaryRate(settings: GrowthSettings, hour: number, index: number): number {
  const rhythm = settings.rhythm[hourOfWeek(hour)] ?? 1;
  const climb = settings.climbPerMonth ** (index / 720);
  return settings.ratePerHour * rhythm * climb * noiseFactor(settings, hour);
}

function noiseFactor(settings: GrowthSettings, hour: number): number {
  if (settings.noise === 0) return 1;
  const knot = Math.floor(hour / SLOW_NOISE_HOURS);
  const part = hour / SLOW_NOISE_HOURS - knot;
  const slow = (1 - part) * normalAt(settings.key, 1, knot) + part * normalAt(settings.key, 1, knot + 1);
  const log = SLOW_NOISE * slow + FAST_NOISE * normalAt(settings.key, 2, hour);
  return Math.exp(settings.noise * log) / NOISE_MEAN ** (settings.noise ** 2);
}

function normalAt(key: number, purpose: number, position: number): number {
  return drawNormal(randomStream(mixKeys(key, purpose, position)));
}
