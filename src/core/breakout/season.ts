import { DAY_MS, HOUR_MS } from '../time.ts';
import type { SeasonMemory } from './memory.ts';
import { roundTo } from './rounding.ts';

/** How many times the mean rate each hour of the day (UTC) is worth, by experience with other hashtags; mean 1. */
export type SeasonPrior = readonly number[];

/** Hours that the prior counts for beside a hashtag's own. */
const PRIOR_HOURS = 3;
/** Hours of one hour of the day that its mean rests on at most: about two weeks of days, a half-life of ten. */
const HOURS_MAX = 14;

/** The rhythm of a day: for each hour (UTC) its rate against the day's mean. */
export type Rhythm = readonly number[];

/** The rhythm so far: own experience, shrunk towards `prior` (flat without one). */
export function rhythmOf(season: SeasonMemory, prior: SeasonPrior | undefined): Rhythm {
  let sum = 0;
  const rhythm = season.means.map((mean, hour) => {
    const hours = season.hours[hour] ?? 0;
    const value = (mean * hours + PRIOR_HOURS * (prior?.[hour] ?? 1)) / (hours + PRIOR_HOURS);
    sum += value;
    return value;
  });
  for (let hour = 0; hour < 24; hour += 1) rhythm[hour] = ((rhythm[hour] ?? 1) * 24) / sum;
  return rhythm;
}

/** Hours of usual day between two instants (ms): a night hour counts less than an evening hour; a whole day counts 24. */
export function exposureBetween(rhythm: Rhythm, from: number, to: number): number {
  const days = Math.floor((to - from) / DAY_MS);
  let exposure = days * 24;
  let place = (from + days * DAY_MS) / HOUR_MS;
  const end = to / HOUR_MS;
  while (place < end) {
    const next = Math.min(end, Math.floor(place) + 1);
    exposure += (next - place) * (rhythm[Math.floor(place) % 24] ?? 1);
    place = next;
  }
  return exposure;
}

/**
 * Learns from one interval of at most a few hours, in which the rate was `relativeRate` times the usual. An hour that
 * was not seen keeps its bytes.
 */
export function learnSeason(
  season: SeasonMemory,
  from: number,
  to: number,
  relativeRate: number,
): SeasonMemory {
  const means = season.means.slice();
  const hours = season.hours.slice();
  const end = to / HOUR_MS;
  for (let place = from / HOUR_MS; place < end; ) {
    const next = Math.min(end, Math.floor(place) + 1);
    const hour = Math.floor(place) % 24;
    const known = hours[hour] ?? 0;
    const mean = means[hour] ?? 1;
    means[hour] = roundTo(4, mean + ((relativeRate - mean) * (next - place)) / (known + next - place));
    hours[hour] = roundTo(3, Math.min(HOURS_MAX, known + next - place));
    place = next;
  }
  return { means, hours };
}

/**
 * The rhythm that hashtags have in common, for those that have little experience of their own: the mean of their own
 * rhythms. Undefined while fewer than ten have learnt a day.
 */
export function poolSeasons(seasons: readonly SeasonMemory[]): SeasonPrior | undefined {
  const sums = new Array<number>(24).fill(0);
  let hashtags = 0;
  for (const season of seasons) {
    if (!season.hours.every((hours) => hours > 0)) continue;
    const mean = season.means.reduce((total, value) => total + value, 0) / 24;
    if (!(mean > 0)) continue;
    hashtags += 1;
    for (let hour = 0; hour < 24; hour += 1)
      sums[hour] = (sums[hour] ?? 0) + (season.means[hour] ?? 0) / mean;
  }
  return hashtags < 10 ? undefined : sums.map((sum) => roundTo(4, sum / hashtags));
}
