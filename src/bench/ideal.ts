/** A run as arithmetic sees it: nothing but waiting for answers. */
export interface IdealRun {
  readonly hashtags: number;
  readonly latencyMs: number;
  /** Most requests under way at once, and how many at first. */
  readonly inFlight: number;
  readonly inFlightStart: number;
  /** `first`: a hashtag's videos can be asked for only when its id has come. `hourly`: ids are known. */
  readonly run: 'first' | 'hourly';
}

const CALLS_PER_HASHTAG = 2;

/** Calls × latency / in flight, in ms: all places taken from the first instant to the last. */
export function idealMs({ hashtags, latencyMs, inFlight }: IdealRun): number {
  return (hashtags * CALLS_PER_HASHTAG * latencyMs) / inFlight;
}

/**
 * What can be reached at best, in ms: whole rounds of answers, the room doubled from round to round until it is all
 * there (slow start), and on a first run no videos before their hashtag.
 */
export function reachableMs({ hashtags, latencyMs, inFlight, inFlightStart, run }: IdealRun): number {
  // Calls that can be sent, and calls that wait for the id from another.
  let ready = run === 'first' ? hashtags : hashtags * CALLS_PER_HASHTAG;
  let waiting = hashtags * CALLS_PER_HASHTAG - ready;
  let room = Math.min(inFlightStart, inFlight);
  let rounds = 0;
  while (ready > 0 || waiting > 0) {
    const sent = Math.min(room, ready);
    const freed = Math.min(sent, waiting);
    ready += freed - sent;
    waiting -= freed;
    room = Math.min(inFlight, room + sent);
    rounds += 1;
  }
  return rounds * latencyMs;
}
