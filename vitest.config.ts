import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The same in CI each time, so that a red run says something of the change; another one each time elsewhere. */
const seed = process.env.TEST_SEED ?? (process.env.CI === 'true' ? '20261129' : String(Date.now() % 2 ** 31));

const END_TO_END = 'test/**/*.e2e.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', './test/support/totals-reporter.ts'],
    setupFiles: ['./test/support/property-seed.ts'],
    env: {
      TEST_SEED: seed,
      // Processes of the tests keep what they compiled for those that follow: half of what their start costs.
      NODE_COMPILE_CACHE: join(tmpdir(), 'hashtag-radar-compiled'),
    },
    // Far above what any test needs: a busy machine is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Most tests wait for processes and servers of their own, so that more of them than cores go side by side.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        // One thread loads the program once for all its files.
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [END_TO_END],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        // The program in processes of its own, git, workflows, a browser.
        test: {
          name: 'e2e',
          include: [END_TO_END],
          globalSetup: ['./test/support/temporary-files.ts', './test/support/bundle-program.ts'],
        },
      },
    ],
  },
});
