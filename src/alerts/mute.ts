/** A person's request to get nothing about a hashtag for a while. Its numbers are recorded all the same. */
export interface Mute {
  /** Until an instant, ms, or until the hashtag has cooled off. */
  readonly until: number | 'cooled-off';
  /** What said so: the closed issue, a label on it, a comment in it. */
  readonly by: 'closing' | 'label' | 'comment';
  /** Login of the person, where GitHub tells it. */
  readonly person?: string;
}

/** What people did with the issue of an open episode, or of a health story. */
export interface IssueStatus {
  /** Absent for a health story, whose id stands as the episode. */
  readonly hashtag?: string;
  readonly episode: string;
  /** The mute asked for last, which may have run out; absent where the issue is open and nobody asks for one (any more). */
  readonly mute?: Mute;
}
