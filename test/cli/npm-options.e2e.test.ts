import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from '../support/pages.ts';

/** With npm itself, since which variables it sets is its own affair. */
const npmRun = (...words: readonly string[]) =>
  spawnSync('npm', ['run', '--silent', ...words], { cwd: ROOT, encoding: 'utf8' });

test('an option without the two dashes is not dropped in silence', () => {
  const { status, stdout, stderr } = npmRun('track', '--dry-run');
  expect(stderr).toContain(
    'npm has kept --dry-run for itself. Options stand after two dashes: npm run track -- --dry-run',
  );
  expect([status, stdout]).toEqual([1, '']);
});

test('behind the two dashes it arrives', () => {
  const { status, stdout } = npmRun('check', '--', '--json');
  expect([status, JSON.parse(stdout).valid]).toEqual([0, true]);
});
