import { areIgnored, filterRemedy, recordFilter } from '../git/filtered.ts';
import { type Git, GitError } from '../git/git.ts';
import { broken, type Check, warning } from './finding.ts';

/** What git's own files do to the records; nothing where they leave them alone, or there is no repository. */
export async function gitSettingsChecks(git: Git): Promise<readonly Check[]> {
  try {
    const filter = await recordFilter(git);
    if (filter !== undefined) return [broken('git settings', 'no run can record', filterRemedy(filter))];
    if (!(await areIgnored(git))) return [];
    const found =
      '.gitignore hides data/: runs commit it all the same, and people do not see what changed there';
    return [warning('git settings', found, 'delete that line from .gitignore')];
  } catch (error) {
    if (error instanceof GitError) return [];
    throw error;
  }
}
