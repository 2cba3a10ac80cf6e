import { inferStep } from '../readings/step.ts';
import { coarserStep, GAP_MIN_HOURS } from '../readings/velocity.ts';
import { hoursBetween } from '../text/time.ts';
import type { Episode, EpisodeEnd } from './episode.ts';

/** What an alarm of the `breakout` rule was, seen from the episode's end. */
export type Hindsight = 'right' | 'false-alarm';

/**
 * How many times its baseline a hashtag's views must have come at, from the reading before the alarm to the episode's
 * highest count. docs/detection.md ("Turning it") has the measurement behind it.
 */
export const RIGHT_TIMES = 2;

/**
 * An alarm of the `breakout` rule was false if, from the reading before it to the highest count of its episode (where the
 * counter fell back: to the count it fell to), views came at less than twice the hashtag's baseline. Both are views an hour,
 * the baseline as it was before the growth began: per cent of a base that grows would disown the largest breakouts.
 * @returns undefined for the classic rule, which keeps its word whatever comes after; for hashtags of which too few days
 * were known; and where the counter is too coarse to tell
 */
export function hindsightOf(episode: Episode, end: EpisodeEnd): Hindsight | undefined {
  const { rule, base, peak } = episode;
  const usualPerHour = usualOf(episode);
  if (rule !== 'breakout' || end.kind === 'unwatched' || usualPerHour === undefined) return undefined;
  const last = end.kind === 'fell-back' ? { ...end, step: inferStep(end.views) } : peak;
  const hours = hoursBetween(base.at, last.at);
  if (hours < GAP_MIN_HOURS) return undefined;
  const step = coarserStep(base, last);
  const unseen = step === 1 ? 0 : step;
  const gained = last.views - base.views;
  const mark = RIGHT_TIMES * usualPerHour * hours;
  if (gained + unseen < mark) return 'false-alarm';
  return gained - unseen >= mark ? 'right' : undefined;
}

/** Views an hour before the growth. Versions before kept a rate in per cent; one of nothing or less marks a recount. */
function usualOf({ usualPerHour, normalPercentPerHour, base }: Episode): number | undefined {
  if (usualPerHour !== undefined || normalPercentPerHour === undefined) return usualPerHour;
  return normalPercentPerHour > 0 ? (normalPercentPerHour / 100) * base.views : undefined;
}
