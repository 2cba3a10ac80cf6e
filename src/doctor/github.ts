import type { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import type { Environment } from '../environment.ts';
import { createGithub, type Github } from '../github/client.ts';
import { errorTextOf } from '../github/error-text.ts';
import { isRequestError } from '../github/request-error.ts';
import { broken, type Check, ok, quoted, unchecked, warning } from './finding.ts';
import { checkRules, type PushedBranch } from './rules.ts';

const NO_TOKEN =
  'in GitHub Actions run the workflow Doctor; on your own machine put a fine-grained token for this repository into ' +
  'GITHUB_TOKEN, and owner/name into GITHUB_REPOSITORY';

const NOT_GITHUB =
  'leave GITHUB_API_URL out for github.com, or set it to the API of your own server, as in https://github.example.com/api/v3';

/** @see https://docs.github.com/en/rest/repos/repos#get-a-repository */
const repositoryAnswer = z.object({
  default_branch: z.string(),
  has_issues: z.boolean(),
  archived: z.boolean(),
  size: z.number(),
});

/**
 * What GitHub says of the repository, and of what the token may do in it. Nothing is written.
 * @param dataBranch the branch that keeps the record; absent: the default branch
 */
export async function checkGithub(
  { github, inActions, redact }: Environment,
  dataBranch?: string,
): Promise<readonly Check[]> {
  const { token, repository } = github;
  const [owner, repo, ...rest] = (repository ?? '').split('/');
  if (token === undefined || repository === undefined)
    return [
      unchecked(
        'GitHub',
        `${token === undefined ? 'GITHUB_TOKEN' : 'GITHUB_REPOSITORY'} is not set`,
        NO_TOKEN,
      ),
    ];
  if (!owner || !repo || rest.length > 0)
    return [broken('GitHub', 'GITHUB_REPOSITORY does not name a repository', 'write it as owner/name')];
  const place: Place = { octokit: createGithub({ ...github, token }), owner, repo, inActions };
  const said = (error: RequestError): string => quoted(errorTextOf(error, redact));
  const found = await asked(() => place.octokit.rest.repos.get({ owner, repo }));
  if (isRequestError(found)) return [unreachable(found, said(found))];
  const answer = repositoryAnswer.safeParse(found.data);
  if (!answer.success) return [broken('GitHub', 'what answers does not describe a repository', NOT_GITHUB)];
  const { default_branch: branch, has_issues: hasIssues, archived, size } = answer.data;
  const pushed: PushedBranch =
    dataBranch === undefined
      ? { name: branch, kind: 'default branch' }
      : { name: dataBranch, kind: 'data-branch' };
  return [
    archived
      ? broken(
          'repository',
          `${quoted(`${owner}/${repo}`)} is archived`,
          'unarchive it: Settings → General → Danger zone',
        )
      : ok(
          'repository',
          `${quoted(`${owner}/${repo}`)}, default branch ${quoted(branch)}, ${Math.ceil(size / 1000)} MB at GitHub`,
        ),
    hasIssues
      ? await checkIssues(place, said)
      : broken('issues', 'they are switched off', 'switch them on: Settings → General → Features → Issues'),
    await checkRules(place, pushed, said),
    await checkWorkflow(place, said),
  ];
}

interface Place {
  readonly octokit: Github;
  readonly owner: string;
  readonly repo: string;
  readonly inActions: boolean;
}

type Said = (error: RequestError) => string;

async function asked<T>(question: () => Promise<T>): Promise<T | RequestError> {
  try {
    return await question();
  } catch (error) {
    if (isRequestError(error)) return error;
    throw error;
  }
}

function unreachable({ status }: RequestError, said: string): Check {
  switch (status) {
    case 401:
      return broken(
        'GitHub',
        `it refuses the token (${said})`,
        'GITHUB_TOKEN has expired or is mistyped: make a new one',
      );
    case 403:
    case 404:
      return broken(
        'GitHub',
        `it does not show the repository (${said})`,
        'check GITHUB_REPOSITORY, and that the token is for it',
      );
    default:
      return unchecked('GitHub', `it could not be asked (${said})`, 'try again later');
  }
}

/** An issue without a title is refused for that where the token may open issues, and for want of rights where not. */
async function checkIssues({ octokit, owner, repo, inActions }: Place, said: Said): Promise<Check> {
  const answer = await asked(() =>
    octokit.request(`POST /repos/${owner}/${repo}/issues`, { request: { retries: 0 } }),
  );
  if (!isRequestError(answer)) return unchecked('issues', 'GitHub took an issue without a title');
  switch (answer.status) {
    case 400:
    case 422:
      return ok('issues', 'switched on, and the token may write them');
    case 401:
    case 403:
    case 404:
      return broken(
        'issues',
        `the token may not write them (${said(answer)})`,
        inActions
          ? 'the job needs `permissions: issues: write`, as in .github/workflows/track.yml'
          : 'give the token "Issues: read and write"',
      );
    case 410:
      return broken(
        'issues',
        'they are switched off',
        'switch them on: Settings → General → Features → Issues',
      );
    default:
      return unchecked('issues', `GitHub could not be asked (${said(answer)})`, 'try again later');
  }
}

async function checkWorkflow({ octokit, owner, repo }: Place, said: Said): Promise<Check> {
  const workflow = await asked(() =>
    octokit.rest.actions.getWorkflow({ owner, repo, workflow_id: 'track.yml' }),
  );
  if (isRequestError(workflow))
    return unchecked(
      'workflow',
      `the token may not see whether track.yml is switched on (${said(workflow)})`,
    );
  const { state } = workflow.data;
  if (state === 'active') return ok('workflow', 'track.yml is switched on');
  return warning(
    'workflow',
    `track.yml is off (${quoted(state)})`,
    'Actions → Track hashtags → Enable workflow; leave it off if another scheduler runs it',
  );
}
