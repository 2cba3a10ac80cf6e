import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockRun, type RunLock } from '../../src/store/run-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Lets go of the lock as the system does for a process that is killed: what it has written stays. */
async function die(lock: RunLock): Promise<void> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.run'));
  if (name === undefined) throw new RangeError('A run that holds the lock has written when it began.');
  const text = await readFile(join(folder, name));
  await lock.release();
  await writeFile(join(folder, name), text);
}

test('a run knows since when runs have died before it, however many', async () => {
  const before = Date.now();
  const first = await lockRun(folder, folder);
  const after = Date.now();
  expect(first.diedSince).toBeUndefined();
  await die(first);
  while (Date.now() === after);
  const second = await lockRun(folder, folder);
  await die(second);
  const third = await lockRun(folder, folder);
  expect(second.diedSince).toBeGreaterThanOrEqual(before);
  expect(second.diedSince).toBeLessThanOrEqual(after);
  expect(third.diedSince).toBe(second.diedSince);
  await third.release();
  const fourth = await lockRun(folder, folder);
  expect(fourth.diedSince).toBeUndefined();
  await fourth.release();
});

test('a run that finds another one at work says since when, whatever died before', async () => {
  await die(await lockRun(folder, folder));
  const lock = await lockRun(folder, folder);
  await expect(lockRun(folder, folder)).rejects.toThrow('another run is at work in this folder since 20');
  await lock.release();
});
