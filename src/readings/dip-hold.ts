import { DAY_MS } from '../text/time.ts';
import type { Count } from './velocity.ts';

/**
 * What a hashtag's counter is known to be. TikTok's answers alternate between replicas, so a counter dips and comes
 * back (90 % within 13 hours): a fall holds the count it fell from, and only growth beyond that counts as growth.
 */
export interface Counter {
  /** The last good reading. */
  readonly last: Count;
  /** The good reading before that one, which the last velocity was measured from; absent after the first. */
  readonly before?: Count;
  /** The count the counter fell from; absent while it has not fallen. */
  readonly held?: Count;
}

/** A fall that has lasted this long is a correction (TikTok recounted), and the lower count is the new truth. */
export const HOLD_MS = DAY_MS;

/** The counter after one more reading, which is later than `counter.last`. */
export function advanceCounter(counter: Counter | undefined, now: Count): Counter {
  if (counter === undefined) return { last: now };
  const steady = { last: now, before: counter.last };
  const held = counter.held ?? (now.views < counter.last.views ? counter.last : undefined);
  if (held === undefined || now.views >= held.views || now.at - held.at >= HOLD_MS) return steady;
  return { ...steady, held };
}

/** The count that growth is credited from: the one held through a dip, else the last one. At the time of the last. */
export function creditedFrom({ last, held }: Counter): Count {
  return held === undefined ? last : { at: last.at, views: held.views, step: held.step };
}
