import { type Git, GitError } from '../git/git.ts';
import { type Check, ok, quoted, unchecked, warning } from './finding.ts';

/**
 * Whether the records could be pushed from here: git asks the remote for leave, and sends nothing.
 * @param dataBranch the branch that keeps the record; undefined: the one that is checked out
 * @see https://git-scm.com/docs/git-push#Documentation/git-push.txt---dry-run
 */
export async function checkPush(
  git: Git,
  place: 'actions' | 'machine',
  dataBranch: string | undefined,
): Promise<Check> {
  try {
    await git('remote', 'get-url', 'origin');
    const branch = dataBranch ?? (await git('symbolic-ref', '--short', 'HEAD')).trim();
    await git('push', '--dry-run', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
    return ok('push', `git may push ${quoted(branch)} to origin`);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (/fetch first|non-fast-forward|rejected/i.test(error.message))
      return ok('push', 'git may push to origin; this clone is behind it: git pull');
    const [said = ''] = error.message.split('\n');
    if (place === 'actions')
      return unchecked(
        'push',
        'this job may not push, and need not: track.yml asks for `contents: write` itself',
      );
    return warning('push', error.final ? said : quoted(said), 'needed only where `track --push` runs');
  }
}
