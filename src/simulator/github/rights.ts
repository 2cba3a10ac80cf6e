/** What the token of a job may do on the simulated GitHub. */
import { Refused } from './input.ts';

/** As in a workflow's `permissions`: what is absent may not even be read, but for what is public. */
export type TokenPermissions = Readonly<
  Partial<Record<'contents' | 'issues' | 'pull-requests', 'read' | 'write'>>
>;

/** What a person may do in the repository. `gone`: there is no such person any more. */
export type PersonsRight = 'admin' | 'write' | 'read' | 'gone';

export const EVERYTHING: TokenPermissions = { contents: 'write', issues: 'write', 'pull-requests': 'write' };

/**
 * Refuses as GitHub does what the permissions do not hold. Comments and labels of a pull request can be written with
 * either of its two permissions; everything public can be read.
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export function judgeRights(
  request: { readonly method: string; readonly kind: string; readonly onPullRequest: boolean },
  permissions: TokenPermissions,
): void {
  const { method, kind, onPullRequest } = request;
  if (method === 'GET') return;
  const enough =
    kind === 'git' || kind === 'contents'
      ? permissions.contents === 'write'
      : kind === 'pulls'
        ? permissions['pull-requests'] === 'write'
        : permissions.issues === 'write' || (onPullRequest && permissions['pull-requests'] === 'write');
  if (!enough) throw new Refused(403, { message: 'Resource not accessible by integration' });
}
