import type { Github } from './client.ts';
import { carriesMarker } from './hidden-marker.ts';

/** An issue or a pull request. */
export interface Thread {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** Who the token of a workflow run writes and commits as. */
export const WORKFLOW_LOGIN = 'github-actions[bot]';
/** How many comments are looked through, in pages of a hundred. */
const PAGES_MAX = 10;

/**
 * Keeps one comment on a thread current: the workflow's own that carries `marker` on a line of its own, which `body` has
 * to begin with. Anybody can copy the marker, so nobody else's comment is taken for it. Answers with its address.
 * @throws {RequestError} as GitHub refuses
 */
export async function upsertComment(
  github: Github,
  { owner, repo, number }: Thread,
  { marker, body }: { readonly marker: string; readonly body: string },
): Promise<string> {
  const thread = { owner, repo, issue_number: number };
  let pages = 0;
  for await (const { data } of github.paginate.iterator(github.rest.issues.listComments, {
    ...thread,
    per_page: 100,
  })) {
    const own = data.find(
      ({ user, body: text }) => user?.login === WORKFLOW_LOGIN && carriesMarker(text, marker),
    );
    if (own !== undefined) {
      if (own.body !== body)
        await github.rest.issues.updateComment({ owner, repo, comment_id: own.id, body });
      return own.html_url;
    }
    pages += 1;
    if (pages >= PAGES_MAX) break;
  }
  // Not repeated by the client: the comment may have been made although the answer was lost.
  const made = await github.rest.issues.createComment({ ...thread, body, request: { retries: 0 } });
  return made.data.html_url;
}
