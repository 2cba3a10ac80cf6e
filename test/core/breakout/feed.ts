import {
  type BreakoutContext,
  type BreakoutJudgement,
  judgeBreakout,
} from '../../../src/core/breakout/judge.ts';
import type { BreakoutMemory } from '../../../src/core/breakout/memory.ts';
import { thresholdOf } from '../../../src/core/breakout/settings.ts';
import type { BreakoutVerdict } from '../../../src/core/breakout/verdict.ts';
import type { Reading } from '../../../src/core/reading/reading.ts';
import { gridStep, inferStep } from '../../../src/core/reading/step.ts';
import { HOUR_MS } from '../../../src/core/time.ts';

export const START = Date.UTC(2026, 2, 1);
export const BALANCED = { threshold: thresholdOf('balanced') };

/** One judged reading, hours since `START`. */
export interface Judged extends BreakoutJudgement {
  readonly hour: number;
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

export function feed(
  readings: readonly Reading[],
  context: BreakoutContext = BALANCED,
  memory: BreakoutMemory | undefined = undefined,
): Judged[] {
  let current = memory;
  return readings.map((one) => {
    const judgement = judgeBreakout(current, one, context);
    current = judgement.memory;
    return { ...judgement, hour: (one.at - START) / HOUR_MS };
  });
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
