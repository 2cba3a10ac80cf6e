import { type Reading, VIEWS_MAX } from '../../readings/reading.ts';
import { isoUtc } from '../../text/time.ts';
import type { MomentumMemory } from './momentum-memory.ts';
import type { RefusalCause } from './verdict.ts';

export interface Refusal {
  readonly cause: RefusalCause;
  readonly reason: string;
}

/** Until the year 2200: what lies beyond is a broken clock. */
const AT_MAX = 7.26e12;

/** Why a reading cannot be judged, if so: such readings are counted, and change nothing. */
export function refuseReading(memory: MomentumMemory | undefined, reading: Reading): Refusal | undefined {
  const { at, views, step } = reading;
  if (!(Number.isFinite(at) && at > 0 && at < AT_MAX)) {
    return { cause: 'not-a-time', reason: `The reading's time (${at}) is no instant, so it was left out.` };
  }
  if (!(Number.isSafeInteger(views) && views > 0 && views < VIEWS_MAX && step >= 1 && step <= VIEWS_MAX)) {
    return { cause: 'not-a-count', reason: `${views} is no plausible count of views, so it was left out.` };
  }
  if (memory === undefined || at > memory.at) return undefined;
  if (at === memory.at) {
    return { cause: 'repeated', reason: `The reading of ${isoUtc(at)} has been judged already.` };
  }
  if (isLoneFuture(memory) && at > (memory.gapFrom ?? at)) return undefined;
  return {
    cause: 'out-of-order',
    reason: `The reading of ${isoUtc(at)} is older than the last one, of ${isoUtc(memory.at)}, so it was left out.`,
  };
}

/**
 * Whether all that is known since a gap is one reading. If one comes now that lies between the two ends of the gap, the
 * clock was wrong then, not now, and the watch begins again from it.
 */
function isLoneFuture(memory: MomentumMemory): boolean {
  return memory.startedAt === memory.at && memory.gapFrom !== undefined;
}
