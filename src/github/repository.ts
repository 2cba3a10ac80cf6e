import type { Github } from './client.ts';

/** A repository on GitHub, and the client by which a run acts there. */
export interface GithubRepository {
  readonly github: Github;
  readonly owner: string;
  readonly repo: string;
}
