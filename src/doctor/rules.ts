import type { RequestError } from '@octokit/request-error';
import type { Github } from '../github/client.ts';
import { isRequestError } from '../github/request-error.ts';
import { type Check, ok, quoted, unchecked, warning } from './finding.ts';

/** Rules that refuse a plain push. Others (force pushes, deletion) do no harm. */
const REFUSING: readonly string[] = [
  'update',
  'pull_request',
  'required_status_checks',
  'required_deployments',
  'required_signatures',
  'merge_queue',
  'workflows',
  'code_scanning',
];

/** The branch that runs push to, and which one that is. */
export interface PushedBranch {
  readonly name: string;
  readonly kind: 'default branch' | 'data-branch';
}

const SETUP = 'docs/setup.md, “Branch protection”';

/**
 * Says before the first push whether the branch that the record goes to takes it.
 * @see https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 */
export async function checkRules(
  { octokit, owner, repo }: { readonly octokit: Github; readonly owner: string; readonly repo: string },
  { name: branch, kind }: PushedBranch,
  said: (error: RequestError) => string,
): Promise<Check> {
  const rules = await asked(() => octokit.rest.repos.getBranchRules({ owner, repo, branch }));
  if (isRequestError(rules)) return unchecked('branch rules', `the token may not read them (${said(rules)})`);
  const protection = await asked(() => octokit.rest.repos.getBranch({ owner, repo, branch }));
  const isMissing = isRequestError(protection) && protection.status === 404;
  const refusing = rules.data
    .map(({ type }) => String(type))
    .filter((type) => REFUSING.includes(type) || (type === 'creation' && isMissing));
  const remedy =
    kind === 'data-branch'
      ? `leave \`${branch}\` out of these rules: Settings → Rules → Rulesets`
      : `keep the record on a branch of its own with \`data-branch: radar-data\` in watchlist.yml: ${SETUP}`;
  if (refusing.length > 0) {
    const found = `${quoted(branch)} has rules that refuse a plain push: ${refusing.map(quoted).join(', ')}`;
    return warning('branch rules', found, remedy);
  }
  if (isRequestError(protection) || !protection.data.protection.enabled)
    return ok('branch rules', `none on ${quoted(branch)} refuses a plain push`);
  const checks = protection.data.protection.required_status_checks?.enforcement_level ?? 'off';
  if (checks !== 'off')
    return warning(
      'branch rules',
      `${quoted(branch)} is protected: a push needs status checks first`,
      remedy,
    );
  return unchecked(
    'branch rules',
    `${quoted(branch)} is protected, and no token of a workflow may see how`,
    `if a push needs a pull request or a signature there: ${remedy}`,
  );
}

async function asked<T>(question: () => Promise<T>): Promise<T | RequestError> {
  try {
    return await question();
  } catch (error) {
    if (isRequestError(error)) return error;
    throw error;
  }
}
