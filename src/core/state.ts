import { poolSeasons, type SeasonPrior } from './breakout/season.ts';
import type { HashtagState } from './hashtag-state.ts';
import type { HashtagMemory } from './memory.ts';
import type { Notification } from './outbox.ts';
import { DAY_MS } from './time.ts';

/** What the next run needs; the memory behind `data/state.json`. */
export interface State {
  /** Instant of the last run, ms; absent before the first. */
  readonly at?: number;
  readonly credits: CreditState;
  /** By normalised hashtag. */
  readonly hashtags: ReadonlyMap<string, HashtagState>;
  readonly checkpoint: Checkpoint;
  /** Notifications owed, the oldest first. */
  readonly outbox: readonly Notification[];
}

/**
 * The memories as they were at one instant. They are written to disk only now and then, since they change with every
 * reading: in between, a run makes the present ones from these and the readings recorded since.
 */
export interface Checkpoint {
  /** Readings of this UTC day and later may not be in the memories yet, ms. */
  readonly at: number;
  readonly memories: ReadonlyMap<string, HashtagMemory>;
}

/**
 * The rhythm of the day that hashtags share, for those that know little of their own. It stays the same between two
 * checkpoints, so that bringing the memories up to date gives what the runs had.
 */
export function sharedSeason({ memories }: Checkpoint): SeasonPrior | undefined {
  return poolSeasons([...memories.values()].flatMap(({ breakout }) => breakout?.season ?? []));
}

/** A checkpoint is renewed when it is this old. Longer keeps the repository smaller; shorter reads fewer day files. */
export const CHECKPOINT_MS = 7 * DAY_MS;

/** Credits as this repository spent them, and as the source last counted them. */
export interface CreditState {
  /** The month that `used` counts, `2026-11`. */
  readonly month: string;
  readonly used: number;
  /** Credits left on the account by the source's own word; absent until it has said so. */
  readonly left?: number;
}

export const EMPTY_STATE: State = {
  credits: { month: '', used: 0 },
  hashtags: new Map(),
  checkpoint: { at: 0, memories: new Map() },
  outbox: [],
};

/** Credits used so far in the month of `now`. */
export function creditsUsed(credits: CreditState, now: number): number {
  return credits.month === monthOf(now) ? credits.used : 0;
}

/** The credits after a run that spent `spent` of them. */
export function spendCredits(
  credits: CreditState,
  now: number,
  spent: { readonly used: number; readonly left?: number },
): CreditState {
  const left = spent.left ?? credits.left;
  const used = creditsUsed(credits, now) + spent.used;
  return { month: monthOf(now), used, ...(left !== undefined && { left }) };
}

function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}

/** The checkpoint to keep after a run at `now` that left `hashtags` behind. */
export function renewCheckpoint(
  checkpoint: Checkpoint,
  hashtags: ReadonlyMap<string, HashtagState>,
  now: number,
): Checkpoint {
  if (now - checkpoint.at < CHECKPOINT_MS) return checkpoint;
  return { at: now, memories: new Map([...hashtags].map(([name, { memory }]) => [name, memory])) };
}
