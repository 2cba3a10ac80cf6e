import type { Reading } from '../../readings/reading.ts';
import { HOUR_MS, MINUTE_MS } from '../../text/time.ts';

/** One run, as far as the readings that it recorded tell. */
export interface RecordedRun {
  /** Its first and last reading, ms. */
  readonly at: number;
  readonly until: number;
  /** How many hashtags it sampled. */
  readonly hashtags: number;
}

/** The runs of the last 30 days, and all that came, by hashtag. */
export interface RunLog {
  readonly take: (reading: Reading) => void;
  readonly runs: () => readonly RecordedRun[];
  /** Of the runs above, in how many a hashtag was sampled. */
  readonly sampled: ReadonlyMap<string, number>;
}

/** Readings further apart than this are of two runs: runs are kept 20 minutes apart (src/run/due.ts). */
const APART_MS = 15 * MINUTE_MS;

type OpenRun = { -readonly [Key in keyof RecordedRun]: RecordedRun[Key] };

/** @param from readings before it are passed over, ms */
export function createRunLog(from: number): RunLog {
  const runs: OpenRun[] = [];
  const sampled = new Map<string, number>();
  const lastRun = new Map<string, OpenRun>();
  return {
    runs: () => runs,
    sampled,
    take: ({ at, hashtag }) => {
      if (at < from) return;
      const current = runs.at(-1);
      if (current === undefined || at - current.until > APART_MS) {
        const run = { at, until: at, hashtags: 1 };
        runs.push(run);
        lastRun.set(hashtag, run);
        sampled.set(hashtag, (sampled.get(hashtag) ?? 0) + 1);
        return;
      }
      current.until = Math.max(current.until, at);
      if (lastRun.get(hashtag) === current) return;
      lastRun.set(hashtag, current);
      current.hashtags += 1;
      sampled.set(hashtag, (sampled.get(hashtag) ?? 0) + 1);
    },
  };
}

/** Runs that sampled at least half of `hashtags`: one that was asked for a single hashtag says nothing of the others. */
export function wholeRuns(runs: readonly RecordedRun[], hashtags: number): readonly RecordedRun[] {
  return runs.filter((run) => run.hashtags >= hashtags / 2);
}

/** Start of the hour of an instant, ms. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
