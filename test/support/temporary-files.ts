/** Where the tests of one session keep their files. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS } from '../../src/text/time.ts';

const MEMORY = '/dev/shm';
const NAME = 'radar-tests-';
/** Far more than the tests need: they are not to take it from others. */
const FREE_BYTES = 4e9;

/** Gives the session a folder for temporary files, and takes it away with all that tests left there. */
export default function setUp(): () => void {
  const folder = folderIn(MEMORY) ?? mkdtempSync(join(tmpdir(), NAME));
  const takeAway = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // A session that is stopped by a signal has no end of its own.
  process.once('exit', takeAway);
  // Tests with programs of another user work in it too.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return takeAway;
}

/**
 * Tests make and delete tens of thousands of files, which a disk makes slow.
 * @param memory a folder of the system that is kept in memory
 * @returns a new folder in it; undefined where memory is scarce, takes no files or runs no program
 */
export function folderIn(memory: string): string | undefined {
  if (!existsSync(memory) || process.availableMemory() < FREE_BYTES) return undefined;
  let folder: string | undefined;
  try {
    removeLeft(memory, Date.now());
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < FREE_BYTES) return undefined;
    folder = mkdtempSync(join(memory, NAME));
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    execFileSync(program);
    return folder;
  } catch {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

/** Removes what this user's sessions left that were killed: no session takes a day. @param now ms */
export function removeLeft(memory: string, now: number): void {
  for (const name of readdirSync(memory)) {
    if (!name.startsWith(NAME)) continue;
    const folder = join(memory, name);
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found === undefined || found.uid !== process.getuid?.() || now - found.mtimeMs < DAY_MS) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
