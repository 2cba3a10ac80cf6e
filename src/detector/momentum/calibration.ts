/**
 * What evidence is worth, measured: `npm run bench -- detection` prints the false alarms that come of it, and
 * docs/accuracy.md has the runs that it was fitted on. A score of 8 costs about one false alarm of one hashtag in ten
 * months, whatever the cadence and the counter.
 */

/** How a hashtag is seen: hours between readings, and the steps of its counter that it usually moves between two. */
export interface ReadingPace {
  readonly everyHours: number;
  readonly stepsPerReading: number;
  /** Whether the baseline of posts is known: where it is, posts temper views, and chance brings less. */
  readonly posts: 'known' | 'unknown';
}

/** The score of the balanced sensitivity. */
export const BALANCED_THRESHOLD = 8;

/** Raw evidence that makes a score of 8, and how much of the day's windows counts as evidence. */
interface Scale {
  readonly raw: number;
  readonly windows: number;
  /** The part of `raw` that is enough where the baseline of posts is known. */
  readonly withPosts: number;
}

/** A row for each cadence: counters that move by many steps between two readings, and by few. */
const TABLE: readonly { readonly everyHours: number; readonly fine: Scale; readonly coarse: Scale }[] = [
  {
    everyHours: 1,
    fine: { raw: 9, windows: 0.25, withPosts: 0.87 },
    coarse: { raw: 8.4, windows: 0.25, withPosts: 0.87 },
  },
  {
    everyHours: 2,
    fine: { raw: 7.4, windows: 0.25, withPosts: 0.87 },
    coarse: { raw: 9, windows: 0.6, withPosts: 0.95 },
  },
  {
    everyHours: 3,
    fine: { raw: 7.6, windows: 0.25, withPosts: 0.87 },
    coarse: { raw: 9.4, windows: 1, withPosts: 1 },
  },
  {
    everyHours: 4,
    fine: { raw: 6.6, windows: 0.25, withPosts: 0.9 },
    coarse: { raw: 9.2, windows: 1, withPosts: 1 },
  },
  {
    everyHours: 6,
    fine: { raw: 5.4, windows: 0.25, withPosts: 0.9 },
    coarse: { raw: 8.8, windows: 1, withPosts: 1 },
  },
];
/** A counter is coarse up to so many steps between two readings, fine from so many on, and in between a mixture. */
const COARSE_UP_TO = 10;
const FINE_FROM = 100;

/** False alarms a month of one hashtag at a score of 8, and by how many powers of ten fewer come for each point more. */
const PER_MONTH_AT_BALANCED = 0.1;
const DECADES_PER_POINT = 0.3;
/**
 * Where views are all there is and readings come every three hours or more rarely, the real record tells how often a score
 * comes by chance: false alarms a month at a score of 8, by the steps between two readings, as scores of 6 and 8 were counted.
 */
const PER_MONTH_BY_VIEWS = [
  { stepsBelow: 0.1, perMonth: 0.0005 },
  { stepsBelow: 0.3, perMonth: 0.0025 },
  { stepsBelow: 10, perMonth: 0.035 },
  { stepsBelow: Number.POSITIVE_INFINITY, perMonth: 0.0015 },
] as const;

/** The score of a sum of evidence, with what the day's windows may add to it. */
export function scoreOf(
  sum: { readonly excess: number; readonly allowance: number },
  windows: number,
  sampling: ReadingPace,
): number {
  const { raw, windows: weight, withPosts } = scaleAt(sampling);
  const enough = sampling.posts === 'known' ? withPosts * raw : raw;
  return (BALANCED_THRESHOLD * (sum.excess + Math.min(weight * windows, sum.allowance))) / enough;
}

/** How often a score so high comes by chance, in false alarms a month of one hashtag; at most one a day. */
export function chancePerMonth(score: number, sampling?: ReadingPace): number {
  const at8 = sampling === undefined ? PER_MONTH_AT_BALANCED : perMonthAtBalanced(sampling);
  return Math.min(30, at8 * 10 ** (DECADES_PER_POINT * (BALANCED_THRESHOLD - score)));
}

/** The score that comes by chance `times` as often as one of 8 is meant to. */
export function scoreForChance(times: number): number {
  return BALANCED_THRESHOLD - Math.log10(times) / DECADES_PER_POINT;
}

/** False alarms a month that a budget of one in `months` allows, as a multiple of those at a score of 8. */
export function shareOfBalanced(months: number): number {
  return 1 / (PER_MONTH_AT_BALANCED * months);
}

function perMonthAtBalanced({ everyHours, stepsPerReading, posts }: ReadingPace): number {
  if (posts === 'known') return PER_MONTH_AT_BALANCED;
  const seen = PER_MONTH_BY_VIEWS.find(({ stepsBelow }) => stepsPerReading < stepsBelow);
  const part = clamp(everyHours - 2, 0, 1);
  return PER_MONTH_AT_BALANCED * ((seen?.perMonth ?? PER_MONTH_AT_BALANCED) / PER_MONTH_AT_BALANCED) ** part;
}

function scaleAt({ everyHours, stepsPerReading }: ReadingPace): Scale {
  const [first] = TABLE;
  const above = TABLE.findIndex((row) => row.everyHours >= everyHours);
  const high = TABLE[above] ?? TABLE.at(-1) ?? first;
  const low = above > 0 ? TABLE[above - 1] : high;
  if (high === undefined || low === undefined) throw new RangeError('The table has no rows.');
  const share =
    high === low ? 0 : Math.log(everyHours / low.everyHours) / Math.log(high.everyHours / low.everyHours);
  const fine = mix(low.fine, high.fine, share);
  const coarse = mix(low.coarse, high.coarse, share);
  return mix(coarse, fine, fineness(stepsPerReading));
}

/** 0 for a coarse counter, 1 for a fine one. */
function fineness(stepsPerReading: number): number {
  return clamp(Math.log(stepsPerReading / COARSE_UP_TO) / Math.log(FINE_FROM / COARSE_UP_TO), 0, 1);
}

function mix(from: Scale, to: Scale, share: number): Scale {
  return {
    raw: from.raw + (to.raw - from.raw) * share,
    windows: from.windows + (to.windows - from.windows) * share,
    withPosts: from.withPosts + (to.withPosts - from.withPosts) * share,
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
