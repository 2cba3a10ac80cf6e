import { type Git, GitError } from '../git/git.ts';
import type { GithubRepository } from '../github/repository.ts';
import { openPullRequest, pullRequestFrom } from '../watch-form/repository.ts';
import { commitUpdate } from './commit.ts';
import { updateReport, workflowSection } from './report.ts';
import { graftPaths, WORKFLOWS } from './tree.ts';
import type { Update } from './update.ts';

export interface ProposePlace {
  readonly place: GithubRepository;
  /** Git in the copy, with the right to push. */
  readonly push: Git;
  readonly serverUrl: string;
  /** The branch that the update is for. */
  readonly branch: string;
}

export type ProposedUpdate =
  /** `workflows`: whether its workflow files are in it, or left to a person. */
  | {
      readonly kind: 'proposed';
      readonly number: number;
      readonly workflows: 'included' | 'by-hand';
      readonly body: string;
    }
  | { readonly kind: 'there-already'; readonly number: number }
  | { readonly kind: 'not-permitted'; readonly compareUrl: string; readonly body: string }
  /** All that is new is in the workflow files, which this token may not write. */
  | { readonly kind: 'workflows-only'; readonly body: string }
  | { readonly kind: 'taken'; readonly branch: string };

/** Opens the pull request of an update, once for each version. @throws {GitError} {RequestError} */
export async function proposeUpdate(update: Update, context: ProposePlace): Promise<ProposedUpdate> {
  const { place, serverUrl, branch: base } = context;
  const branch = `update/${update.to.replaceAll(/[^\w.-]+/g, '-')}`;
  const before = await pullRequestFrom(place, branch);
  if (before !== undefined) return { kind: 'there-already', number: before };
  const pushed = await pushUpdate(update, context, branch);
  if (pushed === 'taken') return { kind: 'taken', branch };
  const home = `${serverUrl}/${place.owner}/${place.repo}`;
  const report = updateReport(update);
  if (pushed === 'included') return open(report, pushed);
  const { git, tree } = update.copy;
  const patch = await git('diff', '--no-color', '--no-renames', tree, update.tree, '--', WORKFLOWS);
  const body = `${report}\n${workflowSection(patch, (path) => `${home}/edit/${encodeURIComponent(base)}/${path}`)}\n`;
  return pushed === 'nothing-else' ? { kind: 'workflows-only', body } : open(body, pushed);

  async function open(text: string, workflows: 'included' | 'by-hand'): Promise<ProposedUpdate> {
    const body = `${text}\n${UNDO}`;
    const title = `Update hashtag-radar to ${update.to}`;
    const opened = await openPullRequest(place, { head: branch, base, title, body });
    if (opened.kind === 'opened') return { kind: 'proposed', number: opened.number, workflows, body };
    const range = `${encodeURIComponent(base)}...${branch}`;
    return { kind: 'not-permitted', compareUrl: `${home}/compare/${range}?expand=1`, body };
  }
}

const UNDO = 'To undo it after the merge, press **Revert** on this page.\n';

/** Pushes the branch: whole where the token may, without the workflow files where it may not. */
async function pushUpdate(
  update: Update,
  { push }: ProposePlace,
  branch: string,
): Promise<'included' | 'by-hand' | 'nothing-else' | 'taken'> {
  const { open, tree } = update.copy;
  const lease = await leaseOn(push, branch);
  if (lease === 'taken') return 'taken';
  const send = async (commit: string): Promise<string> =>
    push(
      'push',
      '--quiet',
      `--force-with-lease=refs/heads/${branch}:${lease}`,
      'origin',
      `${commit}:refs/heads/${branch}`,
    );
  try {
    await send(await commitUpdate(update, update.tree));
    return 'included';
  } catch (error) {
    if (!(error instanceof GitError) || !NO_WORKFLOWS.test(error.message)) throw error;
  }
  const rest = await graftPaths(open, update.tree, { paths: [WORKFLOWS], source: tree });
  if (rest === tree) return 'nothing-else';
  await send(await commitUpdate(update, rest));
  return 'by-hand';
}

/** What GitHub says to a token without the right `workflows`. */
const NO_WORKFLOWS = /refusing to allow .* workflow/i;

/** What the branch holds upstream now: empty where it is not there, `taken` where a person has committed to it. */
async function leaseOn(push: Git, branch: string): Promise<string> {
  const listed = (await push('ls-remote', 'origin', `refs/heads/${branch}`)).trim();
  const [tip = ''] = listed.split(/\s/);
  if (tip === '') return '';
  await push('fetch', '--quiet', '--depth=1', 'origin', `refs/heads/${branch}`);
  const subject = await push('log', '-1', '--format=%s', tip);
  return subject.startsWith('update: hashtag-radar ') ? tip : 'taken';
}
