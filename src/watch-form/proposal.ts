/** The commit and the pull request for a request. Hashtags are normalised names: letters, digits, `_` and emoji only. */
export interface Proposal {
  readonly title: string;
  readonly message: string;
  readonly body: string;
}

/** GitHub takes titles of 256 characters. */
const TITLE_CHARS_MAX = 200;

/**
 * @param request.report what `check` says of the change, in Markdown: a pull request that a workflow opens starts no
 *   other workflow, so the report stands in its body
 * @see https://docs.github.com/en/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs
 */
export function proposal(request: {
  readonly hashtags: readonly string[];
  readonly issue: number;
  readonly report: string;
}): Proposal {
  const { hashtags, issue, report } = request;
  const title = titleOf(hashtags);
  return {
    title,
    message: `${title}\n\nAsked for in #${issue}.`,
    body: `Asked for in #${issue} with the form. Closes #${issue}.\n\n${report}`,
  };
}

function titleOf(hashtags: readonly string[]): string {
  const whole = `watchlist: watch ${hashtags.join(', ')}`;
  return whole.length <= TITLE_CHARS_MAX ? whole : `watchlist: watch ${hashtags.length} more hashtags`;
}
