import type { GithubRepository } from '../github/repository.ts';
import { isRequestError } from '../github/request-error.ts';

/** Labels are not copied with a template, so one that people are asked to add is made when it is first needed. */
export async function offerLabel(
  { github, owner, repo }: GithubRepository,
  { name, description }: { readonly name: string; readonly description: string },
): Promise<void> {
  const label = { owner, repo, name };
  try {
    await github.rest.issues.getLabel(label);
    return;
  } catch (error) {
    if (!isRequestError(error) || error.status !== 404) throw error;
  }
  try {
    await github.rest.issues.createLabel({ ...label, color: '0e8a16', description });
  } catch (error) {
    const isThere = isRequestError(error) && error.status === 422;
    if (!isThere) throw error;
  }
}
