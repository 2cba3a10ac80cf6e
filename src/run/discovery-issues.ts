import type { DiscoveryRecord } from '../discovery/discovery.ts';
import {
  dueProposals,
  issuesSince,
  type ProposalIssue,
  type ProposalIssues,
  settledProposals,
} from '../discovery/proposals.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** The issues of discoveries, as `discover: issues` asks for: what people did with them is read first, new ones come last. */

export interface ReadProposals {
  readonly issues: readonly ProposalIssue[];
  /** What went wrong, in whole sentences. */
  readonly warnings: readonly string[];
}

/** Nobody is asked while nothing was found. */
export async function readProposals(
  place: ProposalIssues | undefined,
  record: DiscoveryRecord | undefined,
  now: number,
): Promise<ReadProposals> {
  const since = issuesSince(record, now);
  if (place === undefined || since === undefined) return { issues: [], warnings: [] };
  try {
    return { issues: await place.read(since), warnings: [] };
  } catch (error) {
    return { issues: [], warnings: [trouble('What people did with them is not known', error)] };
  }
}

/**
 * Opens the issues that are due, and closes those of hashtags that are watched by now. It looks again first, since another
 * run may have opened them, and since what the run before did may be known at GitHub alone.
 * @returns what went wrong, in whole sentences
 */
export async function openProposals(
  place: ProposalIssues | undefined,
  record: DiscoveryRecord | undefined,
  read: readonly ProposalIssue[],
  { watchlist, now }: { readonly watchlist: Watchlist; readonly now: number },
): Promise<readonly string[]> {
  const since = issuesSince(record, now);
  if (place === undefined || since === undefined) return [];
  const known = { watched: new Set(watchlist.watches.map(({ hashtag }) => hashtag)), now };
  const isDue = dueProposals(record, read, known).length > 0;
  if (!isDue && settledProposals(read, known.watched).length === 0) return [];
  try {
    const issues = await place.read(since);
    for (const discovery of dueProposals(record, issues, known)) await place.open(discovery);
    for (const issue of settledProposals(issues, known.watched)) await place.close(issue);
    return [];
  } catch (error) {
    return [trouble('Some may be missing; the next run tries again', error)];
  }
}

function trouble(effect: string, error: unknown): string {
  const what = error instanceof Error ? error.message : 'an unknown error';
  return `The issues of discoveries met something unforeseen (${what}). ${effect}.`;
}
