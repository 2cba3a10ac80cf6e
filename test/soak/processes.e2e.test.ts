import { expect, test } from 'vitest';
import { goThroughProcesses } from '../../src/soak/go-through-processes.ts';
import { stackIn } from '../../src/soak/real-program.ts';

test('a real process that nothing is done to breaks no promise', async () => {
  const soaked = await goThroughProcesses({ kills: 0, races: 0, disks: 0 }, 1, { progress: () => undefined });
  expect(soaked).toMatchObject({ violations: [], skipped: [] });
});

test.each([
  ['a sentence that ends', 'at 10:00 GMT the disk was full', undefined],
  [
    'a stack',
    'TypeError: x\n    at run (file:///home/me/src/main.ts:12:3)\n',
    'at run (file:///home/me/src/main.ts:12:3)',
  ],
])('a stack trace is found: %s', (_what, output, stack) => {
  expect(stackIn(output)).toBe(stack);
});
