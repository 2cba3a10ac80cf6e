import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realDisk } from '../../src/store/disk.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-disk-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const DISK = resolve(import.meta.dirname, '../../src/store/disk.ts');

/** Replaces the file in a process of its own in which no file may grow past some kilobytes: the system cuts the write short. */
async function replaceWhereRoomIsShort(bytes: number): Promise<string> {
  const code = `
    const { realDisk } = await import(${JSON.stringify(DISK)});
    await realDisk.replace('file', 'x'.repeat(${bytes}), 'part')
      .then(() => console.log('passed'), ({ name, code }) => console.log('refused', code ?? name));`;
  const words = ['-c', 'ulimit -f 8; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', code];
  const child = spawn('bash', words, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const piece of child.stdout) said += piece;
  return said.trim();
}

test('a write that the system cuts short is an error, and the old file stands', async () => {
  await writeFile(join(folder, 'file'), 'old');
  expect(await replaceWhereRoomIsShort(100_000)).toBe('refused EFBIG');
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['file']);
  expect(await replaceWhereRoomIsShort(1000)).toBe('passed');
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('x'.repeat(1000));
});

test('a folder where the file belongs is an error, and nothing is left beside it', async () => {
  await expect(realDisk.replace(folder, 'text', join(folder, 'part'))).rejects.toThrow(
    /EISDIR|ENOTEMPTY|EEXIST/,
  );
  expect(await readdir(folder)).toEqual([]);
});
