import { MINUTE_MS } from '../text/time.ts';

/** Readings further apart than this are of two runs: runs are kept 20 minutes apart (src/run/due.ts). */
export const RUNS_APART_MS = 15 * MINUTE_MS;

/**
 * Tells runs apart by the instants of their readings, ms, in the order they were recorded. For the first reading of a run it
 * gives the instant of the run before, which has ended; else undefined.
 */
export function createRunBounds(): (at: number) => number | undefined {
  let run: { readonly at: number; readonly until: number } | undefined;
  return (at) => {
    const before = run;
    if (before !== undefined && at - before.until <= RUNS_APART_MS) {
      run = { at: before.at, until: Math.max(before.until, at) };
      return undefined;
    }
    run = { at, until: at };
    return before?.at;
  };
}
