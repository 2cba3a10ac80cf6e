import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderIn, removeLeft } from './temporary-files.ts';

let memory = '';
beforeEach(() => {
  memory = mkdtempSync(join(tmpdir(), 'memory-'));
});
afterEach(() => rmSync(memory, { recursive: true, force: true }));

test('a session that was killed leaves its folder for a day, and other folders stay', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const hours = { 'radar-tests-left': 25, 'radar-tests-at-work': 23, 'somebody-else': 1000 };
  for (const [name, age] of Object.entries(hours)) {
    mkdirSync(join(memory, name));
    writeFileSync(join(memory, name, 'file'), '');
    utimesSync(join(memory, name), now / 1000, now / 1000 - age * 3600);
  }
  removeLeft(memory, now);
  expect(readdirSync(memory).toSorted()).toEqual(['radar-tests-at-work', 'somebody-else']);
});

test('a place that takes no folder is not used', () => {
  const file = join(memory, 'file');
  writeFileSync(file, '');
  expect(folderIn(file)).toBeUndefined();
});
