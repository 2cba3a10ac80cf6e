import { DAY_MS, HOUR_MS } from '../time.ts';
import type { SeasonMemory } from './memory.ts';
import { roundTo } from './rounding.ts';

/** How many times the mean rate each hour of the day (UTC) is worth, by experience with other hashtags; mean 1. */
export type SeasonPrior = readonly number[];

/** Hours that the prior counts for beside a hashtag's own. */
const PRIOR_HOURS = 3;
const HALF_LIFE_MS = 10 * DAY_MS;
/** New weights double every ten days in place of old ones halving, so that untouched hours keep their bytes. Forward
 * decay: Cormode, Shkapenyuk, Srivastava, Xu 2009. After this span all are scaled back at once. */
const REBASE_MS = 100 * DAY_MS;

/** The rhythm of a day: for each hour (UTC) its rate against the day's mean. */
export type Rhythm = readonly number[];

/** The rhythm as known at `at`: own experience, shrunk towards `prior` (flat without one). */
export function rhythmOf(season: SeasonMemory, at: number, prior: SeasonPrior | undefined): Rhythm {
  const weight = PRIOR_HOURS * forwardWeight(season, at);
  let sum = 0;
  const rhythm = season.sums.map((own, hour) => {
    const value = (own + weight * (prior?.[hour] ?? 1)) / ((season.weights[hour] ?? 0) + weight);
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

/** Learns from one interval of at most a few hours, in which the rate was `relativeRate` times the usual. */
export function learnSeason(
  season: SeasonMemory,
  from: number,
  to: number,
  relativeRate: number,
): SeasonMemory {
  const current = to - season.epoch > REBASE_MS ? rebase(season, to) : season;
  const weight = forwardWeight(current, to);
  const sums = current.sums.slice();
  const weights = current.weights.slice();
  const end = to / HOUR_MS;
  for (let place = from / HOUR_MS; place < end; ) {
    const next = Math.min(end, Math.floor(place) + 1);
    const hour = Math.floor(place) % 24;
    sums[hour] = roundTo(4, (sums[hour] ?? 0) + (next - place) * relativeRate * weight);
    weights[hour] = roundTo(4, (weights[hour] ?? 0) + (next - place) * weight);
    place = next;
  }
  return { epoch: current.epoch, sums, weights };
}

function forwardWeight(season: SeasonMemory, at: number): number {
  return 2 ** Math.min(40, (at - season.epoch) / HALF_LIFE_MS);
}

function rebase(season: SeasonMemory, at: number): SeasonMemory {
  const factor = 2 ** ((season.epoch - at) / HALF_LIFE_MS);
  const scale = (values: readonly number[]) => values.map((value) => roundTo(4, value * factor));
  return { epoch: at, sums: scale(season.sums), weights: scale(season.weights) };
}

/**
 * The rhythm that hashtags have in common, for those that have little experience of their own: the mean of their own
 * rhythms, each counted by its experience up to a week. Undefined while fewer than ten have learnt a day.
 */
export function poolSeasons(seasons: readonly SeasonMemory[]): SeasonPrior | undefined {
  const sums = new Array<number>(24).fill(0);
  let hashtags = 0;
  for (const season of seasons) {
    if (!season.weights.every((weight) => weight > 0)) continue;
    const own = season.sums.map((sum, hour) => sum / (season.weights[hour] ?? 1));
    const mean = own.reduce((total, value) => total + value, 0) / 24;
    if (!(mean > 0)) continue;
    hashtags += 1;
    for (let hour = 0; hour < 24; hour += 1) sums[hour] = (sums[hour] ?? 0) + (own[hour] ?? 0) / mean;
  }
  return hashtags < 10 ? undefined : sums.map((sum) => roundTo(4, sum / hashtags));
}
