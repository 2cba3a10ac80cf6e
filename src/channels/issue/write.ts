import type { GithubRepository } from '../../github/repository.ts';
import { isRequestError } from '../../github/request-error.ts';
import type { IssueComment } from './comments.ts';
import type { IssueMessage } from './message.ts';
import type { Issue } from './pages.ts';

/** Whom an issue is for, and how it is filed. */
export interface Filing {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** An issue that was made, and what to know of it. */
export interface Made {
  readonly number: number;
  readonly receipt: string;
}

/** Not repeated by the client: it may have been done although its answer was lost. The next run looks first. */
const ONCE = { request: { retries: 0 } };

/** Makes an issue; without its assignees where GitHub refuses them. */
export async function createIssue(
  { github, owner, repo }: GithubRepository,
  { title, body }: IssueMessage,
  filing: Filing,
): Promise<Made> {
  const labels = [...new Set(filing.labels)];
  const assignees = [...new Set(filing.assignees)];
  const issue = { owner, repo, title, body, labels };
  try {
    const { data } = await github.rest.issues.create({ ...issue, assignees, ...ONCE });
    return { number: data.number, receipt: addressOf(data) };
  } catch (error) {
    const assigneeRefused = isRequestError(error) && error.status === 422 && assignees.length > 0;
    if (!assigneeRefused) throw error;
    const { data } = await github.rest.issues.create({ ...issue, ...ONCE });
    const receipt = `${addressOf(data)} (without assignees: GitHub refused ${assignees.join(', ')})`;
    return { number: data.number, receipt };
  }
}

/** An issue without an address was not made by GitHub, and a receipt of it would prove nothing. */
function addressOf(data: { readonly html_url?: unknown }): string {
  if (typeof data.html_url === 'string') return data.html_url;
  throw new TypeError('GitHub made an issue without an address');
}

/**
 * Adds a comment, unless it stands there already, or the issue is locked, which is a person's wish.
 * @param said the markers of the comments that are there
 */
export async function commentOnce(
  { github, owner, repo }: GithubRepository,
  { number }: Pick<Issue, 'number'>,
  { marker, body }: IssueComment,
  said: ReadonlySet<string>,
): Promise<void> {
  if (said.has(marker)) return;
  try {
    await github.rest.issues.createComment({ owner, repo, issue_number: number, body, ...ONCE });
  } catch (error) {
    const isLocked = isRequestError(error) && error.status === 403 && /locked/i.test(error.message);
    if (!isLocked) throw error;
  }
}

/** Whether an issue that was there is gone: deleted, transferred, or made a discussion. */
export function isGone(error: unknown): boolean {
  if (!isRequestError(error)) return false;
  const { status, message } = error;
  return status === 404 || (status === 410 && !ISSUES_OFF.test(message)) || status === 301;
}

/** GitHub's words where a repository has no issues at all. */
const ISSUES_OFF = /issues (?:are|has been|have been) disabled/i;

/** A change that is harmless to repeat. */
export async function editIssue(
  { github, owner, repo }: GithubRepository,
  number: number,
  change: {
    readonly title?: string;
    readonly body?: string;
    readonly state?: 'closed';
    readonly state_reason?: 'completed' | 'not_planned';
  },
): Promise<void> {
  await github.rest.issues.update({ owner, repo, issue_number: number, ...change });
}
