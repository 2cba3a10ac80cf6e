import { judgeBreakout } from '../../core/breakout/judge.ts';
import type { BreakoutMemory } from '../../core/breakout/memory.ts';
import { BALANCED_BAR } from '../../core/breakout/settings.ts';
import type { Reading } from '../../core/reading/reading.ts';
import { inferStep } from '../../core/reading/step.ts';
import type { LabelledSeries, Scores } from './series.ts';

/** What the detector is shown: views alone, or the posting rate too where the series has it. */
export type Sight = 'views' | 'views and posts';

/** The detector's score at each reading, through the very function that production runs. */
export function scoreDetector(series: LabelledSeries, sight: Sight): Scores {
  const scores = new Float64Array(series.at.length).fill(Number.NaN);
  let memory: BreakoutMemory | undefined;
  for (let index = 0; index < scores.length; index += 1) {
    const judgement = judgeBreakout(memory, readingAt(series, index, sight), { threshold: BALANCED_BAR });
    memory = judgement.memory;
    if ('score' in judgement.verdict) scores[index] = judgement.verdict.score;
  }
  return scores;
}

function readingAt(series: LabelledSeries, index: number, sight: Sight): Reading {
  const views = series.views[index] ?? 0;
  const reading = { at: series.at[index] ?? 0, hashtag: series.hashtag, views, step: inferStep(views) };
  const newPosts = series.newPosts?.[index];
  const newestSpanHours = series.newestSpanHours?.[index];
  if (sight === 'views' || newPosts === undefined || newestSpanHours === undefined) return reading;
  return { ...reading, newPosts, newestSpanHours };
}
