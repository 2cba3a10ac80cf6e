import { DAY_MS } from '../text/time.ts';
import { type Discovery, type DiscoveryEvent, type DiscoveryRecord, proposedIn } from './discovery.ts';

/** The issue of a discovery, and what people did with it. Instants are ms. */
export interface ProposalIssue {
  readonly number: number;
  readonly companion: string;
  /** When its discovery was found. */
  readonly foundAt: number;
  readonly openedAt: number;
  readonly state: 'open' | 'closed';
  /** A person does not want it: closed it as not planned, or set the label. */
  readonly declined?: { readonly person?: string };
}

/** Where discoveries get issues. */
export interface ProposalIssues {
  /** Those opened since an instant, ms. */
  readonly read: (since: number) => Promise<readonly ProposalIssue[]>;
  readonly open: (discovery: Discovery) => Promise<void>;
  /** Closes one whose hashtag is watched by now. */
  readonly close: (issue: ProposalIssue) => Promise<void>;
}

/** An issue waits for a person so long; what people do with it afterwards is not read any more. */
const ISSUE_DAYS = 60;
/** A discovery older than this gets no issue any more: its rise is over. */
const OPEN_DAYS = 7;
/** Issues in any seven days, but for those of hashtags that are watched by now: whoever takes them gets more. */
const OPENED_A_WEEK_MAX = 3;

/** Since when issues have to be read, ms; undefined where there can be none to read. */
export function issuesSince(record: DiscoveryRecord | undefined, now: number): number | undefined {
  const asked = proposedIn(record).filter(({ at }) => at > now - ISSUE_DAYS * DAY_MS);
  return asked.length === 0 ? undefined : Math.min(...asked.map(({ at }) => at));
}

/** What people said no to and is not on record yet. */
export function declinedIn(
  issues: readonly ProposalIssue[],
  record: DiscoveryRecord | undefined,
  now: number,
): readonly DiscoveryEvent[] {
  const open = new Set(proposedIn(record).map(({ companion }) => companion));
  const declined = new Map(
    issues.flatMap((issue) => (issue.declined ? [[issue.companion, issue.declined]] : [])),
  );
  return [...declined]
    .filter(([companion]) => open.has(companion))
    .map(([companion, { person }]) => ({
      kind: 'declined',
      at: now,
      companion,
      ...(person !== undefined && { person }),
    }));
}

/** The discoveries that are to get an issue now, the first found first. */
export function dueProposals(
  record: DiscoveryRecord | undefined,
  issues: readonly ProposalIssue[],
  { watched, now }: { readonly watched: ReadonlySet<string>; readonly now: number },
): readonly Discovery[] {
  const week = now - OPEN_DAYS * DAY_MS;
  const opened = issues.filter(
    ({ openedAt, companion }) => openedAt > week && !watched.has(companion),
  ).length;
  return proposedIn(record)
    .filter(({ at, companion }) => at > week && !watched.has(companion))
    .filter(
      ({ at, companion }) => !issues.some((issue) => issue.companion === companion && issue.foundAt === at),
    )
    .slice(0, Math.max(0, OPENED_A_WEEK_MAX - opened));
}

/** The open issues of hashtags that are watched by now. */
export function settledProposals(
  issues: readonly ProposalIssue[],
  watched: ReadonlySet<string>,
): readonly ProposalIssue[] {
  return issues.filter(({ state, companion }) => state === 'open' && watched.has(companion));
}
