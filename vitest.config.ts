import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/totals-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most tests wait for processes and servers of their own, so that more of them than cores go side by side.
    maxWorkers: 4,
  },
});
