import { fencedBlock, proseMarkdown } from '../text/prose.ts';
import { codeSpan } from '../text/untrusted.ts';
import { CONSENT_LABEL } from './consent.ts';

/** The answers to a request, as the one comment on its issue. */

/** The hidden line by which the comment is found again. */
export const FORM_MARKER = '<!-- hashtag-radar:watch-form -->';

const HASHTAG_CHARS_MAX = 100;
const PROBLEM_CHARS_MAX = 500;

export function problemsAnswer(problems: readonly string[]): string {
  return answer(
    '**This cannot be added as it stands:**',
    problems.map((problem) => `- ${proseMarkdown(problem, PROBLEM_CHARS_MAX)}`).join('\n'),
    'Edit the issue (**⋯ → Edit**), and it is looked at again.',
  );
}

export function knownAnswer(hashtags: readonly string[]): string {
  return answer(
    `**Nothing to do:** ${spans(hashtags)} ${hashtags.length === 1 ? 'is' : 'are'} watched already.`,
  );
}

/** @param cost what it adds to a month, in sentences */
export function waitingAnswer(hashtags: readonly string[], cost: string): string {
  return answer(
    `**${spans(hashtags)} can be added.** It takes the consent of somebody who may write to this repository: they add the ` +
      `label \`${CONSENT_LABEL}\` to this issue, and a pull request with the change is opened and linked here.`,
    cost,
  );
}

export function proposedAnswer(hashtags: readonly string[], pullRequest: number): string {
  return answer(
    `**Proposed in #${pullRequest}:** ${spans(hashtags)}. Once it is merged, the next hourly run takes its first sample, ` +
      'and this issue is closed.',
  );
}

/** What to do where GitHub does not let the workflow open pull requests. */
export function refusedAnswer(change: {
  readonly hashtags: readonly string[];
  /** Where a person opens the pull request from the branch that is there. */
  readonly compareUrl: string;
  /** The new lines of watchlist.yml. */
  readonly lines: readonly string[];
}): string {
  return answer(
    `**The change is ready, but GitHub Actions may not open pull requests in this repository.** To add ${spans(change.hashtags)}:`,
    `- [open the pull request yourself](${change.compareUrl}), the branch is there; or`,
    '- paste this at the end of the list `hashtags:` in `watchlist.yml`, indented like its neighbours:',
    fencedBlock(change.lines),
    'So that it opens by itself next time, an administrator ticks **Settings → Actions → General → Workflow permissions → ' +
      'Allow GitHub Actions to create and approve pull requests**. In an organization its owners may have to allow it first.',
  );
}

/** What to do where somebody has gone on with the branch by hand: their work is not overwritten. */
export function takenAnswer(change: {
  readonly hashtags: readonly string[];
  readonly branch: string;
  readonly compareUrl: string;
}): string {
  return answer(
    `**Not proposed again:** somebody has committed to the branch \`${change.branch}\`, and their work is left as it is. To add ` +
      `${spans(change.hashtags)}, [open the pull request from that branch](${change.compareUrl}), or delete the branch and edit this issue.`,
  );
}

function answer(...paragraphs: readonly string[]): string {
  return `${[FORM_MARKER, ...paragraphs].join('\n\n')}\n`;
}

function spans(hashtags: readonly string[]): string {
  return hashtags.map((hashtag) => codeSpan(hashtag, HASHTAG_CHARS_MAX)).join(', ');
}
