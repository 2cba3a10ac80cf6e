import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { systemCode, UnreadableDataError, unreadableFile, unwritableFolder } from './unreadable.ts';

/**
 * Files written all or none. Everything a run changes goes into one journal first, which appears in one step; then
 * each file is replaced in one step, and the journal goes last. After a crash the next run finishes from the journal.
 */

/** Contents by path, relative to the folder they are written to. */
export type Changes = ReadonlyMap<string, string>;

const JOURNAL = '.pending.json';
const hash = z.string().nullable();
/** Each file as it was (a hash; null when it was not there) and as it shall be. Paths stay inside the folder. */
const journalFile = z.object({
  version: z.literal(1),
  files: z.record(
    z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
    z.object({ before: hash, after: z.string() }),
  ),
});

/**
 * Writes all the changes or, after a crash, none that `finishChanges` would not complete.
 * @throws {UnreadableDataError} {UnwritableDataError}
 */
export async function writeChanges(folder: string, changes: Changes): Promise<void> {
  try {
    await writeJournal(folder, changes);
    await applyChanges(folder, changes);
  } catch (error) {
    throw unwritableFolder(folder, error);
  }
}

async function writeJournal(folder: string, changes: Changes): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = await Promise.all(
    [...changes].map(async ([path, after]) => [path, { before: await hashOf(join(folder, path)), after }]),
  );
  const journal = { version: 1, files: Object.fromEntries(files) };
  await writeFileAtomic(join(folder, JOURNAL), `${JSON.stringify(journal)}\n`);
}

/**
 * Completes what a crash interrupted. Without a journal there is nothing to do.
 * @throws {UnreadableDataError} when the files have gone on since, so that completing it would undo that
 */
export async function finishChanges(folder: string): Promise<void> {
  const text = await readIfThere(join(folder, JOURNAL));
  if (text === undefined) return;
  const files = Object.entries(parseJournal(text, join(folder, JOURNAL)).files);
  for (const [path, { before, after }] of files) {
    const now = await hashOf(join(folder, path));
    if (now === before || now === digest(after)) continue;
    const what = `an unfinished write of an earlier run, but ${path} has changed since. Delete this file to go on`;
    throw new UnreadableDataError(join(folder, JOURNAL), what);
  }
  try {
    await applyChanges(folder, new Map(files.map(([path, { after }]) => [path, after])));
  } catch (error) {
    throw unwritableFolder(folder, error);
  }
}

async function hashOf(path: string): Promise<string | null> {
  const text = await readIfThere(path);
  return text === undefined ? null : digest(text);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A file's text; undefined when there is no such file. @throws {UnreadableDataError} */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unreadableFile(path, error);
  }
}

/** Whether there is a file or a folder of that name. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function applyChanges(folder: string, changes: Changes): Promise<void> {
  for (const [path, content] of changes) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFileAtomic(join(folder, path), content);
  }
  await rm(join(folder, JOURNAL), { force: true });
}

function parseJournal(text: string, file: string): z.infer<typeof journalFile> {
  try {
    return journalFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableDataError(file, 'an unfinished write that cannot be read. Delete the file to go on', {
      cause,
    });
  }
}
