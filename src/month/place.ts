import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { systemCode } from '../store/unreadable.ts';

/** What every folder of ours holds from its first moment on. */
const MARK = 'SIMULATED.txt';

/**
 * Makes an empty folder for the month.
 * @throws {CommandFailure} rather than clear what somebody else has put there
 */
export async function clearPlace(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown): readonly string[] => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw new CommandFailure(
      `${folder} holds files that are not of an earlier month, and would be cleared: choose a folder that is empty or new`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, MARK),
    'Everything in this folder is made up by npm run month, which clears it at its next start.\n',
  );
}
