import type { GithubRepository } from '../../github/repository.ts';
import { isRequestError } from '../../github/request-error.ts';

/** Who may say what becomes of alerts. */
export interface Writers {
  /**
   * Whether a person has write access; each is asked after once. The association of a comment does not tell: a
   * collaborator may only read, and a member may be a private one. But those who belong here have questions of their own,
   * which strangers cannot use up. `unknown`: GitHub does not say, or too many people would have to be asked after.
   * @param association of the comment's author, in GitHub's words
   */
  access(login: string, association: string | undefined): Promise<'write' | 'none' | 'unknown'>;
}

/** People asked after in a run; strangers can write as many comments as they like. */
const INSIDERS_MAX = 50;
const STRANGERS_MAX = 20;
/** Who belongs to the repository or its organization. */
const INSIDERS: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];
/** `maintain` counts as `write` here, `triage` as `read`. https://docs.github.com/en/rest/collaborators/collaborators */
const WRITE_ACCESS: readonly string[] = ['admin', 'write'];

export function writersOf({ github, owner, repo }: GithubRepository): Writers {
  const known = new Map<string, ReturnType<Writers['access']>>();
  const asked = { insiders: { left: INSIDERS_MAX }, strangers: { left: STRANGERS_MAX } };
  const ask = async (username: string): ReturnType<Writers['access']> => {
    try {
      const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
      return WRITE_ACCESS.includes(data.permission) ? 'write' : 'none';
    } catch (error) {
      if (!isRequestError(error)) throw error;
      // 404: the person is gone.
      return error.status === 404 ? 'none' : 'unknown';
    }
  };
  return {
    access: async (login, association = '') => {
      const group = INSIDERS.includes(association) ? asked.insiders : asked.strangers;
      if (!known.has(login)) {
        if (group.left === 0) return 'unknown';
        group.left -= 1;
        known.set(login, ask(login));
      }
      return known.get(login) ?? 'unknown';
    },
  };
}
