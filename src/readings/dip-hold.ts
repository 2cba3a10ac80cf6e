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
  /** The count the counter fell from; absent while it has not fallen, or has long grown past it. */
  readonly held?: Count;
  /** The reading before a jump that the listed videos did not support; absent once a later reading has settled it. */
  readonly jumpFrom?: Count;
}

/** A fall that has lasted this long is a correction (TikTok recounted), and the lower count is the new truth. */
const CORRECTED_MS = DAY_MS;
/** Even then a counter may be taken back to where it was, at one stroke; after this long that would be news. */
const REMEMBERED_MS = 30 * DAY_MS;
/** At one stroke: one reading brings this part of the fall back. */
const RETURN_SHARE = 0.5;

/** The counter after one more reading, which is later than `counter.last`. */
export function advanceCounter(counter: Counter | undefined, now: Count): Counter {
  if (counter === undefined) return { last: now };
  const steady = { last: now, before: counter.last };
  const held = fallenFrom(counter, now);
  if (held === undefined || now.views >= held.views || now.at - held.at >= REMEMBERED_MS) return steady;
  return { ...steady, held };
}

/** The count that the counter fell from: of two falls the deeper one. */
function fallenFrom({ last, held }: Counter, now: Count): Count | undefined {
  if (now.views >= last.views) return held;
  return held === undefined || last.views >= held.views ? last : held;
}

/** Whether a fall before `now` has lasted so long that the lower count is the new truth. */
export function isCorrected({ held }: Counter, now: Count): boolean {
  return held !== undefined && now.at - held.at >= CORRECTED_MS;
}

/**
 * The count that growth up to `now` is credited from: the one held through a dip, else the last one. At the time of the
 * last. A dip of more than a day is a correction, and growth goes on from there, unless it is taken back at one stroke.
 */
export function creditedFrom(counter: Counter, now: Count): Count {
  const { last, held } = counter;
  if (held === undefined) return last;
  const isReturn = now.views - last.views >= RETURN_SHARE * (held.views - last.views);
  return isCorrected(counter, now) && !isReturn ? last : { at: last.at, views: held.views, step: held.step };
}
