import type { ReadingPace } from '../../detector/momentum/calibration.ts';
import type { Reading } from '../../readings/reading.ts';
import { inferStep } from '../../readings/step.ts';
import { createReplay } from '../../replay/replay.ts';
import { everyHashtag } from '../../replay/watches.ts';
import type { LabelledSeries, Scores } from './series.ts';

/** What the detector is shown: views alone, or the posting rate too where the series has it. */
export type Sight = 'views' | 'views and posts';

/**
 * The detector's score at each reading, through the replay that `check` and `backtest` go through.
 * @param onPace is given the pace at which each judged reading was seen
 */
export function scoreDetector(
  series: LabelledSeries,
  sight: Sight,
  onPace?: (index: number, pace: ReadingPace) => void,
): Scores {
  const scores = new Float64Array(series.at.length).fill(Number.NaN);
  const replay = createReplay(
    [everyHashtag({ rule: 'breakout', sensitivity: 'balanced', thresholdPercentPerHour: 10 })],
    { order: 'any' },
  );
  for (let index = 0; index < scores.length; index += 1) {
    const [judgement] = replay.take(readingAt(series, index, sight));
    if (judgement?.momentum?.kind !== 'observed') continue;
    scores[index] = judgement.momentum.score;
    onPace?.(index, judgement.momentum.sampling);
  }
  return scores;
}

/** One reading of a series, as a run would have recorded it. */
export function readingAt(series: LabelledSeries, index: number, sight: Sight): Reading {
  const views = series.views[index] ?? 0;
  const reading = { at: series.at[index] ?? 0, hashtag: series.hashtag, views, step: inferStep(views) };
  const newPosts = series.newPosts?.[index];
  const newestSpanHours = series.newestSpanHours?.[index];
  if (sight === 'views' || newPosts === undefined || newestSpanHours === undefined) return reading;
  return { ...reading, newPosts, newestSpanHours };
}
