import type { Git } from '../git/git.ts';
import type { LineCut } from './cut.ts';
import type { ArchiveGit } from './rewrite.ts';

/** The clone that the archive is made in. */
export interface ArchivePlace {
  /** The folder with watchlist.yml. */
  readonly folder: string;
  /** The branch that keeps the record. */
  readonly branch: string;
  /** Git in a folder, with this text on stdin where there is one. */
  readonly gitIn: (folder: string, text?: string) => Git;
  readonly archiveGit: ArchiveGit;
}

/** What an archive would do, or has done. */
export interface ArchivePlan {
  readonly branch: string;
  /** What is older goes into the archive, ms. */
  readonly before: number;
  /** The last commit that goes; absent where nothing is old enough. */
  readonly cut?: LineCut;
  /** The branch as it was found, and as it is after. */
  readonly oldTip: string;
  readonly newTip: string;
  readonly commits: { readonly archived: number; readonly kept: number };
  /** What a clone of the branch fetches, bytes, about. */
  readonly bytes: { readonly now: number; readonly after: number };
  /** Where the archive stands upstream. */
  readonly ref: string;
}
