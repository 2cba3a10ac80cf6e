import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Names the seed of the properties, and ends a test run on one plain line, `N passed, N failed` (and `, N skipped` when some were), so that people and
 * machines read the same thing. A file that fails before its first test counts as one failure.
 */
export default class TotalsReporter implements Reporter {
  private seed = '';

  onInit({ config }: Vitest): void {
    this.seed = config.env.TEST_SEED ?? '';
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        if (state !== 'pending') totals[state] += 1;
      }
      const brokenOutsideTests =
        module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed');
      if (brokenOutsideTests) totals.failed += 1;
    }
    const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
    process.stdout.write(
      `\nProperties ran with TEST_SEED=${this.seed}.\n${totals.passed} passed, ${totals.failed} failed${skipped}\n`,
    );
  }
}
