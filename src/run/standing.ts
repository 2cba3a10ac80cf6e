import type { MomentumMemory } from '../detector/momentum/momentum-memory.ts';
import { LEARNING_DAYS } from '../detector/momentum/observe.ts';
import type { Watch } from '../settings/settings.ts';
import type { State } from '../state/state.ts';
import { DAY_MS, HOUR_MS } from '../text/time.ts';

/** How a hashtag stands before a run, as far as the plan has to know it. */
export interface Standing {
  readonly watch: Watch;
  readonly id?: string;
  readonly pressing: 'open' | 'warming' | 'new' | 'nothing';
  /** Since its last reading and its last listing of videos; infinite before the first. */
  readonly unreadHours: number;
  readonly unlistedHours: number;
  /** Views at its last reading, and the step in which they come; 0 before the first. */
  readonly views: number;
  readonly step: number;
  /** `empty`: in three days of readings no list of videos has told anything of posts. */
  readonly listings: 'telling' | 'empty';
}

/** Evidence from which on a breakout may be coming; below it the memory's own noise lives. */
const WARMING_EXCESS = 1;

export function standingOf(watch: Watch, state: State, now: number): Standing {
  const known = state.hashtags.get(watch.hashtag);
  const last = known?.memory.counter?.last;
  const listedAt = known?.videos?.at;
  const excess = known?.memory.breakout?.momentum.excess ?? 0;
  return {
    watch,
    ...(known?.id !== undefined && { id: known.id }),
    pressing:
      known?.episode !== undefined
        ? 'open'
        : last === undefined
          ? 'new'
          : excess >= WARMING_EXCESS
            ? 'warming'
            : 'nothing',
    unreadHours: hoursSince(last?.at, now),
    unlistedHours: hoursSince(listedAt, now),
    views: last?.views ?? 0,
    step: last?.step ?? 0,
    listings: listingsOf(known?.memory.breakout, now),
  };
}

function listingsOf(memory: MomentumMemory | undefined, now: number): Standing['listings'] {
  const isOld = memory !== undefined && now - memory.startedAt > LEARNING_DAYS * DAY_MS;
  return isOld && memory.posting.exposure === 0 ? 'empty' : 'telling';
}

function hoursSince(at: number | undefined, now: number): number {
  return at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (now - at) / HOUR_MS);
}
