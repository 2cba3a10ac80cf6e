import type { Github } from '../../github/client.ts';

export type Issue = Awaited<ReturnType<Github['rest']['issues']['listForRepo']>>['data'][number];
export type Comment = Awaited<ReturnType<Github['rest']['issues']['listComments']>>['data'][number];

/** GitHub answered with something else than it promises. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

/** How far lists are looked through, in pages of a hundred. */
const PAGES_MAX = 30;

/** The people whose issues cannot be ours, whatever marker stands in them. */
const OUTSIDERS: readonly string[] = [
  'NONE',
  'CONTRIBUTOR',
  'FIRST_TIMER',
  'FIRST_TIME_CONTRIBUTOR',
  'MANNEQUIN',
];

/** What an issue or a comment says about who wrote it. */
type Authored = Pick<Issue, 'user' | 'author_association' | 'pull_request'>;

/** Whether a bot or a member of the team wrote it: strangers can copy a marker. */
export function isOurs({
  user,
  author_association: association,
  pull_request: pullRequest,
}: Authored): boolean {
  if (pullRequest !== undefined) return false;
  return user?.type === 'Bot' || association === undefined || !OUTSIDERS.includes(association);
}

/**
 * Everything on the first pages of a list.
 * @throws {UnexpectedAnswerError} where it is no list: nothing is filed after a look that did not answer with one
 */
export async function readPages<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let count = 0;
  for await (const { data } of pages) {
    if (!Array.isArray(data)) throw new UnexpectedAnswerError('GitHub answered a list with something else');
    found.push(...data);
    count += 1;
    if (count >= PAGES_MAX) break;
  }
  return found;
}
