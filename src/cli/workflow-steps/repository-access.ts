import type { Environment, GithubEnvironment } from '../../environment.ts';
import { CommandFailure } from '../../failure.ts';
import type { Github } from '../../github/client.ts';
import type { GithubRepository } from '../../github/repository.ts';

/** The repository that a workflow runs for, with its token. @throws {CommandFailure} where one of them is missing */
export function githubRepositoryOf(
  { github }: Environment,
  connect: (access: GithubEnvironment & { readonly token: string }) => Github,
): GithubRepository {
  const [owner, repo, ...rest] = (github.repository ?? '').split('/');
  if (github.token === undefined)
    throw new CommandFailure('no GITHUB_TOKEN: the workflow has to pass it to this step');
  if (!owner || !repo || rest.length > 0)
    throw new CommandFailure('GITHUB_REPOSITORY must name the repository as owner/name');
  return { github: connect({ ...github, token: github.token }), owner, repo };
}
