import { gridStep } from '../../../readings/step.ts';
import { DAY_MS, HOUR_MS } from '../../../text/time.ts';
import type { LabelledSeries } from '../series.ts';
import { type Chance, seededChance } from './random.ts';
import { drawLife, type HiddenLife, STEPS_PER_HOUR } from './rates.ts';

export interface SyntheticOptions {
  readonly seed: number;
  readonly hashtags: number;
  readonly days: number;
  /** Hours between two runs. */
  readonly everyHours: number;
}

/**
 * The same readings three times: as they are, with a list in order of popularity, which crowds new posts out when it
 * matters, and as TikTok's grid would show the counts.
 */
export interface SyntheticRecord {
  readonly exact: readonly LabelledSeries[];
  readonly crowded: readonly LabelledSeries[];
  readonly rounded: readonly LabelledSeries[];
}

const STARTED_AT = Date.UTC(2026, 0, 1);
const NEWEST = 20;

/** A seeded record with planted breakouts, nuisances and an unreliable schedule. */
export function generateRecord(options: SyntheticOptions): SyntheticRecord {
  const both = Array.from({ length: options.hashtags }, (_, index) => {
    const chance = seededChance(options.seed * 1_000_003 + index);
    const life = drawLife(chance, options.days, STARTED_AT);
    const runs = drawRuns(chance, options);
    const exact = sampleLife(life, `synthetic${index}`, runs, chance, options);
    const newPosts = countNew(life.listed, runs, seededChance(options.seed * 7_000_003 + index));
    return { exact, crowded: { ...exact, newPosts } };
  });
  const exact = both.map((one) => one.exact);
  return {
    exact,
    crowded: both.map(({ crowded }) => crowded),
    rounded: exact.map((series) => ({ ...series, views: series.views.map(roundToGrid) })),
  };
}

/** Hours since the start at which a run took place: 5-58 min late, 8 % missing, one outage of 4-20 h a month. */
function drawRuns(chance: Chance, { days, everyHours }: SyntheticOptions): number[] {
  const outages = Array.from({ length: Math.ceil(days / 30) }, (_, month) => {
    const from = month * 720 + chance.between(0, 700);
    return { from, to: from + chance.between(4, 20) };
  });
  const runs: number[] = [];
  for (let hour = 0; hour < days * 24 - 1; hour += everyHours) {
    const at = hour + chance.between(5, 58) / 60;
    if (chance.uniform() < 0.08 || outages.some((outage) => at > outage.from && at < outage.to)) continue;
    runs.push(at);
  }
  return runs;
}

function sampleLife(
  life: HiddenLife,
  hashtag: string,
  runs: readonly number[],
  chance: Chance,
  options: SyntheticOptions,
): LabelledSeries {
  const views = runs.map((hour) => Math.max(1, Math.round(valueAt(life.views, hour))));
  const newPosts = countNew(life.posts, runs, chance);
  const spans = runs.map((hour) => spanOfNewest(life.posts, hour, chance.gamma(NEWEST - 1)));
  return {
    hashtag,
    at: Float64Array.from(runs, (hour) => STARTED_AT + Math.round(hour * HOUR_MS)),
    views: Float64Array.from(views),
    newPosts,
    newestSpanHours: Float64Array.from(spans),
    segments: [
      { from: STARTED_AT, to: STARTED_AT + options.days * DAY_MS, events: life.breakouts, ambiguous: [] },
    ],
  };
}

/** New ids among the newest 20 at each run. */
function countNew(posts: Float64Array, runs: readonly number[], chance: Chance): Float64Array {
  return Float64Array.from(runs, (hour, index) => {
    const expected = valueAt(posts, hour) - valueAt(posts, runs[index - 1] ?? 0);
    return index === 0 ? NEWEST : Math.min(NEWEST, chance.poisson(expected));
  });
}

/** Linear between two quarters of an hour. */
function valueAt(cumulative: Float64Array, hour: number): number {
  const place = hour * STEPS_PER_HOUR;
  const before = Math.floor(place);
  const low = cumulative[before] ?? 0;
  const high = cumulative[before + 1] ?? low;
  return low + (high - low) * (place - before);
}

/** How far back one must go from `hour` to meet `expected` posts; the rate of the start holds before the start. */
function spanOfNewest(posts: Float64Array, hour: number, expected: number): number {
  const target = valueAt(posts, hour) - expected;
  if (target < 0) return hour - target / Math.max(1e-9, posts[STEPS_PER_HOUR] ?? 0);
  let low = 0;
  let high = Math.ceil(hour * STEPS_PER_HOUR);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((posts[middle] ?? 0) < target) low = middle;
    else high = middle;
  }
  return hour - low / STEPS_PER_HOUR;
}

/** A count as TikTok shows it: rounded to nearest on the grid of its size. */
export function roundToGrid(count: number): number {
  const step = gridStep(count);
  return Math.round(count / step) * step;
}
