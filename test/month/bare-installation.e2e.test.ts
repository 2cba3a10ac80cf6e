import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../support/pages.ts';

const run = promisify(execFile);
const packages = z.object({ dependencies: z.record(z.string(), z.string()) });

/** A copy of the program with the packages that it needs in production, and no others. */
async function installBare(folder: string): Promise<void> {
  await cp(join(ROOT, 'src'), join(folder, 'src'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const manifest = await readFile(join(ROOT, 'package.json'), 'utf8');
  for (const name of Object.keys(packages.parse(JSON.parse(manifest)).dependencies)) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), link);
  }
}

test('without the packages of development, the month says what to install, and leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'month-bare-'));
  try {
    await installBare(folder);
    const month = run(process.execPath, ['src/main.ts', 'month', '--days', '1'], { cwd: folder });
    await expect(month).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not installed.* run npm ci in (?:a clone|the program's folder)/),
    });
    await expect(readFile(join(folder, 'demo', 'month', 'SIMULATED.txt'))).rejects.toThrow(/ENOENT/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
