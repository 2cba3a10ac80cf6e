import { hash as digest } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Disk, realDisk } from './disk.ts';
import { systemCode, UnreadableDataError, unreadableFile, unwritableFolder } from './unreadable.ts';

/**
 * Files written all or none. Everything a run changes goes into one journal first, which appears in one step; then
 * each file is replaced in one step. The journal goes last, when the files are committed: until then they are known as
 * the program's own. After a crash the next run finishes from the journal.
 */

/** Contents by path, relative to the folder they are written to; null for a file that goes. */
export type Changes = ReadonlyMap<string, string | null>;

const JOURNAL = '.pending.json';
/** Where a file is written before it takes its place. */
const PART = `${JOURNAL}.${process.pid}.part`;
const hash = z.string().nullable();
/** Each file as it was (a hash; null when it was not there) and as it shall be (null: not there). Paths stay inside the folder. */
const journalFile = z.object({
  version: z.literal(1),
  files: z.record(
    z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
    z.object({ before: hash, after: z.string().nullable() }),
  ),
});

/**
 * Writes all the changes or, after a crash, none that `finishChanges` would not complete.
 * @param commit what makes them last; the journal stands until it is through
 * @throws {UnreadableDataError} {UnwritableDataError}
 */
export async function writeChanges(
  folder: string,
  changes: Changes,
  { commit, disk = realDisk }: { readonly commit: () => Promise<void>; readonly disk?: Disk },
): Promise<void> {
  await explained(folder, async () => {
    await writeJournal(folder, changes, disk);
    await applyChanges(folder, changes, disk);
  });
  await commit();
  await explained(folder, () => disk.remove(join(folder, JOURNAL)));
}

async function explained(folder: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw unwritableFolder(folder, error);
  }
}

async function writeJournal(folder: string, changes: Changes, disk: Disk): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const files = await Promise.all(
    [...changes].map(async ([path, after]) => [path, { before: await hashOf(join(folder, path)), after }]),
  );
  const journal = { version: 1, files: Object.fromEntries(files) };
  await disk.replace(join(folder, JOURNAL), `${JSON.stringify(journal)}\n`, join(folder, PART));
}

/** What a run that died left. Paths are relative to the folder. */
export type Unfinished =
  | { readonly kind: 'nothing' }
  /** Its files stand as it was to leave them, and are not committed yet. */
  | { readonly kind: 'completed'; readonly paths: readonly string[] }
  /** The files have gone on since. These still stand as it wrote them. */
  | { readonly kind: 'overtaken'; readonly paths: readonly string[] };

/** How a journal and its files stand, before anything is done about them. Paths are relative to the folder. */
export type JournalStatus =
  | { readonly kind: 'none' }
  /** It was cut, so the write that it announces has never begun. */
  | { readonly kind: 'cut' }
  /** `left`: what is still to be written. */
  | { readonly kind: 'open'; readonly paths: readonly string[]; readonly left: Changes }
  /** The files have gone on since. `paths`: those that still stand as it wrote them. */
  | { readonly kind: 'overtaken'; readonly paths: readonly string[] };

/** Looks at the journal of a run that died. @throws {UnreadableDataError} */
export async function readJournal(folder: string): Promise<JournalStatus> {
  const text = await readIfThere(join(folder, JOURNAL));
  if (text === undefined) return { kind: 'none' };
  const files = Object.entries(parseJournal(text, join(folder, JOURNAL)).files);
  if (files.length === 0) return { kind: 'cut' };
  const standing = await Promise.all(
    files.map(async ([path, { before, after }]) => {
      const now = await hashOf(join(folder, path));
      return { path, isWritten: now === digestOf(after) && now !== before, isOld: now === before };
    }),
  );
  const written = standing.filter(({ isWritten }) => isWritten).map(({ path }) => path);
  const goneOn = standing.some(({ isWritten, isOld }) => !isWritten && !isOld);
  if (goneOn) return { kind: 'overtaken', paths: written };
  const left = standing.filter(({ isWritten }) => !isWritten).map(({ path }) => path);
  const changes = files.flatMap(([path, { after }]) => (left.includes(path) ? [[path, after] as const] : []));
  return { kind: 'open', paths: files.map(([path]) => path), left: new Map(changes) };
}

/**
 * Completes what a crash interrupted, and leaves the journal. One that was cut has never begun.
 * @throws {UnreadableDataError} {UnwritableDataError}
 */
export async function finishChanges(folder: string, disk: Disk = realDisk): Promise<Unfinished> {
  const journal = await readJournal(folder);
  if (journal.kind === 'none' || journal.kind === 'cut') return { kind: 'nothing' };
  if (journal.kind === 'overtaken') return journal;
  await explained(folder, () => applyChanges(folder, journal.left, disk));
  return { kind: 'completed', paths: journal.paths };
}

/** Ends what `finishChanges` has completed, and clears away what runs that died were about to put in its place. */
export async function dropJournal(folder: string, disk: Disk = realDisk): Promise<void> {
  const parts = namesIn(folder)
    .filter((entry) => entry.startsWith(JOURNAL))
    .toSorted()
    .toReversed();
  await explained(folder, async () => {
    for (const entry of parts) await disk.remove(join(folder, entry));
  });
}

async function hashOf(path: string): Promise<string | null> {
  const text = await readIfThere(path);
  return digestOf(text ?? null);
}

function digestOf(text: string | null): string | null {
  return text === null ? null : digest('sha256', text);
}

/**
 * A file's text; undefined when there is no such file. It is read at once: the files of the records are small, and four
 * trips to other threads cost ten times as much as reading one.
 * @throws {UnreadableDataError}
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unreadableFile(path, error);
  }
}

/** The names in a folder; none where there is no such folder. @throws {UnreadableDataError} */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw unreadableFile(folder, error);
  }
}

/** Whether there is a file or a folder of that name. @throws {UnreadableDataError} */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw unreadableFile(path, error);
  }
}

async function applyChanges(folder: string, changes: Changes, disk: Disk): Promise<void> {
  for (const [path, content] of changes) {
    if (content === null) {
      await disk.remove(join(folder, path));
      continue;
    }
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    await disk.replace(join(folder, path), content, join(folder, PART));
  }
}

function parseJournal(text: string, file: string): z.infer<typeof journalFile> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // It was cut, so nothing has been replaced yet: no file is before the whole journal stands.
    return { version: 1, files: {} };
  }
  const parsed = journalFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const what =
    'an unfinished write of another release: finish it with that release, or delete the file to go on';
  throw new UnreadableDataError(file, what, { cause: parsed.error });
}
