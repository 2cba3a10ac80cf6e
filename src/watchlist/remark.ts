/**
 * One thing to tell about a place of the watchlist. What is quoted from the file has its hidden characters escaped and
 * its secrets masked, and is a stranger's text all the same: Markdown must escape it.
 */
export interface Remark {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
  /** The line and, under it, carets; empty when there is no line to show. */
  readonly excerpt: string;
}
