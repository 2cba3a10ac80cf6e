import type { Environment } from '../environment.ts';
import type { GithubApi } from '../simulator/github/api.ts';
import type { World } from '../simulator/world.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { Remote } from './branch.ts';
import type { Death } from './death.ts';
import type { Outage, RunPlan } from './plan.ts';
import type { ReadRecords } from './records.ts';
import type { SoakTree, WorkTree } from './work-tree.ts';

/** Where runs take place, and what is known of the truth behind them. */
export interface Stage {
  readonly world: World;
  readonly watchlist: Watchlist;
  readonly environment: Environment;
  readonly github: GithubApi;
  /** Asks GitHub and the receiver without a connection. */
  readonly ask: typeof fetch;
  readonly clock: { now: number };
  readonly remote: Remote;
  readonly outages: readonly Outage[];
  readonly read: (tree: SoakTree) => ReadRecords;
  /** Views that were shown, by `<ISO instant> <hashtag>`. */
  readonly truth: Map<string, number>;
  /** What the places of the channels have taken, by the notification's id, in the order it came. */
  readonly arrived: Map<string, readonly SoakArrival[]>;
  /** Every run so far. */
  readonly traces: RunTrace[];
  /** Ids that were sent although no pushed outbox held them. */
  readonly unpushed: string[];
  /** Ids that were sent again although they had arrived for certain. */
  readonly repeated: string[];
  /** Ids of openings that came after a message which follows on them. */
  readonly overtaken: string[];
  /** Ids of openings that were taken, and became no issue. */
  readonly missing: string[];
  /** Issues that a person has closed. */
  readonly closed: Set<number>;
  /** How often a person has taken records back: what was recorded before may be gone. */
  takenBack: number;
}

/** One run, and how it ended; without an end it is still going on. */
export interface RunTrace {
  readonly at: number;
  /** `takenBack` of the stage when it began. */
  readonly epoch: number;
  /** Credits that its source was asked for. */
  credits: number;
  /** How often its source was asked. */
  asked: number;
  /** `stopped`: by a fault that it named. */
  ended?: 'through' | 'killed' | 'stopped';
}

/** A message that its place has taken. */
export interface SoakArrival {
  readonly by: RunTrace;
  /** Whether the answer was lost, so that nobody could know. */
  readonly isLost: boolean;
}

/** What one run is made of, before any port is. */
export interface RunContext {
  readonly stage: Stage;
  readonly plan: RunPlan;
  readonly death: Death;
  readonly trace: RunTrace;
  readonly workTree: WorkTree;
  /** What others do while it is at work. */
  readonly others: (fault: 'overtaken' | 'overrun' | 'rewritten') => Promise<void>;
}
