import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { RUNS_APART_MS } from './run-bounds.ts';

/** How the classic rule begins its reason when the listed videos contradict a jump. */
const LONE_JUMP = /^a lone jump\b/;

/**
 * Why a run did not trust the jump of a reading, by its log. The run saw each listed video; the record keeps only what they
 * came to, and records of earlier versions less than that.
 */
export function contradictions(events: readonly Event[]): (reading: Reading) => string | undefined {
  const byHashtag = new Map<string, { readonly at: number; readonly reason: string }[]>();
  for (const event of events) {
    if (event.kind !== 'suppressed' || !LONE_JUMP.test(event.reason)) continue;
    const { hashtag, at, reason } = event;
    byHashtag.set(hashtag, [...(byHashtag.get(hashtag) ?? []), { at, reason }]);
  }
  return ({ hashtag, at }) =>
    byHashtag.get(hashtag)?.find((one) => at >= one.at && at - one.at <= RUNS_APART_MS)?.reason;
}
