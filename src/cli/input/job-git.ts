import type { Environment } from '../../environment.ts';
import { createGit, type Git } from '../../git/git.ts';

/** Git in `folder`: with the job's own token inside GitHub Actions, with git's own credentials elsewhere. */
export function jobGit(folder: string, { github, redact, inActions }: Environment): Git {
  const credentials =
    inActions && github.token !== undefined
      ? { serverUrl: github.serverUrl, token: github.token }
      : undefined;
  return createGit({ folder, redact, ...(credentials !== undefined && { credentials }) });
}
