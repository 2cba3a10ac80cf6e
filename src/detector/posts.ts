import type { Reading } from '../readings/reading.ts';
import { inferStep } from '../readings/step.ts';
import type { PostsThreshold } from '../settings/settings.ts';
import { formatCount, formatHours, formatPercent } from '../text/numbers.ts';
import { DAY_MS, HOUR_MS, hoursBetween } from '../text/time.ts';

/** What a reading says of posts. */
export type PostReading = Pick<Reading, 'at' | 'videos' | 'newPosts'>;

/** How many new videos came, and what the rule asks for. */
export interface PostsEvidence {
  readonly newVideos: number;
  /** The time in which they came, hours. */
  readonly hours: number;
  /** Of all videos before; absent where TikTok does not give their number. */
  readonly percent?: number;
  /** `counter`: the number of videos grew by so many for certain. `list`: at least so many stood in the lists. */
  readonly from: 'counter' | 'list';
  readonly threshold: PostsThreshold;
}

/** What the rule on new videos says of a reading, with its reason in words. */
export interface PostsDecision {
  readonly kind: 'fires' | 'suppressed' | 'quiet' | 'unknown';
  readonly reason: string;
  readonly evidence?: PostsEvidence;
  /** Whether fewer than half of what fires came for certain; undefined while that cannot be told. */
  readonly calm?: boolean;
}

/** The rule looks so far back: the longest window, and a day before it in which the counter may have stood higher. */
export const POSTS_LOOK_BACK_MS = 2 * DAY_MS;
/** A counter that dips comes back within a day, mostly: what it had shown before counts as no growth. */
const DIP_MS = DAY_MS;
/** A run may come so late or early, hours. */
const LATE_HOURS = 0.25;
/** A lone leap: so many times the usual growth of the counter, while the list shows no more new videos than usual. */
const LEAP_TIMES = 5;
const LEAP_READINGS_MIN = 5;
const LISTED_MAX = 20;

/**
 * The rule on new videos: more of them came in a time than a threshold allows. They are counted by the growth of the number
 * of videos where TikTok gives it, from the highest count of the day before, less a rounding step; else from the lists,
 * which show at least so many. A leap of the counter that the list contradicts does not count.
 * @param earlier the readings of the last two days, the oldest first
 */
export function judgePosts(
  earlier: readonly PostReading[],
  current: PostReading,
  threshold: PostsThreshold,
): PostsDecision {
  const known = earlier.filter(({ at }) => at < current.at && at >= current.at - POSTS_LOOK_BACK_MS);
  if (known.length === 0) return { kind: 'unknown', reason: 'first reading: new videos need a second one' };
  const counted = byCounter(known, current, threshold);
  const measured = counted.evidence ?? byList(known, current, threshold);
  if (measured === undefined) {
    const needs =
      'percent' in threshold ? ', which a rule in percent needs: write a number of new videos instead' : '';
    return { kind: 'unknown', reason: `TikTok gives no number of videos${needs}` };
  }
  const amount = amountOf(measured);
  const asked = 'percent' in threshold ? threshold.percent : threshold.posts;
  const { leapt = 0, hidden = 0, all = 0 } = counted;
  const isBelowHalf = amount < asked / 2;
  const calm =
    isBelowHalf && amountOf(withMore(measured, hidden, all)) >= asked / 2 ? undefined : isBelowHalf;
  const said = { ...(calm !== undefined && { calm }), evidence: measured };
  if (amount > asked)
    return { ...said, kind: 'fires', reason: `${countText(measured)} is above ${thresholdText(threshold)}` };
  if (leapt > 0 && amountOf(withMore(measured, leapt, all)) > asked) {
    const reason = 'a lone leap of the number of videos: the list shows no more new ones than usual';
    return { ...said, kind: 'suppressed', reason };
  }
  return { ...said, kind: 'quiet', reason: `${countText(measured)}, not above ${thresholdText(threshold)}` };
}

/** `200 in 6 h`, `50 % in 6 h`. */
function thresholdText(threshold: PostsThreshold): string {
  const amount = 'percent' in threshold ? formatPercent(threshold.percent) : formatCount(threshold.posts);
  return `${amount} in ${formatHours(threshold.hours)}`;
}

/** `260 new videos in 6 h`, `at least 64 new videos in 6 h`, `260 new videos in 6 h (54 % of all)`. */
function countText({ newVideos, hours, percent, from, threshold }: PostsEvidence): string {
  const least = from === 'list' ? 'at least ' : '';
  const part = 'percent' in threshold && percent !== undefined ? ` (+${formatPercent(percent)})` : '';
  const noun = newVideos === 1 ? 'new video' : 'new videos';
  return `${least}${formatCount(newVideos)} ${noun} in ${formatHours(hours)}${part}`;
}

