import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unwritableFolder } from '../store/unreadable.ts';
import type { SiteFile } from './formats/site-file.ts';

/** A folder stands where the site shall go, and it is not a site of ours. */
export class ForeignFolderError extends Error {
  override readonly name = 'ForeignFolderError';
}

/** What every site of ours has had since the first version. */
const OURS = 'index.html';

/**
 * Writes the site whole or not at all: into a folder beside it, which then takes the place of the old one. So a file of
 * an earlier site that has no place in this one is gone.
 * @returns how many files, and their bytes
 * @throws {ForeignFolderError} rather than delete what somebody else has put there
 */
export async function writeSite(
  site: string,
  files: Iterable<SiteFile>,
): Promise<{ readonly files: number; readonly bytes: number }> {
  await refuseForeign(site);
  mkdirSync(dirname(site), { recursive: true });
  const fresh = await mkdtemp(`${site}.new-`);
  // It was made for this user alone, but web servers have to read it.
  await chmod(fresh, 0o755);
  try {
    const written = writeAll(fresh, files);
    await rm(site, { recursive: true, force: true });
    await rename(fresh, site);
    return written;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** One after the other and without waiting: thousands of small files take half the time that way. */
function writeAll(
  folder: string,
  files: Iterable<SiteFile>,
): { readonly files: number; readonly bytes: number } {
  const made = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const { path, content } of files) {
    const place = join(folder, path);
    if (!made.has(dirname(place))) mkdirSync(dirname(place), { recursive: true });
    made.add(dirname(place));
    writeFileSync(place, content);
    count += 1;
    bytes += typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  }
  return { files: count, bytes };
}

async function refuseForeign(site: string): Promise<void> {
  if (!existsSync(site) || existsSync(join(site, OURS))) return;
  const names = await readdir(site).catch((error: unknown) => {
    throw unwritableFolder(site, error);
  });
  if (names.length === 0) return;
  throw new ForeignFolderError(
    `${site} holds files that this program did not write, and the site would take their place: move them first`,
  );
}
