import { advanceEpisode, type Episode, openEpisode } from '../../../src/detector/episode.ts';
import { judgeMomentum, type MomentumSettings } from '../../../src/detector/momentum/judge-momentum.ts';
import type { MomentumMemory } from '../../../src/detector/momentum/momentum-memory.ts';
import type { SeasonPrior } from '../../../src/detector/momentum/season.ts';
import { thresholdOf } from '../../../src/detector/momentum/settings.ts';
import { stepMomentum } from '../../../src/detector/momentum/step.ts';
import type { BreakoutVerdict } from '../../../src/detector/momentum/verdict.ts';
import type { Reading } from '../../../src/readings/reading.ts';
import { gridStep, inferStep } from '../../../src/readings/step.ts';
import { HOUR_MS } from '../../../src/text/time.ts';

export const START = Date.UTC(2026, 2, 1);
export const BALANCED = { threshold: thresholdOf('balanced') };

/** The settings of a feed, and the season that hashtags share. */
export type FeedSettings = Omit<MomentumSettings, 'episode'> & { readonly season?: SeasonPrior };

/** One judged reading, hours since `START`. */
export interface Judged {
  readonly memory: MomentumMemory | undefined;
  /** The episode that is open after it. */
  readonly episode?: Episode;
  readonly verdict: BreakoutVerdict;
  readonly hour: number;
}

/** One reading, taken in and judged. */
export function judgeOne(
  memory: MomentumMemory | undefined,
  one: Reading,
  { season, ...settings }: FeedSettings & Pick<MomentumSettings, 'episode'>,
): Pick<Judged, 'memory' | 'verdict'> {
  const step = stepMomentum(memory, one, season);
  return { memory: step.memory, verdict: judgeMomentum(step, settings) };
}

export function reading(hour: number, views: number, more: Partial<Reading> = {}): Reading {
  return { at: START + Math.round(hour * HOUR_MS), hashtag: 'test', views, step: 1, ...more };
}

/** A reading as TikTok's grid shows the count, its step inferred from the value. */
export function rounded(hour: number, exact: number): Reading {
  const step = gridStep(exact);
  const views = Math.round(exact / step) * step;
  return reading(hour, views, { step: inferStep(views) });
}

/** Readings at `hours`, with views that are the running sum of `ratePerHour` (sampled each quarter of an hour). */
export function series(
  hours: readonly number[],
  from: number,
  ratePerHour: (hour: number) => number,
  make: (hour: number, views: number) => Reading = reading,
): Reading[] {
  let views = from;
  let at = 0;
  return hours.map((hour) => {
    for (; at < hour; at += 0.25) views += ratePerHour(at) / 4;
    return make(hour, Math.round(views));
  });
}

export function everyHours(step: number, until: number): number[] {
  return Array.from({ length: Math.floor(until / step) }, (_, index) => index * step);
}

/** Readings one after the other, with the episode that they open, as long as it lasts. */
export function feed(
  readings: readonly Reading[],
  settings: FeedSettings = BALANCED,
  from: Partial<Pick<Judged, 'memory' | 'episode'>> = {},
): Judged[] {
  let current = from.memory;
  let { episode } = from;
  return readings.map((one) => {
    const judged = judgeOne(current, one, { ...settings, ...(episode && { episode: episode.rule }) });
    current = judged.memory;
    episode = episodeAfter(episode, one, judged.verdict);
    return { ...judged, ...(episode && { episode }), hour: (one.at - START) / HOUR_MS };
  });
}

function episodeAfter(
  episode: Episode | undefined,
  one: Reading,
  verdict: BreakoutVerdict,
): Episode | undefined {
  // A reading that cannot be used ends no episode either, whatever it claims.
  if (verdict.kind === 'unjudged') return episode;
  if (episode === undefined) return isNews(verdict) ? openEpisode('test', 'breakout', one, one) : undefined;
  const calm = 'score' in verdict ? verdict.score < verdict.threshold / 2 : undefined;
  const advanced = advanceEpisode(episode, one, calm);
  return advanced.kind === 'open' ? advanced.episode : undefined;
}

export function isNews(verdict: BreakoutVerdict): boolean {
  return verdict.kind === 'breakout' || verdict.kind === 'strong';
}

/** The first hour at which a breakout was called, from `from` on. */
export function firstNews(judged: readonly Judged[], from = 0): number | undefined {
  return judged.find((one) => one.hour >= from && isNews(one.verdict))?.hour;
}

export function scoreOf(verdict: BreakoutVerdict | undefined): number | undefined {
  return verdict !== undefined && 'score' in verdict ? verdict.score : undefined;
}
