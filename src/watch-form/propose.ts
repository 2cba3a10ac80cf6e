import type { Git } from '../git/git.ts';
import type { GithubRepository } from '../github/repository.ts';
import { upsertComment } from '../github/upsert-comment.ts';
import { FORM_MARKER, proposedAnswer, refusedAnswer, takenAnswer } from './answers.ts';
import type { IssueEvent } from './event.ts';
import { additionOf } from './judge.ts';
import { proposal } from './proposal.ts';
import { branchOf, commitToBranch, openPullRequest, pullRequestFrom } from './repository.ts';

const WATCHLIST = 'watchlist.yml';

export interface ProposeContext {
  readonly place: GithubRepository;
  /** In the checkout of the default branch. */
  readonly git: Git;
  readonly event: IssueEvent;
  /** Text of watchlist.yml in that checkout. */
  readonly watchlist: string;
  readonly serverUrl: string;
  /** What `check` says of a new text of the watchlist, as Markdown. */
  readonly check: (text: string) => Promise<string>;
}

export type Proposed =
  | { readonly kind: 'proposed'; readonly number: number }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Opens the pull request of a request that was judged. Whatever stopped an earlier run, a later one goes on from there: the
 * branch is computed from the issue, and an issue that has a pull request, open or closed, gets no other.
 * @throws {RequestError} as GitHub refuses
 */
export async function proposeRequest(context: ProposeContext): Promise<Proposed> {
  const { place, git, event, watchlist } = context;
  const { owner, repo } = place;
  const addition = additionOf(event.body, watchlist);
  if (addition.kind !== 'edited') return { kind: 'nothing', reason: 'the watchlist has changed meanwhile' };
  const { hashtags, lines, text } = addition;
  const branch = branchOf(event.number);
  const tell = (body: string) =>
    upsertComment(place.github, { owner, repo, number: event.number }, { marker: FORM_MARKER, body });
  const before = await pullRequestFrom(place, branch);
  if (before !== undefined) {
    await tell(proposedAnswer(hashtags, before));
    return { kind: 'proposed', number: before };
  }
  const { title, message, body } = proposal({
    hashtags,
    issue: event.number,
    report: await context.check(text),
  });
  const [base = '', blob = ''] = (await git('rev-parse', 'HEAD', `HEAD:${WATCHLIST}`)).trim().split('\n');
  const made = await commitToBranch(place, { branch, base, path: WATCHLIST, blob, text, message });
  const range = `${encodeURIComponent(event.defaultBranch)}...${branch}`;
  const compareUrl = `${context.serverUrl}/${owner}/${repo}/compare/${range}?expand=1`;
  if (made === 'taken') {
    await tell(takenAnswer({ hashtags, branch, compareUrl }));
    return { kind: 'nothing', reason: `the branch ${branch} holds somebody's own commits` };
  }
  const opened = await openPullRequest(place, { head: branch, base: event.defaultBranch, title, body });
  if (opened.kind === 'opened') {
    await tell(proposedAnswer(hashtags, opened.number));
    return { kind: 'proposed', number: opened.number };
  }
  await tell(refusedAnswer({ hashtags, compareUrl, lines }));
  return { kind: 'not-permitted' };
}
