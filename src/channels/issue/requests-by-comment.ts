import { muteCommand } from '../../alerts/mute-command.ts';
import type { MuteRequest } from '../../alerts/mute-requests.ts';
import type { GithubRepository } from '../../github/repository.ts';
import { markersIn } from './markers.ts';
import { type Comment, type Issue, isComment, type ListPages, readPages } from './pages.ts';
import type { Writers } from './permissions.ts';
import type { FoundRequests } from './requests-by-label.ts';

/** Pages of the comments on all issues together; where there are more, strangers write, and each issue is asked for its own. */
const SHARED_PAGES_MAX = 3;

/** The comments on each of some issues since an instant, ms; for most repositories by one request. */
export async function commentsOn(
  { github, owner, repo }: GithubRepository,
  issues: readonly Issue[],
  since: number,
): Promise<ReadonlyMap<Issue, ListPages<Comment>>> {
  const commented = issues.filter(({ comments }) => comments !== 0);
  if (commented.length === 0) return new Map();
  const from = { owner, repo, since: new Date(since).toISOString(), per_page: 100 };
  const shared = await readPages(
    github.paginate.iterator(github.rest.issues.listCommentsForRepo, {
      ...from,
      ...{ sort: 'updated', direction: 'desc' },
    }),
    isComment,
    SHARED_PAGES_MAX,
  );
  const listed = new Map<Issue, ListPages<Comment>>();
  for (const issue of commented) {
    const own = async (): Promise<ListPages<Comment>> =>
      readPages(
        github.paginate.iterator(github.rest.issues.listComments, { ...from, issue_number: issue.number }),
        isComment,
      );
    const found = shared.found.filter(({ issue_url: url }) => url === issue.url);
    listed.set(issue, shared.end === 'cut' ? await own() : { found, end: 'reached' });
  }
  return listed;
}

/** What people with write access wrote. Strangers' requests are passed over in silence, and so is what we wrote. */
export async function requestsByComment(
  { found, end }: ListPages<Comment>,
  writers: Writers,
): Promise<FoundRequests> {
  const requests: MuteRequest[] = [];
  let known: FoundRequests['known'] = end === 'cut' ? 'some' : 'all';
  for (const { id, body, user, created_at: at, author_association: association } of found) {
    const command = muteCommand(body ?? '');
    // GitHub gives no user where the account is gone.
    if (command === undefined || user === null || user.type === 'Bot' || markersIn(body).length > 0) continue;
    const access = await writers.access(user.login, association);
    if (access === 'unknown') known = 'some';
    if (access === 'write')
      requests.push({ id: `comment-${id}`, by: 'comment', at: Date.parse(at), person: user.login, command });
  }
  return { requests, known };
}
