import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandFailure } from '../failure.ts';
import { isThere } from '../store/files.ts';
import { unwritableFolder } from '../store/unreadable.ts';
import type { LineCut } from './cut.ts';
import type { ArchivePlace, ArchivePlan } from './place.ts';

/** An archive as one file, with its checksum beside it in the form that `sha256sum --check` reads. */

/** @throws {CommandFailure} where the file is there already, or does not hold what it should */
export async function writeBundle(
  { archiveGit: { plain } }: ArchivePlace,
  { ref, cut }: Pick<ArchivePlan, 'ref'> & { readonly cut: LineCut },
  path: string,
): Promise<void> {
  for (const file of [path, checksumPath(path)])
    if (await isThere(file))
      throw new CommandFailure(`${file} is there already: delete it, or choose another name`);
  const standing = (await plain('for-each-ref', '--format=%(objectname)', ref)).trim();
  try {
    // A bundle names what it holds by the references of this clone.
    await plain('update-ref', ref, cut.id);
    await plain('bundle', 'create', '--quiet', path, ref);
    await assertHolds(plain, path, { ref, id: cut.id });
    await writeFile(checksumPath(path), `${await checksumOf(path)}  ${basename(path)}\n`);
  } catch (error) {
    await Promise.all([path, checksumPath(path)].map((file) => rm(file, { force: true })));
    throw unwritableFolder(path, error);
  } finally {
    if (standing === '') await plain('update-ref', '-d', ref);
    else await plain('update-ref', ref, standing);
  }
}

/**
 * Sees to it that a bundle is whole.
 * @returns whether a checksum was there to compare with
 * @throws {CommandFailure} where it is not what was written
 */
export async function checkBundle(
  plain: (...args: readonly string[]) => Promise<string>,
  path: string,
): Promise<'compared' | 'no checksum'> {
  if (!(await isThere(path))) throw new CommandFailure(`${path}: there is no such file`);
  const hasChecksum = await isThere(checksumPath(path));
  if (hasChecksum) {
    const [expected = ''] = (await readFile(checksumPath(path), 'utf8')).split(/\s/);
    if (expected !== (await checksumOf(path)))
      throw new CommandFailure(
        `${path} is not the file that ${checksumPath(path)} was made for: download both again`,
      );
  }
  await plain('bundle', 'verify', '--quiet', path);
  return hasChecksum ? 'compared' : 'no checksum';
}

async function assertHolds(
  plain: (...args: readonly string[]) => Promise<string>,
  path: string,
  { ref, id }: { readonly ref: string; readonly id: string },
): Promise<void> {
  await plain('bundle', 'verify', '--quiet', path);
  const heads = (await plain('bundle', 'list-heads', path)).trim();
  if (heads !== `${id} ${ref}`)
    throw new CommandFailure(`${path} does not hold ${ref}, so nothing was changed: ${heads}`);
}

function checksumPath(path: string): string {
  return `${path}.sha256`;
}

async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
