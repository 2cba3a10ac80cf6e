import { thresholdOf } from '../../detector/momentum/settings.ts';
import { createReplay } from '../../replay/replay.ts';
import { everyHashtag } from '../../replay/watches.ts';
import { readingAt } from './detector.ts';
import type { LabelledSeries, Scores } from './series.ts';
import { type Figures, figuresAt, sweepThresholds } from './sweep.ts';

/** What is found where credits pay for a part of the readings: hot hashtags are read each time, calm ones more rarely. */
export interface ThinnedRow {
  readonly record: string;
  /** A calm hashtag is read every so many times. */
  readonly calmEvery: number;
  /** Part of all readings that was paid for. */
  readonly share: number;
  readonly figures: Figures;
}

/** From this part of the balanced threshold on a hashtag is hot. */
const HOT_SHARE = 0.3;
/** Calm hashtags are read each time, every second time, and every fourth time: about a half and a quarter of readings. */
const CALM_EVERY = [1, 2, 4] as const;

/** The detector's figures at `target` false alarms per tag-month, with readings left out. */
export function measureThinned(
  record: string,
  series: readonly LabelledSeries[],
  target: number,
): ThinnedRow[] {
  const everyone = series.map((_, index) => index);
  const readings = series.reduce((sum, one) => sum + one.at.length, 0);
  return CALM_EVERY.map((calmEvery) => {
    const thinned = series.map((one) => scoreThinned(one, calmEvery));
    const scores = thinned.map((one) => one.scores);
    const paid = thinned.reduce((sum, one) => sum + one.paid, 0);
    const figures = figuresAt(sweepThresholds(series, scores), target, everyone);
    return { record, calmEvery, share: paid / readings, figures };
  });
}

/** Scores of the readings that are paid for; a reading that is left out keeps the score before it. */
function scoreThinned(series: LabelledSeries, calmEvery: number): { scores: Scores; paid: number } {
  const scores = new Float64Array(series.at.length).fill(Number.NaN);
  const replay = createReplay(
    [everyHashtag({ rule: 'breakout', sensitivity: 'balanced', thresholdPercentPerHour: 10 })],
    { order: 'any' },
  );
  let score = Number.NaN;
  let paid = 0;
  let skipped = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const isHot = score >= HOT_SHARE * thresholdOf('balanced');
    skipped += 1;
    if (isHot || skipped >= calmEvery) {
      skipped = 0;
      paid += 1;
      const [judgement] = replay.take(readingAt(series, index, 'views'));
      if (judgement?.momentum?.kind === 'observed') score = judgement.momentum.score;
    }
    scores[index] = score;
  }
  return { scores, paid };
}

export function renderThinned(rows: readonly ThinnedRow[]): string {
  return [
    '### A half and a quarter of the readings (by views; hot hashtags each time, calm ones more rarely)',
    '',
    '| record | calm ones read every | share of readings | false alarms per tag-month | recall | before peak | early-detection score | median delay, h |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ record, calmEvery, share, figures }) => {
      const { falseAlarmsPerMonth, recall, beforePeak, eds, delayHours } = figures;
      const numbers = [falseAlarmsPerMonth, recall, beforePeak, eds].map((one) => one.toFixed(2));
      return `| ${record} | ${ordinal(calmEvery)} | ${Math.round(100 * share)} % | ${numbers.join(' | ')} | ${delayHours.toFixed(1)} |`;
    }),
    '',
  ].join('\n');
}

function ordinal(every: number): string {
  return every === 1 ? 'time' : `${every} times`;
}