/** In the unit of the threshold, as many as came in its time at the pace of a longer one. */
function amountOf({ newVideos, percent = 0, hours, threshold }: PostsEvidence): number {
  const part = Math.min(1, threshold.hours / Math.max(hours, threshold.hours - LATE_HOURS));
  return ('percent' in threshold ? percent : newVideos) * (hours > threshold.hours + LATE_HOURS ? part : 1);
}

/** @param of all videos before; 0 where that is not known */
function withMore(evidence: PostsEvidence, more: number, of: number): PostsEvidence {
  const newVideos = evidence.newVideos + more;
  return { ...evidence, newVideos, ...(of > 0 && { percent: (newVideos / of) * 100 }) };
}

interface Counted {
  readonly evidence?: PostsEvidence;
  /** What may have come besides, unseen between two rounding steps. */
  readonly hidden?: number;
  /** Growth at this reading that was left out, since the list contradicts it. */
  readonly leapt?: number;
  /** The number of videos before. */
  readonly all?: number;
}

type CountedReading = PostReading & { readonly videos: number };

function byCounter(known: readonly PostReading[], current: PostReading, threshold: PostsThreshold): Counted {
  const counts = [...known, current].filter((one): one is CountedReading => one.videos !== undefined);
  const start = current.at - threshold.hours * HOUR_MS;
  const before = counts.findLastIndex(({ at }) => at <= start + LATE_HOURS * HOUR_MS);
  const base = Math.max(0, before);
  const first = counts[base];
  const isCurrent = counts.at(-1)?.at === current.at;
  if (first === undefined || !isCurrent || first.at === current.at) return {};
  const leaps = leapsIn(counts);
  const growths = counts.map((_, index) => growthAt(counts, index));
  const inWindow = growths.map((growth, index) => (index > base && !leaps.has(index) ? growth : 0));
  const step = Math.max(...counts.slice(base).map(({ videos }) => inferStep(videos)));
  const unsure = step > 1 ? step : 0;
  const newVideos = Math.max(0, inWindow.reduce((sum, growth) => sum + growth, 0) - unsure);
  const last = counts.length - 1;
  return {
    evidence: {
      newVideos,
      hours: hoursBetween(first.at, current.at),
      ...(first.videos > 0 && { percent: (newVideos / first.videos) * 100 }),
      from: 'counter',
      threshold,
    },
    hidden: 2 * unsure,
    leapt: leaps.has(last) ? (growths[last] ?? 0) : 0,
    all: first.videos,
  };
}

/** What a count adds to the highest of the day before it. */
function growthAt(counts: readonly CountedReading[], index: number): number {
  const current = counts[index];
  if (current === undefined || index === 0) return 0;
  const top = counts
    .slice(0, index)
    .filter(({ at }) => at >= current.at - DIP_MS)
    .reduce((highest, { videos }) => Math.max(highest, videos), counts[index - 1]?.videos ?? 0);
  return Math.max(0, current.videos - top);
}

/** The places where the counter leaps while the list shows no more new videos than it usually does. */
function leapsIn(counts: readonly CountedReading[]): ReadonlySet<number> {
  const growths = counts.map((_, index) => growthAt(counts, index));
  const leaps = new Set<number>();
  for (let index = LEAP_READINGS_MIN + 1; index < counts.length; index += 1) {
    const listed = counts[index]?.newPosts;
    if (listed === undefined || listed >= LISTED_MAX) continue;
    const usual = medianOf(growths.slice(1, index).filter((_, place) => !leaps.has(place + 1)));
    const usualListed = medianOf(counts.slice(1, index).flatMap(({ newPosts }) => newPosts ?? []));
    const growth = growths[index] ?? 0;
    // Growth that began before, or goes on, is none: in a breakout popular videos crowd new ones out of the list.
    const beside = Math.max(1, usual ?? 0, growths[index - 1] ?? 0, growths[index + 1] ?? 0);
    const isLeap = growth > LEAP_TIMES * beside;
    if (isLeap && usualListed !== undefined && listed <= usualListed) leaps.add(index);
  }
  return leaps;
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** New videos in the lists of the window, each list against the reading before it; a list shows 20 at most. */
function byList(
  known: readonly PostReading[],
  current: PostReading,
  threshold: PostsThreshold,
): PostsEvidence | undefined {
  if ('percent' in threshold) return undefined;
  const all = [...known, current];
  const start = current.at - (threshold.hours + LATE_HOURS) * HOUR_MS;
  const within = all.flatMap(({ newPosts }, index) => {
    const before = all[index - 1];
    return before === undefined || before.at < start || newPosts === undefined ? [] : [{ before, newPosts }];
  });
  const [first] = within;
  if (first === undefined) return undefined;
  return {
    newVideos: within.reduce((sum, { newPosts }) => sum + newPosts, 0),
    hours: hoursBetween(first.before.at, current.at),
    from: 'list',
    threshold,
  };
}
