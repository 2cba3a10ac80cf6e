import { formatMultiple } from '../../text/numbers.ts';
import type { RateChange, SinceOnset } from './acceleration.ts';
import { isSingleVideo } from './breadth.ts';
import type { Observation } from './observe.ts';
import type { SuppressionCause } from './verdict.ts';

/** 1,234 as `1,234`; 45,600 as `46K`; 1,900,000 as `1.9M`. */
export function compactCount(count: number): string {
  const units = [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const;
  for (const [size, unit] of units) {
    if (count >= size * (unit === 'K' ? 10 : 0.9995)) {
      const value = count / size;
      return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
    }
  }
  const whole = Math.round(count);
  return whole >= 1000 ? `${Math.floor(whole / 1000)},${String(whole % 1000).padStart(3, '0')}` : `${whole}`;
}

/** Below this multiple views do not show the breakout yet: it is the posts that tell of it. */
const VIEWS_TELL_FROM = 1.5;

/** From this multiple on, views would be beyond ordinary ups and downs if there were enough of them. */
const STANDS_OUT_FROM = 2;

/** The whole sentence of a breakout: how much, since when, the posts, the pace. */
export function momentumSentence(
  since: SinceOnset,
  observation: Observation,
  { accelerationPerHour }: RateChange,
): string {
  const { hours, seen, multiple, expected } = since;
  const posts = postsPart(observation);
  if (multiple < VIEWS_TELL_FROM && posts !== '') return postsSentence(since, observation);
  const head =
    `Views have run at ${formatMultiple(multiple)} the baseline of this time of day for about ${duration(hours)} ` +
    `(${compactCount(seen)} came, ${compactCount(expected)} expected${stepPart(observation.step, expected)})`;
  const video = isSingleVideo(observation.memory.drivers) ? '; one video brings nearly all of it' : '';
  return `${head}${posts}${isSlowing(accelerationPerHour) ? ', slowing down' : ''}${video}.`;
}

/** The multiple allows half a step on both sides; where that weighs, the two counts alone would give another one. */
function stepPart(step: number, expected: number): string {
  return step > 1 && step / 2 > expected / 10 ? `; counted in steps of ${compactCount(step)}` : '';
}

export function quietSentence(observation: Observation, since: SinceOnset | undefined): string {
  const { step } = observation;
  const { momentum } = observation.memory;
  const baseline = momentum.perHour;
  if (step > 1 && baseline * 168 < step) {
    return `Views are too coarse to watch by the hour (one step is ${compactCount(step)}); new posts lead here.`;
  }
  if (since !== undefined && observation.score > 0) {
    const { multiple, seen, expected, hours } = since;
    const run = `Views have run at ${formatMultiple(multiple)} the baseline for about ${duration(hours)}`;
    return multiple < STANDS_OUT_FROM
      ? `${run}, which is within the ordinary ups and downs.`
      : `${run}: too few so far to tell it from chance (${compactCount(seen)} came, ${compactCount(expected)} expected).`;
  }
  return `Views grow at the baseline (about ${compactCount(baseline * 24)} a day).`;
}

/** A rise is projected to a day from so many hours at least: a handful of views in one hour is no thousand a day. */
export const PROJECTED_HOURS_MIN = 12;

export function suppressionSentence(
  cause: SuppressionCause,
  since: SinceOnset | undefined,
  minViewsPerDay: number,
): string {
  switch (cause) {
    case 'lone-jump':
      return `One jump${since === undefined ? '' : ` (${compactCount(since.seen)} views)`} stands alone so far; it counts once the counter moves on.`;
    case 'restatement':
      return 'The counter jumped once with quiet on both sides: TikTok restated it, so no growth is counted.';
    case 'single-video':
      return 'One video brings nearly all of the growth; it counts for the hashtag once it lasts 24 hours or posting picks up.';
    case 'too-small':
      return (
        `Only ${compactCount(since?.seen ?? 0)} views came in ${duration(since?.hours ?? 0)}: ` +
        `counted over ${PROJECTED_HOURS_MIN} h at least, fewer than the ${compactCount(minViewsPerDay)} a day that \`min-views\` asks for.`
      );
    case 'time-of-day':
      return 'It brought as much at the same hours of a day before: this is its daily rhythm, not growth.';
  }
}

/** @param setting a value of the watchlist's `sensitivity` */
export function quietIfSentence(setting: string): string {
  return `With “sensitivity: ${setting}” it would have stayed quiet.`;
}

/** How rare a score is, in months of one hashtag. */
export function raritySentence(perMonth: number): string {
  const months = 1 / perMonth;
  if (months < 1) return 'By chance one hashtag shows such a score more than once a month.';
  if (months < 1.5) return 'By chance one hashtag shows such a score about once a month.';
  const span = months < 24 ? `${Math.round(months)} months` : `${Math.round(months / 12)} years`;
  return `By chance one hashtag shows such a score about once in ${span}.`;
}

function duration(hours: number): string {
  if (hours < 48) return `${Math.max(1, Math.round(hours))} h`;
  return `${Math.round(hours / 24)} days`;
}

function postsSentence(since: SinceOnset, { posting }: Observation): string {
  const { postsPerHour = 0, usualPerHour = 0 } = posting;
  return (
    `New videos have come at ${atLeast(posting)}${rate(postsPerHour)} an hour, against ${rate(usualPerHour)} before, for about ` +
    `${duration(since.hours)}; the view counter is too coarse to show it yet.`
  );
}

function postsPart({ posting }: Observation): string {
  const { residual, postsPerHour, usualPerHour } = posting;
  if (residual === undefined || postsPerHour === undefined || usualPerHour === undefined) return '';
  if (residual < 1) return '';
  return `, with ${atLeast(posting)}${rate(postsPerHour)} new videos an hour against ${rate(usualPerHour)} before`;
}

/** A list holds no more than 20 videos, and its ranking may leave new ones out. */
function atLeast({ from }: Observation['posting']): string {
  return from === 'list' ? 'at least ' : '';
}

function rate(perHour: number): string {
  return perHour < 9.95 ? perHour.toFixed(1) : compactCount(perHour);
}

/** From this change of the logarithm of the rate per hour on: the rate halves within two days. */
const SLOWING = -Math.LN2 / 48;

function isSlowing(accelerationPerHour: RateChange['accelerationPerHour']): boolean {
  return accelerationPerHour !== 'unknown' && accelerationPerHour <= SLOWING;
}
