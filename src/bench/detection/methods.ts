import { earsC1, farrington, medianRatio, scoreDaily } from './baselines/daily.ts';
import { holdSeries } from './baselines/held.ts';
import { scoreCusum, scoreEwma, scoreGrowth, scoreKleinberg } from './baselines/stream.ts';
import { scoreDetector } from './detector.ts';
import type { LabelledSeries, Scores } from './series.ts';

/** One way to score a series; `fixedThreshold` for a rule that is used as it stands. */
export interface Method {
  readonly name: string;
  readonly score: (series: LabelledSeries) => Scores;
  readonly fixedThreshold?: number;
}

/** The detector and the methods beside it; all but the growth rules see the counter with its dips held. */
export function listMethods(series: readonly LabelledSeries[]): Method[] {
  const hasPosts = series.some((one) => one.newPosts !== undefined);
  const detector: Method[] = [{ name: 'detector', score: (one) => scoreDetector(one, 'views and posts') }];
  if (hasPosts) detector.push({ name: 'detector, views only', score: (one) => scoreDetector(one, 'views') });
  return [
    ...detector,
    { name: '24 h Farrington', score: (one) => scoreDaily(holdSeries(one), farrington) },
    { name: '24 h over 14-day median', score: (one) => scoreDaily(holdSeries(one), medianRatio) },
    { name: 'EARS C1', score: (one) => scoreDaily(holdSeries(one), earsC1) },
    { name: 'EWMA-z', score: (one) => scoreEwma(holdSeries(one)) },
    { name: 'Kleinberg filter, counted in steps', score: (one) => scoreKleinberg(holdSeries(one)) },
    { name: 'plain CUSUM', score: (one) => scoreCusum(holdSeries(one)) },
    { name: 'growth %, tuned', score: scoreGrowth },
    { name: 'the 10 % rule', score: scoreGrowth, fixedThreshold: 10 },
  ];
}
