import type { RequestError } from '@octokit/request-error';

/** Whether GitHub refused, or did not answer. Octokit's class is known by its name, so that a second copy of it counts too. */
export function isRequestError(error: unknown): error is RequestError {
  return (
    error instanceof Error &&
    error.name === 'HttpError' &&
    'status' in error &&
    typeof error.status === 'number'
  );
}
