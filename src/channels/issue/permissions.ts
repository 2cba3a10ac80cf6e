import { RequestError } from '@octokit/request-error';
import type { GithubRepository } from '../../github/repository.ts';

/** Who may say what becomes of alerts. */
export interface Writers {
  /**
   * Whether a person has write access; each is asked after once. The association of a comment does not tell: a
   * collaborator may only read. `unknown`: GitHub does not say, or too many people would have to be asked after.
   */
  access(login: string): Promise<'write' | 'none' | 'unknown'>;
}

/** People asked after in a run; strangers can write as many comments as they like. */
const PEOPLE_MAX = 20;
/** `maintain` counts as `write` here, `triage` as `read`. https://docs.github.com/en/rest/collaborators/collaborators */
const WRITE_ACCESS: readonly string[] = ['admin', 'write'];

export function writersOf({ github, owner, repo }: GithubRepository): Writers {
  const known = new Map<string, ReturnType<Writers['access']>>();
  const ask: Writers['access'] = async (username) => {
    try {
      const { data } = await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
      return WRITE_ACCESS.includes(data.permission) ? 'write' : 'none';
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      // 404: the person is gone.
      return error.status === 404 ? 'none' : 'unknown';
    }
  };
  return {
    access: async (login) => {
      if (!known.has(login) && known.size >= PEOPLE_MAX) return 'unknown';
      const answer = known.get(login) ?? ask(login);
      known.set(login, answer);
      return answer;
    },
  };
}
