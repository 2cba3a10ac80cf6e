import type { GithubRepository } from '../github/repository.ts';
import { isRequestError } from '../github/request-error.ts';
import { WORKFLOW_LOGIN } from '../github/upsert-comment.ts';

/** The branch of a request: the same issue always has the same, so it never gets two pull requests. */
export function branchOf(issue: number): string {
  return `watch/issue-${issue}`;
}

/** GitHub's word for what somebody may do in the repository: `admin`, `write`, `read` or `none`. */
export async function permissionOf(
  { github, owner, repo }: GithubRepository,
  username: string,
): Promise<string> {
  try {
    const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return data.permission;
  } catch (error) {
    if (isRequestError(error) && error.status === 404) return 'none';
    throw error;
  }
}

/** Number of the pull request from a branch of this repository, open or closed; undefined when there never was one. */
export async function pullRequestFrom(
  { github, owner, repo }: GithubRepository,
  branch: string,
): Promise<number | undefined> {
  const head = `${owner}:${branch}`;
  const { data } = await github.rest.pulls.list({ owner, repo, head, state: 'all', per_page: 100 });
  if (!Array.isArray(data)) throw new TypeError('GitHub answered a list with something else');
  // Where the head is not understood, GitHub lists every pull request, those of forks with a branch of this name too.
  return data.find((pull) => pull.head.label === head)?.number;
}

export interface FileChange {
  readonly branch: string;
  /** Commit that the branch starts from. */
  readonly base: string;
  readonly path: string;
  /** Id of the file in that commit. */
  readonly blob: string;
  readonly text: string;
  readonly message: string;
}

/**
 * Makes a branch of one commit that changes one file. A branch of this name that is there already is what an earlier run
 * left without a pull request, and starts again; one with commits of somebody else is `taken`, and stays as it is.
 */
export async function commitToBranch(
  place: GithubRepository,
  change: FileChange,
): Promise<'committed' | 'taken'> {
  const { github, owner, repo } = place;
  const { branch, base, path, blob, text, message } = change;
  try {
    await github.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: base });
  } catch (error) {
    const isThere = isRequestError(error) && error.status === 422 && /already exists/.test(error.message);
    if (!isThere) throw error;
    if (await holdsOthersWork(place, { branch, base })) return 'taken';
    await github.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: base, force: true });
  }
  const content = Buffer.from(text).toString('base64');
  const once = { request: { retries: 0 } };
  await github.rest.repos.createOrUpdateFileContents({
    owner,
    repo,
    path,
    message,
    content,
    sha: blob,
    branch,
    ...once,
  });
  return 'committed';
}

/** Whether somebody other than a workflow has committed to the branch since it left the default one. */
async function holdsOthersWork(
  { github, owner, repo }: GithubRepository,
  { branch, base }: Pick<FileChange, 'branch' | 'base'>,
): Promise<boolean> {
  const basehead = `${base}...${branch}`;
  const { data } = await github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
  return data.commits.some(({ author }) => author?.login !== WORKFLOW_LOGIN);
}

export type Opened =
  | { readonly kind: 'opened'; readonly number: number }
  | { readonly kind: 'not-permitted' };

/** Opens a pull request, unless the repository's settings keep workflows from it. */
export async function openPullRequest(
  place: GithubRepository,
  pull: { readonly head: string; readonly base: string; readonly title: string; readonly body: string },
): Promise<Opened> {
  const { github, owner, repo } = place;
  try {
    const { data } = await github.rest.pulls.create({ owner, repo, ...pull, request: { retries: 0 } });
    return { kind: 'opened', number: data.number };
  } catch (error) {
    if (isRequestError(error) && error.status === 403 && NOT_PERMITTED.test(error.message))
      return { kind: 'not-permitted' };
    // Another run has just opened it: of the edit, where this one is of the label.
    const known = isRequestError(error) && error.status === 422 && (await pullRequestFrom(place, pull.head));
    if (typeof known === 'number') return { kind: 'opened', number: known };
    throw error;
  }
}

/**
 * @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository#preventing-github-actions-from-creating-or-approving-pull-requests
 */
const NOT_PERMITTED = /not permitted to create or approve pull requests/i;
