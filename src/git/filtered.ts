import { type Git, GitError } from './git.ts';
import { RECORDS } from './own-commits.ts';

/** Files as runs write them, to ask git about all of their kind. */
const KINDS = ['state.json', 'samples/2026/01/01.ndjson', 'alerts/2026.ndjson'].map(
  (path) => `${RECORDS}/${path}`,
);

/**
 * The filter by which .gitattributes keeps the records, such as `lfs` or `git-crypt`: what is committed is then not what a run
 * has written, and the next one cannot read it. undefined where there is none.
 * @see https://git-scm.com/docs/gitattributes#_filter
 */
export async function recordFilter(git: Git): Promise<string | undefined> {
  const said = await git('check-attr', '-z', 'filter', '--', ...KINDS);
  const values = said.split('\0').filter((_, index) => index % 3 === 2);
  return values.find((value) => !['unspecified', 'unset'].includes(value));
}

/** What to do about a filter. */
export function filterRemedy(filter: string): string {
  const kept = filter === 'lfs' ? 'Git LFS' : `the filter \`${filter}\``;
  return (
    `.gitattributes keeps data/ in ${kept}, where no run can read it: add the line \`data/** !filter !diff !merge text\` at its ` +
    'end, then `git add --renormalize data`, commit and push'
  );
}

/** Whether .gitignore hides the records from people. Runs commit them all the same. */
export async function areIgnored(git: Git): Promise<boolean> {
  try {
    await git('check-ignore', '--no-index', '--', ...KINDS);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
