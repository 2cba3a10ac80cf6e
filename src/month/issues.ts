import { z } from 'zod';
import type { GithubApi, GithubRequest } from '../simulator/github/api.ts';

/** What the simulated GitHub shows at the month's end, and what stood there before. */
export type MonthIssues = readonly MonthIssue[];

export interface MonthIssue {
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** As it was last written. */
  readonly title: string;
  readonly labels: readonly string[];
  /** Instant, ms. */
  readonly openedAt: number;
  readonly closedAt?: number;
  /** Every version, the first first: what was written, and when. An edit notifies nobody. */
  readonly versions: readonly IssueVersion[];
  readonly comments: readonly { readonly at: number; readonly body: string }[];
}

export interface IssueVersion {
  readonly at: number;
  readonly title: string;
  readonly body: string;
}

const written = z.looseObject({ title: z.string().optional(), body: z.string().optional() });

export function readIssues(github: GithubApi): MonthIssues {
  const versions = versionsOf(github.requests);
  return github.issues().map(({ number, state, title, labels, created_at, closed_at }) => ({
    number,
    state: state === 'closed' ? 'closed' : 'open',
    title,
    labels: labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    openedAt: Date.parse(created_at),
    ...(closed_at !== null && { closedAt: Date.parse(closed_at) }),
    versions: versions.get(number) ?? [],
    comments: github
      .comments(number)
      .map((comment) => ({ at: Date.parse(comment.created_at), body: comment.body ?? '' })),
  }));
}

/** The versions of each issue, from the log of what was asked: GitHub's own API keeps the last one only. */
function versionsOf(requests: readonly GithubRequest[]): ReadonlyMap<number, readonly IssueVersion[]> {
  const versions = new Map<number, IssueVersion[]>();
  for (const { method, path, body, status, at } of requests) {
    const [, , , , kind, number] = path.split('/');
    if (kind !== 'issues' || typeof status !== 'number' || status >= 300) continue;
    const change = written.safeParse(body).data ?? {};
    if (method === 'POST' && number === undefined) {
      versions.set(versions.size + 1, [{ at, title: change.title ?? '', body: change.body ?? '' }]);
    }
    const known = versions.get(Number(number));
    const last = known?.at(-1);
    if (method !== 'PATCH' || last === undefined) continue;
    const { title = last.title, body: text = last.body } = change;
    if (title !== last.title || text !== last.body) known?.push({ at, title, body: text });
  }
  return versions;
}
