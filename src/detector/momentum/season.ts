import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import { type SeasonMemory, SLOT_HOURS } from './momentum-memory.ts';
import { roundTo } from './significant-digits.ts';

/** Three-hour slots a day; the rhythm of a day has one number for each, from 00:00 UTC. */
const SLOTS_A_DAY = 24 / SLOT_HOURS;

/** How many times the mean rate each slot of the day is worth, by experience with other hashtags; mean 1. */
export type SeasonPrior = readonly number[];

/** The rhythm of a day: for each slot its rate against the day's mean. */
export type Rhythm = readonly number[];

/** Days that the prior counts for beside a hashtag's own, and that its own experience counts for at most. */
const PRIOR_DAYS = 3;
const DAYS_MAX = 14;

/** The rhythm so far: own experience, shrunk towards `prior` (flat without one). */
export function rhythmOf(season: SeasonMemory, prior: SeasonPrior | undefined): Rhythm {
  let sum = 0;
  const rhythm = season.means.map((mean, slot) => {
    const days = season.days[slot] ?? 0;
    const value = (mean * days + PRIOR_DAYS * (prior?.[slot] ?? 1)) / (days + PRIOR_DAYS);
    sum += value;
    return value;
  });
  for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) rhythm[slot] = ((rhythm[slot] ?? 1) * SLOTS_A_DAY) / sum;
  return rhythm;
}

/** Hours of usual day between two instants (ms): a night hour counts less than an evening hour; a whole day counts 24. */
export function exposureBetween(rhythm: Rhythm, from: number, to: number): number {
  const days = Math.floor((to - from) / DAY_MS);
  let exposure = days * 24;
  let place = (from + days * DAY_MS) / HOUR_MS;
  const end = to / HOUR_MS;
  while (place < end) {
    const slot = Math.floor(place / SLOT_HOURS);
    const next = Math.min(end, (slot + 1) * SLOT_HOURS);
    exposure += (next - place) * (rhythm[slot % SLOTS_A_DAY] ?? 1);
    place = next;
  }
  return exposure;
}

/** Learns from one slot (counted from 1970) that has closed, in which the rate was `relativeRate` times the usual. */
export function learnSeason(season: SeasonMemory, slot: number, relativeRate: number): SeasonMemory {
  const place = slot % SLOTS_A_DAY;
  const known = season.days[place] ?? 0;
  const mean = season.means[place] ?? 1;
  return {
    means: season.means.with(place, roundTo(4, mean + (relativeRate - mean) / (known + 1))),
    days: season.days.with(place, Math.min(DAYS_MAX, known + 1)),
  };
}

/**
 * The rhythm that hashtags have in common, for those that have little experience of their own: the mean of their own
 * rhythms. Undefined while fewer than ten have learnt a day.
 */
export function poolSeasons(seasons: readonly SeasonMemory[]): SeasonPrior | undefined {
  const sums = new Array<number>(SLOTS_A_DAY).fill(0);
  let hashtags = 0;
  for (const season of seasons) {
    if (!season.days.every((days) => days > 0)) continue;
    const mean = season.means.reduce((total, value) => total + value, 0) / SLOTS_A_DAY;
    if (!(mean > 0)) continue;
    hashtags += 1;
    for (let slot = 0; slot < SLOTS_A_DAY; slot += 1) {
      sums[slot] = (sums[slot] ?? 0) + (season.means[slot] ?? 0) / mean;
    }
  }
  return hashtags < 10 ? undefined : sums.map((sum) => roundTo(4, sum / hashtags));
}
