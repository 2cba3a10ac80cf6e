import { formatAmount, formatCount } from '../text/numbers.ts';
import type { ArchivePlan } from './place.ts';
import type { Restored } from './restore.ts';

/** What people read of an archive, before and after. */

const MB = 1e6;

function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function megabytes(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

/** What would be done. */
export function planText(plan: ArchivePlan): string {
  const { branch, before, cut, commits, bytes, ref, oldTip, newTip } = plan;
  if (cut === undefined)
    return `Nothing to archive: \`${branch}\` has no history before ${day(before)}. It has ${formatAmount(commits.kept, 'commit')}, ${megabytes(bytes.now)}.\n`;
  return [
    `The history of \`${branch}\` before ${day(before)}:`,
    `  ${formatAmount(commits.archived, 'commit')} go to ${ref} at \`origin\`, which clones do not fetch.`,
    `  ${formatAmount(commits.kept, 'commit')} stay, on top of one that holds the record as it was. They get new ids; their files,`,
    '  messages, authors and times stay as they are.',
    `  A clone fetches about ${megabytes(bytes.after)} then, ${megabytes(bytes.now)} now.`,
    `  The branch goes from ${oldTip.slice(0, 12)} to ${newTip.slice(0, 12)}, and every file in data/ stays as it is.`,
    '',
    'Signatures of the commits that stay are lost. Pull requests that start from this branch have to be made again.',
    '',
    '',
  ].join('\n');
}

export const DRY_TEXT = 'Nothing was changed. To do it: npm run archive -- --apply\n';

/** What was done. */
export function doneText({ branch, ref }: ArchivePlan, bundle: string | undefined): string {
  const file =
    bundle === undefined ? '' : `It is also in ${bundle}, with its checksum in ${bundle}.sha256.\n`;
  return (
    `Done: the old history is at ${ref}, and \`${branch}\` begins after it.\n${file}` +
    'To see all of it in a clone: npm run archive -- --restore\n'
  );
}

/** What was joined. */
export function restoredText({ branch, joined, commits, checksum }: Restored): string {
  if (joined.length === 0)
    return `Nothing to restore: the history of \`${branch}\` is here from its beginning (${formatAmount(commits, 'commit')}).\n`;
  const unchecked =
    checksum === 'no checksum'
      ? ['There was no checksum file beside the bundle. Git found it whole, and it fits the branch.']
      : [];
  return [
    `In this clone \`${branch}\` has all of its history again: ${formatCount(commits)} commits. Nothing was pushed.`,
    ...unchecked,
    'To take that back:',
    ...joined.map(({ beginning }) => `  git replace -d ${beginning}`),
    '',
  ].join('\n');
}
