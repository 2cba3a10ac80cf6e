import type { DispatchInput } from '../alerts/dispatch.ts';
import type { IssueStatus } from '../alerts/mute.ts';
import type { ProposalIssue } from '../discovery/proposals.ts';
import type { Reading } from '../readings/reading.ts';
import type { Failure, Sample } from '../readings/sample.ts';
import type { KnownPace } from '../sources/source/pace-state.ts';
import type { SpentCredits } from '../sources/source/source.ts';

/** What one run brought in. */
export interface RunInput extends DispatchInput {
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
  /** Why no further call could be made; absent when all could. */
  readonly stopped?: { readonly code: string; readonly message: string };
  /** Why channels cannot deliver until somebody mends their set-up, by name. */
  readonly problems?: ReadonlyMap<string, string>;
  /** What the source has found out of its pace; absent: nothing new. */
  readonly pace?: KnownPace;
  readonly credits: SpentCredits;
  /** Readings of the last two days, of the hashtags with a rule on new videos; absent: there are none. */
  readonly recent?: ReadonlyMap<string, readonly Reading[]>;
  /** What people did with the issues of open episodes; absent where nobody was asked. */
  readonly statuses?: readonly IssueStatus[];
  /** What people did with the issues of discoveries; absent where nobody was asked. */
  readonly proposals?: readonly ProposalIssue[];
}
