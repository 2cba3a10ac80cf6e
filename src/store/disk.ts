import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode, UnwritableDataError } from './unreadable.ts';

/** What changes files. The soak puts one in its place that fails, or dies, at any step. */
export interface Disk {
  /**
   * Puts `text` in the place of a file in one step: after a crash the file holds all of the old or all of the new.
   * `part` is a path on the same file system that is free to be written meanwhile.
   */
  replace(path: string, text: string, part: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export const realDisk: Disk = {
  replace: async (path, text, part) => {
    try {
      await writeWhole(part, text);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
    if ((await readFile(path, 'utf8')) !== text) throw new UnwritableDataError(`${path}: ${CUT}`);
  },
  remove: (path) => rm(path, { force: true }),
};

const CUT = 'the disk did not keep what was written. See whether it is full or failing, then run again';

/** Written in full and on the disk, or an error: a full disk may take a part of a text without a word. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
    const { size } = await file.stat();
    if (size !== Buffer.byteLength(text)) throw new UnwritableDataError(`${path}: ${CUT}`);
  } finally {
    await file.close();
  }
}

/** A new name is on the disk once its folder is. Some systems cannot sync a folder, and need not. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EACCES'].includes(systemCode(error) ?? '')) throw error;
  }
}
