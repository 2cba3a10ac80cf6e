import type { LabelledSeries, Scores } from '../series.ts';
import type { HeldSeries } from './held.ts';

/** Percent per true elapsed hour since the reading before: the classic rule's number, taken as it stands. */
export function scoreGrowth(series: LabelledSeries): Scores {
  return series.views.map((views, index) => {
    const before = series.views[index - 1];
    const hours = ((series.at[index] ?? 0) - (series.at[index - 1] ?? 0)) / 3_600_000;
    return before === undefined || before <= 0 ? Number.NaN : (100 * (views / before - 1)) / hours;
  });
}

/** A method that takes rates: it gets how unusual a rate was, in standard deviations, and returns its score. */
interface RateStep {
  readonly residual: number;
  readonly rate: number;
  readonly mean: number;
  readonly hours: number;
  readonly step: number;
}

const HALF_LIFE_HOURS = 72;

/** Walks over the rates between readings with an exponentially forgetting mean and variance. */
function walkRates(held: HeldSeries, start: () => (step: RateStep) => number): Scores {
  const scores = new Float64Array(held.hour.length).fill(Number.NaN);
  let judge = start();
  let mean = 0;
  let variance = 0;
  let seen = 0;
  for (let index = 1; index < scores.length; index += 1) {
    if ((held.start[index] ?? 0) === index) {
      judge = start();
      mean = 0;
      variance = 0;
      seen = 0;
      continue;
    }
    const hours = Math.max(0.05, (held.hour[index] ?? 0) - (held.hour[index - 1] ?? 0));
    const rate = ((held.count[index] ?? 0) - (held.count[index - 1] ?? 0)) / hours;
    const step = held.step[index] ?? 1;
    const residual = (rate - mean) / Math.max(Math.sqrt(variance), step / 24, 0.1 * mean, 1e-6);
    if (seen > 72) scores[index] = judge({ residual, rate, mean, hours, step });
    const share = Math.max(1 - 0.5 ** (hours / HALF_LIFE_HOURS), hours / (seen + hours));
    variance = (1 - share) * (variance + share * (rate - mean) ** 2);
    mean += share * (rate - mean);
    seen += hours;
  }
  return scores;
}

/** EWMA of residuals with weight 0.2 (Roberts 1959). */
export function scoreEwma(held: HeldSeries): Scores {
  return walkRates(held, () => {
    let average = 0;
    return ({ residual }) => {
      average += 0.2 * (residual - average);
      return average;
    };
  });
}

/** Plain one-sided CUSUM of residuals with allowance 0.5 (Page 1954). */
export function scoreCusum(held: HeldSeries): Scores {
  return walkRates(held, () => {
    let sum = 0;
    return ({ residual }) => {
      sum = Math.max(0, sum + residual - 0.5);
      return sum;
    };
  });
}

/** Kleinberg's two-state burst automaton (2002) as a filter: log-odds that the rate is tripled. Counts are in steps. */
export function scoreKleinberg(held: HeldSeries): Scores {
  const SWITCH = 0.002;
  return walkRates(held, () => {
    let odds = SWITCH;
    return ({ rate, mean, hours, step }) => {
      const unit = Math.max(step, mean);
      const expected = (Math.max(mean, step / 24) * hours) / unit;
      const likelihood = Math.exp(Math.min(30, ((rate * hours) / unit) * Math.log(3) - 2 * expected));
      odds = Math.min(1e30, ((odds + SWITCH) / (1 + SWITCH * odds)) * likelihood);
      odds = Math.max(odds, SWITCH / 10);
      return Math.log(odds);
    };
  });
}
