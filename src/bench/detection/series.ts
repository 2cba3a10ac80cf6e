/** A breakout known with hindsight (real record) or planted (synthetic). Instants are ms UTC. */
export interface KnownBreakout {
  readonly onset: number;
  readonly peak: number;
  readonly end: number;
}

/** A stretch of time, both ends included; ms UTC. */
export interface Zone {
  readonly from: number;
  readonly to: number;
}

/** A stretch that was watched without a long gap, with what happened in it. */
export interface Segment extends Zone {
  readonly events: readonly KnownBreakout[];
  /** Here nobody can say whether an alarm is right: it counts neither way. */
  readonly ambiguous: readonly Zone[];
}

/** One hashtag's readings in time order, as columns, with the truth about them. */
export interface LabelledSeries {
  readonly hashtag: string;
  /** ms UTC, ascending. */
  readonly at: Float64Array;
  readonly views: Float64Array;
  /** Among the newest 20 posts, how many are new since the reading before; absent on real records. */
  readonly newPosts?: Float64Array;
  /** Hours that the newest 20 posts span. */
  readonly newestSpanHours?: Float64Array;
  readonly segments: readonly Segment[];
}

/** A method's score at each reading of a series; NaN while it has nothing to say. */
export type Scores = Float64Array;
