import type { Environment } from '../environment.ts';
import type { GithubApi } from '../simulator/github/api.ts';
import type { World } from '../simulator/world.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { Outage } from './plan.ts';
import type { Remote } from './remote.ts';

/** Where runs take place, and what is known of the truth behind them. */
export interface Stage {
  readonly world: World;
  readonly watchlist: Watchlist;
  readonly environment: Environment;
  readonly github: GithubApi;
  readonly clock: { now: number };
  readonly remote: Remote;
  readonly outages: readonly Outage[];
  /** Views that were shown, by `<ISO instant> <hashtag>`. */
  readonly truth: Map<string, number>;
  /** Ids of the notifications that their places have taken. */
  readonly arrived: Set<string>;
  /** Ids that were sent although no pushed outbox held them. */
  readonly unpushed: string[];
  /** Files of samples as they were last looked at, by path. */
  readonly checked: Map<string, string>;
  /** Issues that a person has closed. */
  readonly closed: Set<number>;
}
