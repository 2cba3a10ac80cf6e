/** Where the tests of one session keep their files. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Far more than the tests need: they are not to take it from others. */
const FREE_BYTES = 4e9;

/** Gives the session a folder for temporary files, and takes it away with all that tests left there. */
export default function setUp(): () => void {
  const folder = inMemory() ?? mkdtempSync(join(tmpdir(), 'radar-tests-'));
  // Tests with programs of another user work in it too.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Tests make and delete tens of thousands of files, which a disk makes slow. undefined where memory is scarce or runs no program. */
function inMemory(): string | undefined {
  if (!existsSync(MEMORY) || process.availableMemory() < FREE_BYTES) return undefined;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < FREE_BYTES) return undefined;
  const folder = mkdtempSync(join(MEMORY, 'radar-tests-'));
  try {
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    execFileSync(program);
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}
