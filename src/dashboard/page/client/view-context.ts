import type { Summary } from '../../schema/site.ts';
import type { Pieces } from './data.ts';

/** What every view is made from. */
export interface ViewContext {
  readonly summary: Summary;
  readonly pieces: Pieces;
  /** The reader's present, ms: ages are measured from it. */
  readonly now: number;
}
