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

/** What the first pages of a list hold. */
export interface ListPages<T> {
  readonly found: readonly T[];
  /** `cut`: there is more than was looked at, so what is not found may be there all the same. */
  readonly end: 'reached' | 'cut';
}

/**
 * Everything on the first pages of a list.
 * @param isEntry whether an entry is what the list promises
 * @throws {UnexpectedAnswerError} where it is no such list: nothing is filed after a look that did not answer with one
 */
export async function readPages<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
  isEntry: (entry: unknown) => boolean,
  pagesMax = PAGES_MAX,
): Promise<ListPages<T>> {
  const found: T[] = [];
  let count = 0;
  for await (const { data } of pages) {
    if (count >= pagesMax) return { found, end: 'cut' };
    if (!Array.isArray(data) || !data.every(isEntry))
      throw new UnexpectedAnswerError('GitHub answered a list with something else');
    found.push(...data);
    count += 1;
  }
  return { found, end: 'reached' };
}

/** Whether an entry has what is read of an issue. */
export function isIssue(entry: unknown): boolean {
  return (
    isRecord(entry) &&
    Number.isSafeInteger(entry.number) &&
    typeof entry.state === 'string' &&
    typeof entry.title === 'string' &&
    typeof entry.updated_at === 'string' &&
    Array.isArray(entry.labels) &&
    entry.labels.every((label) => typeof label === 'string' || isRecord(label)) &&
    isAuthored(entry)
  );
}

/** Whether an entry has what is read of a comment. */
export function isComment(entry: unknown): boolean {
  return (
    isRecord(entry) &&
    Number.isSafeInteger(entry.id) &&
    typeof entry.created_at === 'string' &&
    isAuthored(entry)
  );
}

/** Whether an entry has what is read of an event of an issue. */
export function isIssueEvent(entry: unknown): boolean {
  return isRecord(entry) && typeof entry.event === 'string' && typeof entry.created_at === 'string';
}

function isAuthored({ user, body }: Readonly<Record<string, unknown>>): boolean {
  const isText = body === undefined || body === null || typeof body === 'string';
  // GitHub has no user where the account is gone.
  return (
    isText && (user === undefined || user === null || (isRecord(user) && typeof user.login === 'string'))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
