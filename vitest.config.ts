import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The same in CI each time, so that a red run says something of the change; another one each time elsewhere. */
const seed = process.env.TEST_SEED ?? (process.env.CI === 'true' ? '20261129' : String(Date.now() % 2 ** 31));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
  },
});
