import { createGit, type Git } from './git.ts';

/**
 * Git in the working directory with the job's own token, before anything is installed: it imports only what a bare checkout
 * has. What git says is for the caller alone, since nothing here takes secrets out of it.
 */
export function bareGit(variables: Readonly<Record<string, string | undefined>>): Git {
  const { GITHUB_TOKEN: token, GITHUB_SERVER_URL: serverUrl } = variables;
  const credentials = token && serverUrl ? { serverUrl, token } : undefined;
  return createGit({
    folder: process.cwd(),
    redact: (text) => text,
    ...(credentials !== undefined && { credentials }),
  });
}
