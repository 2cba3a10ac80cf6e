import type { Failure, Sample } from '../../readings/sample.ts';
import type { KnownPace } from './pace-state.ts';

/** Credits that sampling one hashtag costs: one for its counters, one for its videos. */
export const CREDITS_PER_HASHTAG = 2;

/** A hashtag to sample, with what earlier runs learnt of it. */
export interface Target {
  readonly hashtag: string;
  readonly id?: string;
  /** Its videos are asked for only when it has so many views; absent: always. */
  readonly listFromViews?: number;
}

/** What a run may use. */
export interface SamplingLimits {
  /** Most credits; absent: no cap. */
  readonly creditsMax?: number;
  /** What earlier runs have found out of the pace. */
  readonly pace?: KnownPace;
}

/** What the calls of a run cost. */
export interface SpentCredits {
  /** By what the answers say. */
  readonly used: number;
  /** What calls without an answer may have cost beside that; absent: nothing. */
  readonly unsure?: number;
  /** The account before the first answer and after the last, by its own word; absent until it has said so. */
  readonly before?: number;
  readonly left?: number;
}

/** What one run of sampling brought in. */
export interface Sampling {
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
  readonly credits: SpentCredits;
  /** What this run has found out of the pace; absent where a source has none. */
  readonly pace?: KnownPace;
  /** Why the source let no further call be made; absent when it did not. */
  readonly stopped?: {
    readonly code: 'key-refused' | 'no-credits' | 'out-of-time' | 'over-budget';
    readonly message: string;
  };
}

/** Where numbers come from. A source fails by hashtag and never throws for an answer it got. */
export interface Source {
  sample(targets: readonly Target[], limits?: SamplingLimits): Promise<Sampling>;
}
