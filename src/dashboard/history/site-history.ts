import type { Event } from '../../alerts/log-event.ts';
import { EMPTY_MEMORY } from '../../detector/memory.ts';
import type { Reading } from '../../readings/reading.ts';
import { createReplay } from '../../replay/replay.ts';
import { watchesOf } from '../../replay/watches.ts';
import type { Watch } from '../../settings/settings.ts';
import type { State } from '../../state/state.ts';
import { DAY_MS } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { followHashtag, type HashtagHistory, type JudgedReading } from './history.ts';
import { createRunLog, type RecordedRun } from './runs.ts';

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
export interface SiteHistory extends Omit<SiteRecords, 'readings'> {
  /** In the order of the watchlist. */
  readonly hashtags: readonly { readonly watch: Watch; readonly history: HashtagHistory }[];
  /** Runs of the last 30 days. */
  readonly runs: readonly RecordedRun[];
  /** Of those, in how many a hashtag was sampled. */
  readonly sampled: ReadonlyMap<string, number>;
}

/** How far back every reading is kept; before that, days. */
export const HOURS_DAYS = 90;
export const RUNS_DAYS = 30;

/** Days that the rules take to learn a baseline, before what they say is kept: the detector looks back 14. */
const SETTLING_DAYS = 16;

/** Reads all the records. @throws {UnreadableDataError} from `readings` */
export async function readSiteHistory({ readings, ...records }: SiteRecords): Promise<SiteHistory> {
  const { now, watchlist } = records;
  const hoursFrom = now - HOURS_DAYS * DAY_MS;
  const followed = new Map(
    watchlist.watches.map((watch) => [watch.hashtag, { watch, follow: followHashtag(hoursFrom) }] as const),
  );
  const judge = createJudge(records, hoursFrom - SETTLING_DAYS * DAY_MS);
  const log = createRunLog(now - RUNS_DAYS * DAY_MS);
  for await (const batch of readings) {
    for (const reading of batch) {
      if (reading.at > now) continue;
      log.take(reading);
      followed.get(reading.hashtag)?.follow.take(reading, judge(reading));
    }
  }
  return {
    ...records,
    hashtags: [...followed.values()].map(({ watch, follow }) => ({ watch, history: follow.history() })),
    runs: log.runs(),
    sampled: log.sampled,
  };
}

/**
 * Replays the record. From the checkpoint on it goes by the memories that the runs went by, so that it says what they
 * said; before that it learns from the readings themselves, from `judgedFrom` (ms) on.
 */
function createJudge(
  { watchlist, state, events }: Omit<SiteRecords, 'readings'>,
  judgedFrom: number,
): (reading: Reading) => JudgedReading | undefined {
  const { checkpoint } = state;
  const settings = [watchesOf(watchlist)];
  const before = createReplay(settings, { events });
  const since = createReplay(settings, { events, from: checkpoint });
  return (reading) => {
    const keptAt = checkpoint.memories.get(reading.hashtag)?.counter?.last.at;
    const isBefore = keptAt !== undefined && reading.at <= keptAt;
    if (isBefore && reading.at < judgedFrom) return undefined;
    const replay = isBefore ? before : since;
    const memoryBefore = replay.memoryOf(reading.hashtag) ?? EMPTY_MEMORY;
    const [judgement] = replay.take(reading);
    return judgement && { judgement, memoryBefore };
  };
}
