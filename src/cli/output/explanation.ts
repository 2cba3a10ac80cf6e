import { systemCode, unwritableFolder } from '../../store/unreadable.ts';

/** What a failure that a person can mend says, which is enough: a stack would only hide it. Undefined for any other. */
export function explanationOf(error: unknown): string | undefined {
  const said = isRefusedBySystem(error) ? unwritableFolder('.', error) : error;
  return said instanceof Error && EXPLAINED.includes(said.name) ? said.message : undefined;
}

/** Whether the system refused to write a file or folder, wherever that was tried. */
function isRefusedBySystem(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '');
}

const EXPLAINED = [
  'CommandFailure',
  'EnvironmentError',
  'UnreadableDataError',
  'UnwritableDataError',
  'PushError',
  'GitError',
];
