/** A process of its own that runs test files on request, so that a change that never ends can be ended. */
import process from 'node:process';
import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node';

/** What is asked for: a file that has changed since the last order, and the test files to run, in this order. */
export interface TestOrder {
  readonly changed: string;
  readonly tests: readonly string[];
}

/** `green`, or the first test file that failed, and with which test. */
export type TestAnswer = 'green' | { readonly test: string; readonly reason: string };

const [, , root = '.'] = process.argv;

/** Every file that was ever changed: the next order may come after the change was taken back. */
const changedFiles = new Set<string>();

let failure: TestAnswer = 'green';
let cancelling: Promise<void> | undefined;

class GivenOrder extends BaseSequencer {
  override sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(specifications);
  }
}

// What is changed is the source, so that is what tests have to start.
process.env.TEST_PROGRAM = 'source';
const vitest = await createVitest('test', {
  root,
  watch: false,
  maxWorkers: 1,
  sequence: { sequencer: GivenOrder },
  reporters: [
    {
      onTestCaseResult: (test) => {
        if (test.result().state === 'failed')
          failed(test.module.moduleId, `${test.fullName}: ${test.result().errors?.[0]?.message}`);
      },
      onTestModuleEnd: (module) => {
        if (module.state() === 'failed') failed(module.moduleId, module.errors()[0]?.message ?? 'a hook');
      },
    },
  ],
});

process.on('message', (order: TestOrder) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.('ready');

/** The first failure is enough: the tests after it are not run. */
function failed(moduleId: string, reason: string): void {
  if (failure !== 'green') return;
  failure = { test: moduleId.slice(root.length + 1), reason };
  cancelling = vitest.cancelCurrentRun('test-failure');
}

async function run({ changed, tests }: TestOrder): Promise<TestAnswer> {
  changedFiles.add(`${root}/${changed}`);
  for (const file of changedFiles) vitest.invalidateFile(file);
  failure = 'green';
  const found = await Promise.all(tests.map((test) => vitest.globTestSpecifications([`${root}/${test}`])));
  const { unhandledErrors } = await vitest.runTestSpecifications(found.flat());
  await cancelling;
  if (failure === 'green' && unhandledErrors.length > 0)
    failure = { test: tests[0] ?? '', reason: 'an unhandled error' };
  return failure;
}
