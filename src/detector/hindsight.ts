import { inferStep } from '../readings/step.ts';
import { velocityBetween } from '../readings/velocity.ts';
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
 * counter fell back: to the count it fell to), views came at less than twice the hashtag's baseline at the opening.
 * @returns undefined for the classic rule, which keeps its word whatever comes after; where the baseline was not known, or not above zero;
 * and where the counter is too coarse to tell
 */
export function hindsightOf(episode: Episode, end: EpisodeEnd): Hindsight | undefined {
  const { rule, base, peak } = episode;
  if (rule !== 'breakout' || end.kind === 'unwatched') return undefined;
  const baseline = episode.baseline?.nominal ?? episode.normalPercentPerHour;
  // A baseline of nothing or less is the mark of a recount in the week before.
  if (baseline === undefined || baseline <= 0) return undefined;
  const last = end.kind === 'fell-back' ? { ...end, step: inferStep(end.views) } : peak;
  const velocity = velocityBetween(base, last);
  if (velocity.kind === 'unknown') return undefined;
  const mark = RIGHT_TIMES * baseline;
  if (velocity.high < mark) return 'false-alarm';
  return velocity.low >= mark ? 'right' : undefined;
}
