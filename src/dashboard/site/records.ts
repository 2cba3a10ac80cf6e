import type { Event } from '../../core/alert/event.ts';
import { contextsOf } from '../../core/detect/rules.ts';
import type { Reading } from '../../core/reading/reading.ts';
import { type State, sharedPast } from '../../core/state/state.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Watch, Watchlist } from '../../core/watchlist.ts';
import { followPast, type Past } from './past/past.ts';
import { createRunLog, type Run } from './past/run-log.ts';

/** What the site is made from. Instants are ms. */
export interface SiteRecords {
  /** Instant for which the site is made. */
  readonly now: number;
  readonly origin: 'real' | 'simulated';
  readonly watchlist: Watchlist;
  /** As of the last run; the empty one where there is none. */
  readonly state: State;
  /** In the order they were recorded, and so are the readings, from the first on. */
  readonly events: readonly Event[];
  readonly readings: AsyncIterable<readonly Reading[]>;
  readonly folder: FolderSize;
  /** Address of the GitHub repository, where known. */
  readonly repository?: string;
}

/** What `data/` weighs. */
export interface FolderSize {
  readonly files: number;
  readonly bytes: number;
  readonly largest?: { readonly file: string; readonly bytes: number };
}

/** The records as the pieces need them: read once from beginning to end, and kept small. */
export interface Chronicle extends Omit<SiteRecords, 'readings'> {
  /** In the order of the watchlist. */
  readonly hashtags: readonly { readonly watch: Watch; readonly past: Past }[];
  /** Runs of the last 30 days. */
  readonly runs: readonly Run[];
  /** Of those, in how many a hashtag was sampled. */
  readonly sampled: ReadonlyMap<string, number>;
}

/** How far back every reading is kept; before that, days. */
export const HOURS_DAYS = 90;
export const RUNS_DAYS = 30;

/** Reads all the records. @throws {UnreadableDataError} from `readings` */
export async function readChronicle({ readings, ...records }: SiteRecords): Promise<Chronicle> {
  const { now, watchlist, state } = records;
  const shared = sharedPast(state.checkpoint);
  const contextOf = contextsOf(watchlist);
  const followed = new Map(
    watchlist.watches.map((watch) => {
      const { hashtag, thresholdPercentPerHour } = watch;
      const plan = {
        context: contextOf(hashtag, shared),
        thresholdPercentPerHour,
        hoursFrom: now - HOURS_DAYS * DAY_MS,
        kept: state.checkpoint.memories.get(hashtag)?.breakout,
      };
      return [hashtag, { watch, follow: followPast(plan) }] as const;
    }),
  );
  const log = createRunLog(now - RUNS_DAYS * DAY_MS);
  for await (const batch of readings) {
    for (const reading of batch) {
      if (reading.at > now) continue;
      log.take(reading);
      followed.get(reading.hashtag)?.follow.take(reading);
    }
  }
  return {
    ...records,
    hashtags: [...followed.values()].map(({ watch, follow }) => ({ watch, past: follow.past() })),
    runs: log.runs(),
    sampled: log.sampled,
  };
}
