import { access, constants } from 'node:fs/promises';
import { tmpdir } from 'node:os';

/** Linux has this one in memory: what is thrown away in a minute need not see a disk. */
const IN_MEMORY = '/dev/shm';

/** Where folders are made that are thrown away soon: in memory where the system has such a place. */
export async function temporaryFolder(): Promise<string> {
  try {
    await access(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    // Not there, or not for this user.
    return tmpdir();
  }
}
