import { ourIssues } from '../channels/issue/find.ts';
import type { Issue } from '../channels/issue/pages.ts';
import { createIssue, editIssue } from '../channels/issue/write.ts';
import type { ProposalIssue, ProposalIssues } from '../discovery/proposals.ts';
import type { Environment } from '../environment.ts';
import { errorTextOf } from '../github/error-text.ts';
import type { GithubRepository } from '../github/repository.ts';
import { isRequestError } from '../github/request-error.ts';
import { CONSENT_LABEL, CONSENT_MEANING } from './consent.ts';
import { DECLINE_LABEL, foundIn, foundIssueBody, foundIssueTitle } from './found-issue-text.ts';
import { offerLabel } from './offer-label.ts';

const LABELS = {
  [CONSENT_LABEL]: CONSENT_MEANING,
  [DECLINE_LABEL]: 'Never propose this hashtag again',
} as const;

/**
 * Discoveries as issues of the repository that the run belongs to. GitHub starts no workflow for an issue that a workflow
 * opens, so nothing follows from one before a person adds a label.
 * @see https://docs.github.com/en/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs
 */
export function foundIssues(
  { github: access, redact }: Environment,
  timezone: string,
  timeoutMs?: number,
): ProposalIssues {
  const place = async (): Promise<GithubRepository> => {
    const [owner = '', repo = ''] = (access.repository ?? '').split('/');
    if (access.token === undefined || owner === '' || repo === '') throw new Error(NO_ACCESS);
    const { createGithub } = await import('../github/client.ts');
    return { github: createGithub({ ...access, token: access.token }, timeoutMs), owner, repo };
  };
  const said = async <T>(act: (place: GithubRepository) => Promise<T>): Promise<T> => {
    try {
      return await act(await place());
    } catch (error) {
      if (!isRequestError(error)) throw error;
      throw new Error(`GitHub refused: ${errorTextOf(error, redact)}`, { cause: error });
    }
  };
  return {
    read: (since) =>
      said(async (at) =>
        (await ourIssues(at, { state: 'all', since })).flatMap((issue) => proposalOf(issue) ?? []),
      ),
    open: (discovery) =>
      said(async (at) => {
        for (const [name, description] of Object.entries(LABELS)) await offerLabel(at, { name, description });
        const text = { title: foundIssueTitle(discovery), body: foundIssueBody(discovery, timezone) };
        await createIssue(at, text, { labels: [], assignees: [] });
      }),
    close: ({ number }) =>
      said((at) => editIssue(at, number, { state: 'closed', state_reason: 'completed' })),
  };
}

const NO_ACCESS =
  'GITHUB_TOKEN and GITHUB_REPOSITORY have to be set, as .github/workflows/track.yml does; or delete `discover: issues`';

function proposalOf(issue: Issue): ProposalIssue | undefined {
  const found = foundIn(issue.body);
  if (found === undefined) return undefined;
  const declined = declinedBy(issue);
  return {
    number: issue.number,
    companion: found.companion,
    foundAt: found.at,
    openedAt: Date.parse(issue.created_at),
    state: issue.state === 'open' ? 'open' : 'closed',
    ...(declined !== undefined && { declined }),
  };
}

/** Only who may triage can set a label, or close what a workflow has opened. */
function declinedBy({
  state,
  state_reason: reason,
  closed_by: by,
  labels,
}: Issue): ProposalIssue['declined'] {
  const isBot = by?.type === 'Bot' || by?.login.endsWith('[bot]') === true;
  if (state === 'closed' && reason === 'not_planned' && !isBot) return by ? { person: by.login } : {};
  const names = labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')).toLowerCase());
  return names.includes(DECLINE_LABEL) ? {} : undefined;
}
