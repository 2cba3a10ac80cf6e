import { isoUtc } from '../../text/time.ts';
import type { BrokenLaw } from '../laws/law.ts';
import type { ShownMonth } from '../shown-month.ts';

/** Where the month was written, relative to the working directory. */
export interface MonthFiles {
  readonly page: string;
  readonly messages: string;
  readonly dashboard: string;
  readonly records: string;
}

/** The month as `month --json` prints it. */
export function monthJson(month: ShownMonth, broken: readonly BrokenLaw[], files: MonthFiles): object {
  const { seed, days, hashtags, runs, counts, events } = month;
  return {
    simulated: true,
    seed,
    days,
    hashtags: hashtags.length,
    runs: runs.length,
    openings: events.filter(({ kind }) => kind === 'opened' || kind === 'joined').length,
    ends: events.filter(({ kind }) => kind === 'over').length,
    channels: counts.map(({ channel, byKind, total, words }) => ({ channel, ...byKind, total, words })),
    broken,
    ...files,
  };
}

/** Every message, and every issue with all its versions, as `messages.json` holds them. Instants are ISO 8601 in UTC. */
export function messagesJson({ seed, days, timezone, messages, issues, runs }: ShownMonth): string {
  const content = {
    simulated: true,
    seed,
    days,
    timezone,
    messages: messages.map(({ at, html: _, ...message }) => ({ at: isoUtc(at), ...message })),
    issues: issues.map(({ openedAt, closedAt, versions, comments, ...issue }) => ({
      ...issue,
      openedAt: isoUtc(openedAt),
      ...(closedAt !== undefined && { closedAt: isoUtc(closedAt) }),
      versions: versions.map(({ at, ...version }) => ({ at: isoUtc(at), ...version })),
      comments: comments.map(({ at, ...comment }) => ({ at: isoUtc(at), ...comment })),
    })),
    runs: runs.map(({ at, ...run }) => ({ at: isoUtc(at), ...run })),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}
