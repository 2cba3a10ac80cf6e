import type { AlertState } from '../alerts/alert-state.ts';
import { type HashtagMemory, withoutLeap } from '../detector/memory.ts';
import { poolSeasons, type SeasonPrior } from '../detector/momentum/season.ts';
import type { SharedHistory } from '../detector/rules.ts';
import type { DiscoveryRecord } from '../discovery/discovery.ts';
import { EMPTY_HEALTH, type HealthMemory } from '../health/memory.ts';
import type { Watch } from '../settings/settings.ts';
import type { KnownPace } from '../sources/source/pace-state.ts';
import { DAY_MS } from '../text/time.ts';
import type { CreditState } from './credits.ts';
import { type AlarmMonths, addAlarms, expectedAlarms, sumAlarms } from './false-alarm-record.ts';
import { type Parted, renewParts } from './memory-parts.ts';

/** What the next run needs; the memory behind `data/state.json`. */
export interface State extends AlertState {
  /** Instant of the last run, ms; absent before the first. */
  readonly at?: number;
  readonly credits: CreditState;
  readonly checkpoint: Checkpoint;
  /** What the source's answers have said of the pace; absent before the first run. */
  readonly pace?: KnownPace;
  /** Episodes that ended since the checkpoint and were no breakout by hindsight. */
  readonly falseAlarms: number;
  /** Hours of days before this instant are rolled up, ms; absent before the first time. */
  readonly rolledUntil?: number;
  /** What a later release has put into the file, as it stands there: it is kept for the day that release comes back. */
  readonly foreign?: Readonly<Record<string, unknown>>;
  /** What runs remember of their own health. */
  readonly health: HealthMemory;
  /** What data/ says of companions, in files of their own; absent: nothing. */
  readonly discovery?: DiscoveryRecord;
}

/**
 * What runs go by until it is renewed. The memories are written to disk only now and then, since they change with every
 * reading: in between, a run makes the present ones from these and the readings recorded since.
 */
export interface Checkpoint extends Parted<HashtagMemory> {
  /** When what hashtags share was last renewed, ms; 0 before the first time. */
  readonly at: number;
  /** The rhythm of the day that hashtags share, for those that know little of their own; absent while too few know it. */
  readonly season?: SeasonPrior;
  /** The rhythm that runs went by before, for readings up to `until`, ms. */
  readonly earlier?: { readonly until: number; readonly season?: SeasonPrior };
  /** The record of alarms until then, which the bars of budgets follow. */
  readonly alarms: AlarmMonths;
}

/**
 * What hashtags share: the rhythm of the day and the record of alarms. It stays the same between two checkpoints, so that
 * bringing the memories up to date gives what the runs had.
 */
export function sharedHistory({ season, alarms }: Checkpoint): SharedHistory {
  return { alarms: sumAlarms(alarms), ...(season !== undefined && { season }) };
}

/** The rhythm of the day by which a run judged a reading of `at`, ms. */
export function seasonAt(
  { season, earlier }: Pick<Checkpoint, 'season' | 'earlier'>,
  at: number,
): SeasonPrior | undefined {
  return earlier !== undefined && at <= earlier.until ? earlier.season : season;
}

/** The rhythm of the day that memories have in common. */
export function seasonOf(memories: Iterable<HashtagMemory>): SeasonPrior | undefined {
  return poolSeasons([...memories].flatMap(({ breakout }) => breakout?.season ?? []));
}

/** What hashtags share is renewed when it is this old. */
export const CHECKPOINT_MS = 7 * DAY_MS;

export const EMPTY_STATE: State = {
  credits: { month: '', used: 0 },
  hashtags: new Map(),
  checkpoint: { at: 0, memories: new Map(), parts: [], alarms: new Map() },
  falseAlarms: 0,
  health: EMPTY_HEALTH,
  outbox: [],
};

/** When a run was, and until when its answers came, ms. */
export interface RunSpan {
  readonly now: number;
  readonly until: number;
}

/** The checkpoint to keep after a run that left `state` behind, and the false alarms that it does not hold yet. */
export function renewCheckpoint(
  { checkpoint, falseAlarms, hashtags }: Pick<State, 'checkpoint' | 'falseAlarms' | 'hashtags'>,
  watches: readonly Watch[],
  { now, until }: RunSpan,
): Pick<State, 'checkpoint' | 'falseAlarms'> {
  // A reading dated ahead of this run would blind its hashtag from here on.
  const present = new Map([...hashtags].map(([name, { memory }]) => [name, withoutLeap(memory, now)]));
  const kept = { ...checkpoint, ...renewParts(checkpoint, present, now) };
  const age = now - checkpoint.at;
  if (age < CHECKPOINT_MS)
    return { checkpoint: kept.parts === checkpoint.parts ? checkpoint : kept, falseAlarms };
  // The first checkpoint has nothing before it, and in one that is long overdue the runs have paused.
  const watchedMs = checkpoint.at === 0 ? 0 : Math.min(age, 2 * CHECKPOINT_MS);
  const expected = expectedAlarms(watches, hashtags, sumAlarms(checkpoint.alarms), { watchedMs, now });
  const alarms = addAlarms(checkpoint.alarms, { falseAlarms, expected }, now);
  const season = seasonOf(present.values());
  const { season: before, earlier: _, ...parts } = kept;
  const earlier = { until: Math.max(now, until), ...(before !== undefined && { season: before }) };
  return {
    checkpoint: { ...parts, at: now, alarms, earlier, ...(season !== undefined && { season }) },
    falseAlarms: 0,
  };
}
